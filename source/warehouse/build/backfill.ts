import type { BuildDatabase } from "../database/build-database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import type { Model } from "../project/compile.ts";
import type { Months } from "./build-options.ts";
import type { Previous } from "./previous.ts";
import { monthColumnOf } from "./selection.ts";

export interface Backfill {
  readonly months: Months;
  /** Facts whose other months stay. */
  readonly models: ReadonlySet<string>;
  /** All models of the project, with the keys that their `.yml` declares. */
  readonly project: readonly Model[];
}

/**
 * Rebuilds the given months of a fact and leaves its other months as they are. Resolves to its number of rows, or undefined if
 * the fact must be rebuilt in full: it is not part of the backfill, its columns changed, or keys in its rows now mean something
 * else.
 */
export async function rebuildMonths(
  connection: BuildDatabase,
  model: Model,
  backfill: Backfill | undefined,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const column = monthColumnOf(model);
  if (backfill === undefined || column === undefined || !backfill.models.has(model.name)) return undefined;
  if (!(await hasSameColumns(connection, model)) || (await haveKeysChanged(connection, model, backfill.project))) {
    await connection.run(`drop table ${model.relation}`);
    return undefined;
  }
  const { from, end } = backfill.months;
  const inside = `coalesce(${quoteName(column)} >= ${day(from)} and ${quoteName(column)} < ${day(end)}, false)`;
  await connection.run(`delete from ${model.relation} where ${inside}`, signal);
  await connection.run(`insert into ${model.relation} select * from (${model.sql}\n) as anew where ${inside}`, signal);
  const { rows } = await connection.database.query(`select count(*) from ${model.relation}`);
  return Number(rows[0]?.[0] ?? 0);
}

function day(text: string): string {
  return `date ${quoteText(text)}`;
}

async function hasSameColumns(connection: BuildDatabase, model: Model): Promise<boolean> {
  const shape = async (sql: string) =>
    (await connection.database.query(`describe ${sql}`)).rows.map((row) => `${row[0]} ${row[1]}`).join();
  return (await shape(`select * from ${model.relation}`)) === (await shape(model.sql));
}

/** A key that the project numbers itself: the columns it numbers, and the key's column. */
export interface NumberedKey {
  readonly key: string;
  readonly of: readonly string[];
}

/** Undefined for a model that numbers nothing. */
export function numberedKey({ described }: Pick<Model, "described">): NumberedKey | undefined {
  const { surrogate_key: key, natural_key: of } = described.meta;
  return typeof key === "string" && Array.isArray(of) ? { key, of: of.map(String) } : undefined;
}

/** Saves what the numbers meant before their dimensions are rebuilt. */
export async function rememberKeys(
  connection: BuildDatabase,
  models: readonly Model[],
  rebuilt: ReadonlySet<string>,
  { models: before }: Pick<Previous, "models">,
): Promise<void> {
  for (const model of models) {
    const numbered = numberedKey(model);
    if (numbered === undefined || !rebuilt.has(model.name) || !before.has(model.name)) continue;
    const columns = [numbered.key, ...numbered.of].map(quoteName).join(", ");
    await connection.run(`create temp table ${remembered(model)} as select ${columns} from ${model.relation}`);
  }
}

function remembered({ name }: Model): string {
  return `temp.${quoteName(`keys_before_${name}`)}`;
}

/** Whether any number of a dimension that the model reads has changed its meaning. */
async function haveKeysChanged(connection: BuildDatabase, model: Model, project: readonly Model[]): Promise<boolean> {
  for (const dimension of project.filter(({ name }) => model.refs.includes(name))) {
    const numbered = numberedKey(dimension);
    if (numbered === undefined || !(await isRemembered(connection, dimension))) continue;
    const columns = [numbered.key, ...numbered.of].map(quoteName).join(", ");
    const { rows } = await connection.database.query(
      `select count(*) from (from ${remembered(dimension)} except select ${columns} from ${dimension.relation})`,
    );
    if (rows[0]?.[0] !== 0) return true;
  }
  return false;
}

async function isRemembered(connection: BuildDatabase, { name }: Model): Promise<boolean> {
  const { rows } = await connection.database.query(
    "select 1 from duckdb_tables() where temporary and table_name = $1",
    [`keys_before_${name}`],
  );
  return rows.length > 0;
}
