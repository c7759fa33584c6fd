import { numberedKey } from "../build/backfill.ts";
import { quoteName } from "../database/sql-text.ts";
import type { ModelRun } from "../meta/write-meta.ts";
import type { CompiledProject } from "../project/compile.ts";
import type { DataTest } from "../project/data-tests.ts";
import { isRecord } from "../project/read-project.ts";
import { type ChangedRows, isAmong } from "./changed-rows.ts";
import { namesIn } from "./renewed-by.ts";
import type { Shortcut } from "./shortcut.ts";

interface Renewed {
  readonly project: Pick<CompiledProject, "models">;
  /** Failures at the previous build; undefined if the test has changed since. */
  readonly known: number | undefined;
  readonly runs: readonly ModelRun[];
  readonly rows: ReadonlyMap<string, ChangedRows>;
}

/** Per model that a test reads, the columns that tell which of its rows make a failure together. */
type Columns = ReadonlyMap<string, readonly string[]>;

/**
 * How a test finds its failures after a build that kept or renewed what it reads: it had a known number of them, and any other
 * is due to a changed row. Undefined for a test that has to read everything again.
 */
export function shortcutOf(test: DataTest, renewed: Renewed): Shortcut | undefined {
  const { known, runs, rows } = renewed;
  if (known === undefined || test.readsRaw) return undefined;
  const changed = test.refs.filter((name) => !runs.some(({ model, status }) => model === name && status === "kept"));
  if (changed.length === 0) return { known };
  if (test.condition !== undefined) {
    const own = rows.get(test.model);
    return own === undefined || isElsewhere(test.condition.where, renewed) ? undefined : { known, rows: own };
  }
  const select = known === 0 ? limited(test, changed, renewed) : undefined;
  return select === undefined ? undefined : { known, select };
}

/** Whether more than the row decides, or a number that may have changed in rows that stay; whether it is null has not. */
function isElsewhere(where: string, { project }: Renewed): boolean {
  const others = where.replaceAll(/"?\b\w+\b"? is (not )?null\b/gi, "");
  return /\bselect\b/i.test(where) || numbersOf(project).some((name) => new RegExp(`\\b${name}\\b`).test(others));
}

function numbersOf({ models }: Renewed["project"]): readonly string[] {
  return models.flatMap((model) => numberedKey(model)?.key ?? []);
}

/** The test's select on the rows that can be part of a new failure; undefined if those are not known. */
function limited(test: DataTest, changed: readonly string[], renewed: Renewed): string | undefined {
  const { project, rows } = renewed;
  const columns = columnsOf(test);
  const numbers = numbersOf(project);
  if ([...columns.values()].flat().some((name) => numbers.includes(name))) return undefined;
  if (!changed.every((name) => columns.has(name))) return undefined;
  let sql = test.select ?? "";
  for (const together of groupsOf(test, columns)) {
    const own = together.filter(([name]) => changed.includes(name));
    // A model that was rebuilt is read whole, and so is what belongs to it.
    if (!own.every(([name, names]) => rows.has(name) && names.length > 0)) continue;
    for (const [name, names] of together) {
      const relation = project.models.find((model) => model.name === name)?.relation ?? "";
      sql = sql.replaceAll(relation, `(select * from ${relation} as own where ${among(names, own, rows)})`);
    }
  }
  return sql === test.select ? undefined : sql;
}

function among(names: readonly string[], changed: readonly Entry[], rows: Renewed["rows"]): string {
  const keys = changed.flatMap(([name, own]) => {
    const { before, after } = rows.get(name) ?? { before: "", after: "" };
    const listed = own.map((column, at) => `${quoteName(column)} as ${quoteName(keyName(at))}`).join(", ");
    return [before, after].map((relation) => `select ${listed} from ${relation}`);
  });
  if (keys.length === 0) return "false";
  const named = names.map((_, at) => keyName(at));
  return isAmong("own", names, `(${keys.join(" union ")})`, named);
}

function keyName(at: number): string {
  return `key ${at + 1}`;
}

type Entry = readonly [model: string, columns: readonly string[]];

/** Models that meet in a test: by declaration those with the same columns; those of a relationship by the columns it compares. */
function groupsOf({ kind }: DataTest, columns: Columns): readonly (readonly Entry[])[] {
  if (kind === "relationships") return [[...columns]];
  return [...Map.groupBy(columns, ([, names]) => names.join()).values()];
}

/** From the kind of a test, or as a file under `tests/` declares it: `config(meta={'renewed': {'model': columns}})`. */
function columnsOf({ kind, column, model, refs, declared }: DataTest): Columns {
  if (kind === "unique" && column !== undefined) return new Map([[model, [column]]]);
  if (kind === "relationships" && column !== undefined && refs[0] !== model) {
    const [parent = ""] = refs;
    return new Map([
      [model, [column]],
      [parent, namesIn(declared?.args.field)],
    ]);
  }
  const meta = kind === undefined ? declared?.config.meta : undefined;
  const by = isRecord(meta) && isRecord(meta.renewed) ? meta.renewed : {};
  return new Map(Object.entries(by).map(([name, names]) => [name, namesIn(names)]));
}
