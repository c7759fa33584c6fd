import type { BuildDatabase } from "../database/build-database.ts";
import { quoteName } from "../database/sql-text.ts";
import { bareKey } from "../ingest/joined-sql.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { areAlike } from "./key-names.ts";
import type { FileGroup } from "./proposal.ts";
import { groupFiles } from "./propose-tables.ts";
import { united } from "./relation.ts";
import { isSample, type SampledFile } from "./sampled-file.ts";

/** A column of a file whose values are keys of another one. */
interface Link {
  readonly from: FileGroup;
  readonly own: string;
  readonly to: FileGroup;
  readonly key: string;
  /** How many of the values are among the keys that were read. */
  readonly found: number;
}

/** So many keys in both samples are enough to compare the amounts of two files. */
const fewestFound = 100;
/** If fewer are to be expected in both, their number says nothing. */
const fewestExpected = 10;

/**
 * Samples of files that refer to each other hold different rows: orders, and lines of other orders. So that a proposal finds
 * keys as it does in whole files, rows without a partner are left out if enough have one; otherwise other rows stand in for
 * those that were not read. The facts of the columns stay those of the samples. Resolves to the tables with rows that stand in,
 * which are none of their file.
 */
export async function linkSamples(
  connection: BuildDatabase,
  files: readonly SampledFile[],
): Promise<ReadonlySet<string>> {
  const made = new Set<string>();
  const groups = groupFiles(files);
  const largest = groups.toSorted((a, b) => rowsOf(b) - rowsOf(a));
  for (const to of groups.filter(isSampled)) {
    let isFirst = true;
    for (const from of largest) {
      const link = from === to ? undefined : await linkBetween(connection, from, to);
      if (link === undefined) continue;
      if (link.found >= fewestFound && isSampled(from)) await keepPairs(connection, link, isFirst);
      else {
        await standIn(connection, link);
        made.add(to[0].table);
      }
      isFirst = false;
    }
  }
  return made;
}

function isSampled(group: FileGroup): boolean {
  return group.some(isSample);
}

/** About how many rows the files have in all. */
function rowsOf(group: FileGroup): number {
  return group.reduce((sum, { records, share }) => sum + records / share, 0);
}

/** The columns that link two files, as far as samples tell: by name, by the form of their values, and by how many are in both. */
async function linkBetween(connection: BuildDatabase, from: FileGroup, to: FileGroup): Promise<Link | undefined> {
  const read = to.reduce((sum, { records }) => sum + records, 0) / Math.max(1, rowsOf(to));
  for (const { name: own, filled } of from[0].columns) {
    if (filled === 0) continue;
    for (const { name: key } of to[0].columns) {
      if (!areAlike(own, key, to[0]) || !to.every((part) => isUniqueIn(part, key))) continue;
      const { rows } = await connection.database.query(
        `select count(*), count(*) filter (value in ${keysOf(to, key)}),
           count(*) filter (${formOf("value")} in (select ${formOf(bareKey(quoteName(key)))} from ${united(to)}))
         from (select distinct ${bareKey(quoteName(own))} as value from ${united(from)} where ${quoteName(own)} is not null)`,
      );
      const [all = 0, found = 0, alike = 0] = (rows[0] ?? []).map(Number);
      const expected = all * read;
      const isLinked = found >= 0.9 * all || expected < fewestExpected || found >= 0.3 * expected;
      if (all > 0 && alike >= 0.9 * all && isLinked) return { from, own, to, key, found };
    }
  }
  return undefined;
}

function isUniqueIn({ columns }: SampledFile, key: string): boolean {
  return columns.some(({ name, isUnique }) => name === key && isUnique);
}

function keysOf(group: FileGroup, column: string): string {
  return `(select ${bareKey(quoteName(column))} from ${united(group)} where ${quoteName(column)} is not null)`;
}

/** `C0042-x` and `D17-abc` have the same form. */
function formOf(value: string): string {
  return `regexp_replace(regexp_replace(${value}, '\\d+', '9', 'g'), '\\p{L}+', 'a', 'g')`;
}

/** Leaves out the lines whose key was not read, and the keys without a line. */
async function keepPairs({ run }: BuildDatabase, { from, own, to, key }: Link, isFirst: boolean): Promise<void> {
  for (const { table } of from)
    await run(`delete from ${table} where ${bareKey(quoteName(own))} not in ${keysOf(to, key)}`);
  if (!isFirst) return;
  for (const { table } of to)
    await run(`delete from ${table} where ${bareKey(quoteName(key))} not in ${keysOf(from, own)}`);
}

/** Adds a row for each key that was not read, with the values of another one. */
async function standIn({ run }: BuildDatabase, { from, own, to, key }: Link): Promise<void> {
  const [{ table, columns }] = to;
  const others = columns.filter((facts) => facts.isUnique && facts.name !== key && dateShare(facts) < 0.5);
  const made = [
    `missing.value as ${quoteName(key)}`,
    "row.total + missing.number as _record",
    ...others.map((facts) => `${madeUnique(facts)} as ${quoteName(facts.name)}`),
  ];
  await run(`insert into ${table} by name
    select row.* exclude (number, total) replace (${made.join(", ")})
    from (select value, row_number() over () as number
      from (select distinct ${bareKey(quoteName(own))} as value from ${united(from)} where ${quoteName(own)} is not null)
      where value not in ${keysOf(to, key)}) as missing
    join (select *, row_number() over () - 1 as number, count(*) over () as total from ${table}) as row
      on missing.number % row.total = row.number`);
}

function madeUnique({ name, email }: ColumnFacts): string {
  const value = `row.${quoteName(name)}`;
  return email > 0.5 ? `missing.number || '.' || ${value}` : `${value} || missing.number`;
}
