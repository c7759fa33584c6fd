import { numberedKey } from "../build/backfill.ts";
import type { Previous } from "../build/previous.ts";
import type { BuildConnection } from "../database/build-database.ts";
import { quoteName } from "../database/sql-text.ts";
import type { Model } from "../project/compile.ts";
import { type ChangedRows, changesOf, differenceSql, isAmong, isAmongAny, notes } from "./changed-rows.ts";
import { numberedAnew, otherNumbers } from "./numbers.ts";
import { type RenewedBy, renewedByOf } from "./renewed-by.ts";

export interface RenewalOptions {
  readonly connection: BuildConnection;
  readonly models: readonly Model[];
  readonly previous: Previous;
  /** Models that depend on what changed. */
  readonly rebuilt: ReadonlySet<string>;
  /** Raw tables that changed. Of the order lines, the changed rows are listed. */
  readonly changedTables: ReadonlySet<string>;
  /** The changed order lines as they are now, to read instead of all of them. */
  readonly changedLines: { readonly relation: string; readonly instead: string };
  /** Gets the changed rows of each renewed model. */
  readonly renewed: Map<string, ChangedRows>;
  readonly signal?: AbortSignal | undefined;
}

/** Comparing a table with its predecessor is worth it up to this many rows, if nothing depends on single rows of it. */
const mostCompared = 20_000;
/** If more of a model's rows must be renewed, rebuilding all of them is less work. */
const mostRows = 1 / 3;

/**
 * Brings a copy of the previous warehouse up to date, model by model: models whose inputs have the same rows as before stay;
 * those that declare how their rows follow from their inputs (`renewed` in their `.yml`) get new rows for the changed keys only;
 * the others are rebuilt in full.
 */
export class Renewal {
  readonly #options: RenewalOptions;
  readonly #relations: ReadonlyMap<string, string>;
  /** Changed models, and whether their changed rows are listed. */
  readonly #changed = new Map<string, boolean>();
  /** Dimensions whose rows have other numbers than before. */
  readonly #renumbered = new Set<string>();

  constructor(options: RenewalOptions) {
    this.#options = options;
    this.#relations = new Map(options.models.map(({ name, relation }) => [name, relation]));
  }

  /** The model of the previous warehouse if it stays; ask once all its inputs are done. */
  kept(model: Model): { readonly rows: number; readonly sha256: string } | undefined {
    const { rebuilt, changedTables } = this.#options;
    const isSame =
      !rebuilt.has(model.name) ||
      (this.#hasSameSql(model) &&
        !model.sources.some((table) => changedTables.has(table)) &&
        !model.refs.some((ref) => this.#changed.has(ref)));
    return isSame ? this.#options.previous.models.get(model.name) : undefined;
  }

  /** Renews or rebuilds a model; resolves to its number of rows. Rejects with DuckDB's error. */
  async make(model: Model): Promise<number> {
    const renewed = this.#hasSameSql(model) ? renewedByOf(model) : undefined;
    const isListed = renewed !== undefined && (await this.#listKeys(model, renewed));
    return isListed ? this.#renew(model, renewed) : this.#rebuild(model);
  }

  #hasSameSql({ name, sha256 }: Model): boolean {
    return this.#options.previous.models.get(name)?.sha256 === sha256;
  }

  /** Lists the keys to renew; false if the model must be rebuilt, since too many are, or they are not known. */
  async #listKeys(model: Model, { key, by }: RenewedBy): Promise<boolean> {
    const { changedTables, renewed } = this.#options;
    const changed = [
      ...model.sources.filter((table) => changedTables.has(table)),
      ...model.refs.filter((ref) => this.#changed.has(ref)),
    ];
    const isKnown = (input: string) =>
      by.get(input)?.length === 0 ? renewed.has(input) : by.has(input) && this.#changed.get(input) !== false;
    if (!changed.every(isKnown)) return false;
    const listed = changed.filter((input) => by.get(input)?.length !== 0);
    const selects = listed.flatMap((input) => this.#keysBy(input, { key, by }));
    await this.#run(`create table ${keysOf(model)} as select distinct ${key.map(quoteName).join(", ")}
      from (${selects.join(" union all ")}) as changed`);
    return this.#isSmall(model, { key, by });
  }

  #keysBy(input: string, { key, by }: RenewedBy): readonly string[] {
    const named = (columns: readonly string[]) =>
      key.map((name, at) => `${quoteName(columns[at] ?? name)} as ${quoteName(name)}`).join(", ");
    const ways = by.get(input) ?? [];
    if (isDirect(input, { key, by })) return ways.map((columns) => `select ${named(columns)} from ${changesOf(input)}`);
    const [[first = "", own = []] = []] = by;
    return own.map(
      (columns) => `select ${named(columns)} from ${this.#relations.get(first)} as first_input
        where ${isAmongAny("first_input", ways, changesOf(input), ways[0] ?? [])}`,
    );
  }

  async #isSmall(model: Model, { key, by }: RenewedBy): Promise<boolean> {
    const [[first = "", ways = []] = []] = by;
    const relation = this.#relations.get(first);
    if (relation === undefined) return true;
    const touched = `count(*) filter (where ${isAmongAny("first_input", ways, keysOf(model), key)})`;
    const { rows } = await this.#query(`select ${touched}, count(*) from ${relation} as first_input`);
    const [some = 0, all = 0] = (rows[0] ?? []).map(Number);
    return some <= all * mostRows;
  }

  async #renew(model: Model, renewed: RenewedBy): Promise<number> {
    const { key } = renewed;
    const before = `${notes}.${quoteName(`before of ${model.name}`)}`;
    const after = `${notes}.${quoteName(`now of ${model.name}`)}`;
    const own = quoteName(model.name);
    await this.#run(`create table ${before} as
      select * from ${model.relation} as old where ${isAmong("old", key, keysOf(model), key)}`);
    await this.#run(`create table ${after} as select * from (${this.#limited(model, renewed)}\n) as own
      where ${isAmong("own", key, keysOf(model), key)}`);
    const equal = key.map((name) => `${own}.${quoteName(name)} = chosen.${quoteName(name)}`).join(" and ");
    const gone = await this.#run(`delete from ${model.relation} using ${keysOf(model)} as chosen where ${equal}`);
    const added = await this.#run(`insert into ${model.relation} select * from ${after}`);
    await this.#numberAnew(model, key);
    await this.#renumber(model);
    if (this.#readers(model).length > 0) await this.#noteChanges(model, before, after);
    this.#options.renewed.set(model.name, { before, after });
    return (this.#options.previous.models.get(model.name)?.rows ?? 0) - gone + added;
  }

  /** The model's SQL on those rows of its inputs that belong to the keys; rows of other keys may come out, with wrong values. */
  #limited(model: Model, { key, by }: RenewedBy): string {
    let { sql } = model;
    const { relation: lines, instead } = this.#options.changedLines;
    for (const [input, ways] of by) {
      const relation = this.#relations.get(input);
      if (relation === undefined) sql = sql.replaceAll(lines, instead);
      else if (model.refs.includes(input) && isDirect(input, { key, by }))
        sql = sql.replaceAll(
          relation,
          `(select * from ${relation} as own where ${isAmongAny("own", ways, keysOf(model), key)})`,
        );
    }
    return sql;
  }

  /** Numbers a renewed dimension as a full build does, and notes whether rows that stay changed theirs. */
  async #numberAnew(model: Model, key: readonly string[]): Promise<void> {
    const numbered = numberedKey(model);
    if (numbered === undefined) return;
    const others = otherNumbers(numberedAnew(model.relation, numbered), numbered);
    await this.#noteNumbers(model, `${others} and not ${isAmong("own", key, keysOf(model), key)}`);
    await this.#run(
      `update ${model.relation} as own set ${quoteName(numbered.key)} = other.${quoteName(numbered.key)} from ${others}`,
    );
  }

  /** Numbers of a dimension that follow from all its rows, such as customer_key, also change in rows that stay. */
  async #renumber(model: Model): Promise<void> {
    for (const dimension of this.#options.models) {
      const numbered = numberedKey(dimension);
      if (numbered === undefined || !this.#renumbered.has(dimension.name) || !model.refs.includes(dimension.name))
        continue;
      const { rows } = await this.#query(`describe ${model.relation}`);
      const names = new Set(rows.map(([name]) => String(name)));
      if (![numbered.key, ...numbered.of].every((name) => names.has(name))) continue;
      const number = quoteName(numbered.key);
      await this.#run(`update ${model.relation} as own set ${number} = other.${number}
        from ${otherNumbers(dimension.relation, numbered)}`);
    }
  }

  async #rebuild(model: Model): Promise<number> {
    const isThere = this.#options.previous.models.has(model.name) && model.materialized === "table";
    const isCompared = isThere && this.#isCompared(model);
    const before = model.relation.replace(/"$/, ' before this build"');
    const [, name = ""] = before.split(".");
    if (isCompared) await this.#run(`alter table ${model.relation} rename to ${name}`);
    else if (isThere) await this.#run(`drop table ${model.relation}`);
    const rows = await this.#run(`create ${model.materialized} ${model.relation} as ${model.sql}`);
    if (!isCompared) this.#changed.set(model.name, false);
    else {
      const numbered = numberedKey(model);
      if (numbered !== undefined) await this.#noteNumbers(model, otherNumbers(before, numbered));
      await this.#noteChanges(model, before, model.relation);
      await this.#run(`drop table ${before}`);
    }
    return model.materialized === "table" ? rows : 0;
  }

  /** Whether knowing its changed rows spares a reader from being rebuilt. */
  #isCompared(model: Model): boolean {
    const isSmall = (this.#options.previous.models.get(model.name)?.rows ?? 0) <= mostCompared;
    return this.#readers(model).some(
      (reader) => renewedByOf(reader) !== undefined || (isSmall && !this.#isSurelyRebuilt(reader)),
    );
  }

  #readers({ name }: Model): readonly Model[] {
    const { models, rebuilt } = this.#options;
    return models.filter((model) => rebuilt.has(model.name) && model.refs.includes(name));
  }

  /** Whether a model reads something that changes with every order line. */
  #isSurelyRebuilt({ sources, refs }: Model): boolean {
    const { models, rebuilt, changedTables } = this.#options;
    const lines = models.filter((model) => rebuilt.has(model.name) && renewedByOf(model) !== undefined);
    return sources.some((table) => changedTables.has(table)) || lines.some(({ name }) => refs.includes(name));
  }

  async #noteChanges(model: Model, before: string, after: string): Promise<void> {
    const difference = differenceSql(before, after, [numberedKey(model)?.key ?? []].flat());
    const changed = await this.#run(`create table ${changesOf(model.name)} as ${difference}`);
    if (changed > 0 || this.#renumbered.has(model.name)) this.#changed.set(model.name, true);
  }

  /** Notes that numbers changed if there is any such row. */
  async #noteNumbers({ name, relation }: Model, others: string): Promise<void> {
    const { rows } = await this.#query(`select 1 from ${relation} as own, ${others} limit 1`);
    if (rows.length > 0) this.#renumbered.add(name);
  }

  #query(sql: string) {
    const { connection, signal } = this.#options;
    return connection.database.query(sql, [], { signal });
  }

  /** Resolves to the number of rows that a statement wrote. */
  async #run(sql: string): Promise<number> {
    return Number((await this.#query(sql)).rows[0]?.[0] ?? 0);
  }
}

function keysOf({ name }: Pick<Model, "name">): string {
  return `${notes}.${quoteName(`keys of ${name}`)}`;
}

/** Whether changed rows of an input have the model's key themselves. */
function isDirect(input: string, { key, by }: RenewedBy): boolean {
  const [first] = by.keys();
  const [columns = [], ...others] = by.get(input) ?? [];
  return input === first || (others.length === 0 && columns.join() === key.join());
}
