import { alignedNames, areNumbered } from "../files/aligned-names.ts";
import { contractOf, type TableName, tableNames } from "../mapping/contract-tables.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { matchKeys } from "./match-keys.ts";
import { fileNameScore, isNumbered, isUnitPrice } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { numberShare } from "./number-style.ts";
import { type ColumnProposal, type FileGroup, type TableProposal, tableOf } from "./proposal.ts";
import { matchColumns, matchContacts, matchedColumns, proposeColumn, type Reader } from "./propose-columns.ts";
import type { ProposedLines } from "./propose-lines.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/**
 * The tables besides the order lines, each from the file that matches best, and the customers from the lines if they have no
 * file.
 */
export async function proposeTables(
  reader: Reader,
  groups: readonly FileGroup[],
  proposed: ProposedLines,
): Promise<readonly TableProposal[]> {
  const chosen = chooseGroups(groups.filter((group) => group !== proposed.group));
  if (proposed.refunds !== undefined) chosen.set("reversals", proposed.refunds.group);
  const tables: TableProposal[] = [...proposed.tables, ...ratesTable(proposed)];
  for (const [table, group] of chosen) {
    if (group === proposed.rates?.table.group) continue;
    if (table === "transactions" || tables.some((each) => each.table === table)) continue;
    const made = await proposeTable(reader, table, group);
    if (isWhole(made)) tables.push(made);
  }
  const [lines] = proposed.tables;
  if (lines !== undefined && !chosen.has("customers"))
    tables.push(...(await customersFrom(reader, lines, proposed.group)));
  await matchKeys(reader, tables, groups.flat());
  return namingLines(tables, proposed).sort((a, b) => tableNames.indexOf(a.table) - tableNames.indexOf(b.table));
}

/** The file of rates that converts the lines. */
function ratesTable({ rates }: ProposedLines): readonly TableProposal[] {
  if (rates === undefined) return [];
  const { group, columns } = rates.table;
  const turned = columns.map((column) =>
    column.column === "rate" && rates.isInverted
      ? { ...column, expression: `1 / nullif(try_cast(${column.expression} as decimal(18, 8)), 0)` }
      : column,
  );
  return [tableOf("exchange_rates", group, { columns: turned })];
}

/** Whether a table has every required column. */
function isWhole({ table, columns }: TableProposal): boolean {
  return contractOf(table).required.every((column) => columns.some((each) => each.column === column));
}

/** Refunds that refer to orders are booked on each order's first line; if some orders are left out, only their sums count. */
function namingLines(tables: readonly TableProposal[], { refunds, tables: [lines] }: ProposedLines): TableProposal[] {
  const key = lines?.columns.find(({ column }) => column === "transaction_id");
  if (refunds === undefined) return [...tables];
  const given = tables.map((table) =>
    table.table === "reversals" && refunds.condition !== undefined ? { ...table, filter: refunds.condition } : table,
  );
  if (refunds.isOfLine || lines === undefined || key === undefined) return given;
  if (lines.filter !== undefined) return given.filter(({ table }) => table !== "reversals");
  return given.map((table) => {
    if (table.table !== "reversals") return table;
    const name = sqlName(refunds.key, new Set());
    const isOfLines = /\bover \(/.test(key.expression);
    const column: ColumnProposal = {
      ...{ column: "transaction_id", expression: isOfLines ? `${name} || '-1'` : name, own: refunds.key },
      ...{ reason: isOfLines ? "the first line of the order" : "the order", confidence: "likely", others: [] },
    };
    return { ...table, columns: [...table.columns.filter((each) => each.column !== "transaction_id"), column] };
  });
}

/**
 * Files whose names differ only in numbers, with mostly the same columns, are parts of one table; so are files with the same
 * columns that share a word in their names, and sheets of a workbook with the same columns.
 */
export function groupFiles(files: readonly SampledFile[]): readonly FileGroup[] {
  const groups: [SampledFile, ...SampledFile[]][] = [];
  for (const file of files) {
    const group = groups.find(([first]) => isPart(first, file));
    if (group) group.push(file);
    else groups.push([file]);
  }
  return groups;
}

/** A name without the numbers that tell parts apart: `sales_2024-05.csv`. */
export function stemOf({ name }: Pick<SampledFile, "name">): string {
  return name.replace(/\d+|[-_.() ]/g, "").toLowerCase();
}

/** Whether a file is a further part of the table that begins with another one. */
export function isPart(first: SampledFile, file: SampledFile): boolean {
  if (first.tableName !== file.tableName) return false;
  if (areNumbered(file.columns.map(({ name }) => name)) && !haveSameValues(first, file)) return false;
  const own = file.columns.map(({ name }) => name);
  const names = new Set(first.columns.map(({ name }) => name));
  const aligned = alignedNames([...names], own);
  const same =
    own.filter((name) => names.has(aligned.get(name) ?? name)).length / Math.max(names.size, file.columns.length);
  if (stemOf(first) === stemOf(file)) return same >= 0.6;
  if (same === 1 && names.size >= fewestAlike && own.every((name) => !isNumbered(name)))
    return !areApart(plainName(first.name), plainName(file.name));
  return same >= 0.8 && names.size > 2 && areNamedAlike(first.name, file.name);
}

/** Whether the columns of a file without a header hold, at their places, what those of another one hold. */
function haveSameValues(first: SampledFile, file: SampledFile): boolean {
  const shares = [numberShare, dateShare, ({ email }: ColumnFacts) => email];
  return file.columns.every((own, at) => {
    const other = first.columns[at];
    if (other === undefined || own.filled === 0 || other.filled === 0) return other !== undefined;
    return shares.every((share) => Math.abs(share(own) - share(other)) < 0.5);
  });
}

/** Files with the columns of sales that are not sales: a plan, refunds, an older copy. */
const otherKind =
  /(^|_)(budgets?|forecasts?|plan|targets?|backup|copy|test|samples?|template|drafts?|old|refunds?|returns?|credits?|cancel\w*|storno\w*|retouren|gutschriften|quot(?:e|ation)s?|estimates?|offers?|angebote|purchas\w*|bills?|expenses?|costs?|payments?|payouts?|carts?)(_|$)/;

/** So many columns, all the same, are one table whatever its parts are called: `leeds.csv` and `york.csv`. */
const fewestAlike = 4;

/** Whether one holds another kind of rows than the other, such as a plan. */
function areApart(one: string, other: string): boolean {
  return otherKind.exec(one)?.[2] !== otherKind.exec(other)?.[2];
}

/** The name of a file, or of a sheet. */
function plainName(name: string): string {
  return normalName(name.split("#")[1] ?? bareName(name));
}

/** `orders_north.csv` and `orders_south.csv`, or sheets of one workbook: a word in common, and none that sets them apart. */
function areNamedAlike(one: string, other: string): boolean {
  const [bookOfOne, sheetOfOne] = one.split("#");
  const [bookOfOther, sheetOfOther] = other.split("#");
  const [a, b] = [plainName(one), plainName(other)];
  if (areApart(a, b)) return false;
  if (sheetOfOne !== undefined && sheetOfOther !== undefined && bookOfOne === bookOfOther) return true;
  return a.split("_").some((word) => word.length > 2 && /\p{L}/u.test(word) && b.split("_").includes(word));
}

/** The files that form one table with the one of this buildDatabase name; undefined if there is none. */
export function groupOf(files: readonly SampledFile[], table: string): FileGroup | undefined {
  return groupFiles(files).find((group) => group.some((file) => file.table === table));
}

function chooseGroups(groups: readonly FileGroup[]): Map<TableName, FileGroup> {
  const scored = tableNames
    .flatMap((table) => groups.map((group) => ({ table, group, score: tableScore(table, group) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const chosen = new Map<TableName, FileGroup>();
  const taken = new Set<FileGroup>();
  for (const { table, group } of scored) {
    if (chosen.has(table) || taken.has(group)) continue;
    chosen.set(table, group);
    taken.add(group);
  }
  return chosen;
}

/** Identifying columns of tables whose required columns alone could be any other table. */
const telling: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  customers: ["email", "region", "marketing_channel", "first_name", "created_at"],
  coffee_profiles: ["gross_price", "roast", "grind", "flavor", "method", "bag_grams", "bag_size"],
};

/**
 * How likely it is that a file contains a table: its required columns, its name, and how many other columns match; 0 if it
 * cannot.
 */
function tableScore(table: TableName, group: FileGroup): number {
  const [file] = group;
  const matches = matchColumns(table, file);
  const score = new Map(matches.map((match) => [match.column, match.score]));
  const hasPrice = table === "transactions" && file.columns.some((facts) => isUnitPrice(facts.name));
  const required = contractOf(table).required.map((column) =>
    column === "net_revenue" && hasPrice ? 0.9 : (score.get(column) ?? 0),
  );
  const named = fileNameScore(table, file.tableName?.split(/[.-]/).at(-1) ?? bareName(file.name));
  if (required.some((each) => each === 0)) return 0;
  const signs = telling[table]?.filter((column) => score.has(column)).length ?? 1;
  if (named === 0 && signs < 2 && table in telling) return 0;
  if (table === "customers" && named < 0.9 && !isKey(matches.find((match) => match.column === "customer_id")?.facts))
    return 0;
  if ((table === "discount_offerings" || table === "exchange_rates") && named === 0) return 0;
  const mean = required.reduce((sum, each) => sum + each, 0) / required.length;
  return 0.4 * named + 0.4 * mean + 0.2 * (matches.length / matchedColumns(table).length);
}

function bareName(file: string): string {
  return (
    file
      .split("/")
      .at(-1)
      ?.replace(/\.[a-z]+(\.gz)?$/i, "") ?? ""
  );
}

function isKey(facts: SampledFile["columns"][number] | undefined): boolean {
  return facts?.isUnique === true;
}

const moneyBack: ColumnProposal = {
  ...{ column: "kind", expression: "'refund'", own: undefined, others: [] },
  ...{ reason: "no column gives the kind: each is a refund", confidence: "likely" },
};

/** A table from the matching columns of its file. */
export async function proposeTable(reader: Reader, table: TableName, group: FileGroup): Promise<TableProposal> {
  const [file] = group;
  const columns: ColumnProposal[] = [];
  const matches = matchColumns(table, file);
  const contacts = table === "customers" ? matchContacts(file, matches) : [];
  for (const match of [...matches, ...contacts]) columns.push(await proposeColumn(reader, table, file, match));
  if (table === "reversals" && !columns.some(({ column }) => column === "kind")) columns.push(moneyBack);
  return tableOf(table, group, { columns });
}

/** The customers from the order lines if they have no file of their own: the first line of each. */
export async function customersFrom(
  reader: Reader,
  lines: TableProposal,
  group: FileGroup,
): Promise<readonly TableProposal[]> {
  const used = new Set(lines.columns.map((column) => column.own));
  const customer = lines.columns.find((column) => column.column === "customer_id");
  const own = matchColumns("customers", group[0]).filter(
    ({ column, facts }) =>
      !used.has(facts.name) && ["email", "first_name", "last_name", "region", "marketing_channel"].includes(column),
  );
  if (!customer?.own || own.length === 0) return [];
  const expression = customer.ofRow ?? customer.expression;
  const columns: ColumnProposal[] = [{ ...customer, expression, reason: "as in the order lines" }];
  const contacts = matchContacts(group[0], own).filter(({ facts }) => !used.has(facts.name));
  for (const match of [...own, ...contacts]) columns.push(await proposeColumn(reader, "customers", group[0], match));
  const notes = ["There is no file of customers: their attributes come from each customer's first order line."];
  const filter = lines.hasGuests ? `${customer.expression} is not null` : undefined;
  return [tableOf("customers", group, { columns, notes, filter, distinctOn: "customer_id" })];
}
