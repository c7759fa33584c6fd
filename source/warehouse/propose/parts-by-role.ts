import type { BuildDatabase } from "../database/build-database.ts";
import { quoteName } from "../database/sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { isRevenueKind, moneyKind } from "./money-names.ts";
import { numberShare } from "./number-style.ts";
import { candidates } from "./propose-columns.ts";
import { isPart, stemOf } from "./propose-tables.ts";
import type { SampledFile } from "./sampled-file.ts";

/**
 * Parts of one table by their names, such as a file for each month, whose columns were renamed in between: those of the day, the
 * customer, the amount and the order take the names of the first part, if customers are partly the same and amounts of one kind.
 */
export async function partsByRole(
  connection: BuildDatabase,
  files: readonly SampledFile[],
): Promise<readonly SampledFile[]> {
  const changed = new Map<SampledFile, SampledFile>();
  const stems = Map.groupBy(
    files.filter(({ tableName }) => tableName === undefined),
    stemOf,
  );
  for (const parts of stems.values()) {
    const [first, ...others] = Map.groupBy(parts, headerOf).values();
    for (const other of others) {
      if (first?.[0] === undefined || other[0] === undefined || isPart(first[0], other[0])) continue;
      const renamed = await namesInCommon(connection, first, other);
      if (renamed === undefined) continue;
      for (const file of other) changed.set(file, await withNames(connection, file, renamed));
    }
  }
  return files.map((file) => changed.get(file) ?? file);
}

function headerOf({ columns }: SampledFile): string {
  return columns.map(({ name }) => name).join("\n");
}

/** The first part's names of the columns that a part calls differently; undefined unless all that lines need is found. */
async function namesInCommon(
  connection: BuildDatabase,
  firsts: readonly SampledFile[],
  parts: readonly SampledFile[],
): Promise<Readonly<Record<string, string>> | undefined> {
  const [[first], [file]] = [firsts, parts];
  if (first === undefined || file === undefined) return undefined;
  const days = [dayOf(first), dayOf(file)] as const;
  const amounts = [amountOf(first), amountOf(file)] as const;
  if (moneyKind(amounts[0] ?? "") !== moneyKind(amounts[1] ?? "")) return undefined;
  const pairs = [days, amounts, await customersOf(connection, firsts, parts)].map(([as, name]) => ({ as, name }));
  if (pairs.some(({ as, name }) => as === undefined || name === undefined)) return undefined;
  const all = [...pairs, { as: keyOf(first), name: keyOf(file) }];
  const own = new Set(file.columns.map(({ name }) => name.toLowerCase()));
  const found = all.flatMap(({ as, name }) =>
    as === undefined || name === undefined || as === name || own.has(as.toLowerCase()) ? [] : [[as, name] as const],
  );
  return new Set(found.flat()).size === 2 * found.length ? Object.fromEntries(found) : undefined;
}

function dayOf(file: SampledFile): string | undefined {
  const [named] = candidates("transactions", "transacted_at", file);
  const days = file.columns.filter((facts) => facts.filled > 0 && dateShare(facts) > 0.9);
  return named?.facts.name ?? (days.length === 1 ? days[0]?.name : undefined);
}

/** The only column of an amount that is revenue. */
function amountOf({ columns }: SampledFile): string | undefined {
  const found = columns.filter(
    (facts) =>
      facts.filled > 0 &&
      numberShare(facts) > 0.8 &&
      dateShare(facts) < 0.5 &&
      isRevenueKind(moneyKind(facts.name) ?? "aside"),
  );
  return found.length === 1 ? found[0]?.name : undefined;
}

function keyOf(file: SampledFile): string | undefined {
  const [named] = candidates("transactions", "order_id", file);
  const unique = file.columns.filter((facts) => facts.isUnique && dateShare(facts) < 0.5 && facts.email < 0.5);
  return named?.facts.name ?? (unique.length === 1 ? unique[0]?.name : undefined);
}

/** The columns of people in both parts that have the most values in common. */
async function customersOf(connection: BuildDatabase, firsts: readonly SampledFile[], parts: readonly SampledFile[]) {
  let best: readonly [as: string | undefined, name: string | undefined] = [undefined, undefined];
  let most = fewestCommon;
  for (const one of firsts[0]?.columns.filter(mayBePeople) ?? []) {
    for (const other of parts[0]?.columns.filter(mayBePeople) ?? []) {
      const values = (files: readonly SampledFile[], { name }: ColumnFacts) =>
        files.map(({ table }) => `select lower(trim(${quoteName(name)})) as v from ${table}`).join(" union ");
      const { rows } = await connection.database.query(
        `select count(*), count(*) filter (where v in (${values(firsts, one)})) from (select distinct v from (${values(parts, other)})) where v is not null`,
      );
      const [all = 0, found = 0] = (rows[0] ?? []).map(Number);
      if (all < fewestPeople || found / all <= most) continue;
      most = found / all;
      best = [one.name, other.name];
    }
  }
  return best;
}

/** From this share of a part's customers on that the first part has too, and so many of them. */
const fewestCommon = 0.2;
const fewestPeople = 3;

/** Neither days nor amounts. */
function mayBePeople(facts: ColumnFacts): boolean {
  const isAmount = numberShare(facts) > 0.5 && facts.whole < 0.99;
  return facts.filled > 0 && !isAmount && dateShare(facts) < 0.5;
}

/** A part under the names of the first one. */
async function withNames(
  connection: BuildDatabase,
  file: SampledFile,
  renamed: Readonly<Record<string, string>>,
): Promise<SampledFile> {
  const names = new Map(Object.entries(renamed).map(([as, name]) => [name, as]));
  const list = [...names].map(([name, as]) => `${quoteName(name)} as ${quoteName(as)}`).join(", ");
  await connection.run(`create or replace table ${file.table} as select * rename (${list}) from ${file.table}`);
  const columns = file.columns.map((facts) => ({ ...facts, name: names.get(facts.name) ?? facts.name }));
  return { ...file, columns, renamed };
}
