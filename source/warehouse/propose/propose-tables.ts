import { contractOf, type TableName, tableNames } from "../contract-tables.ts";
import { matchKeys } from "./match-keys.ts";
import { fileNameScore, isUnitPrice } from "./names.ts";
import type { ColumnProposal, TableProposal } from "./proposal.ts";
import { matchColumns, proposeColumn, type Reader } from "./propose-columns.ts";
import { type FileGroup, proposeTransactions, tableOf } from "./propose-transactions.ts";
import type { SampledFile } from "./sampled-file.ts";

/** Pairs tables with files, best fits first, and proposes the columns of each. */
export async function proposeTables(reader: Reader, files: readonly SampledFile[]): Promise<readonly TableProposal[]> {
  const chosen = chooseGroups(groupFiles(files));
  const tables: TableProposal[] = [];
  for (const table of tableNames) {
    const group = chosen.get(table);
    if (!group) continue;
    if (table === "transactions") tables.push(...(await proposeTransactions(reader, group, chosen.has("reversals"))));
    else tables.push(await proposeTable(reader, table, group));
  }
  const lines = tables.find((table) => table.table === "transactions");
  const group = chosen.get("transactions");
  if (lines && group && !chosen.has("customers")) tables.push(...(await customersFrom(reader, lines, group)));
  await matchKeys(reader, tables, files);
  return tables.sort((a, b) => tableNames.indexOf(a.table) - tableNames.indexOf(b.table));
}

/** Files of the same columns under names that differ in numbers only are one table in parts. */
function groupFiles(files: readonly SampledFile[]): readonly FileGroup[] {
  const key = (file: SampledFile) =>
    JSON.stringify([
      file.columns.map((column) => column.name),
      file.tableName ?? "",
      file.name.replace(/\d+|[-_.]/g, "").toLowerCase(),
    ]);
  return Object.values(Object.groupBy(files, key)).flatMap((group) => {
    const [first, ...rest] = group ?? [];
    return first ? [[first, ...rest] as const] : [];
  });
}

/** The files that are one table with the one that the workbench calls so; undefined where there is none. */
export function groupOf(files: readonly SampledFile[], table: string): FileGroup | undefined {
  return groupFiles(files).find((group) => group.some((file) => file.table === table));
}

function chooseGroups(groups: readonly FileGroup[]): ReadonlyMap<TableName, FileGroup> {
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

/** What tells a table of which the required columns alone could be any other. */
const telling: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  customers: ["email", "region", "marketing_channel", "first_name", "created_at"],
  coffee_profiles: ["gross_price", "roast", "grind", "flavor", "method", "bag_grams", "bag_size"],
};

/** How likely a file holds a table: its required columns, its name, and how many other columns fit; 0 when it cannot. */
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
  if (table === "discount_offerings" && named === 0) return 0;
  const mean = required.reduce((sum, each) => sum + each, 0) / required.length;
  return 0.4 * named + 0.4 * mean + 0.2 * (matches.length / contractOf(table).columns.length);
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

/** A table from the columns of its file that fit. */
export async function proposeTable(reader: Reader, table: TableName, group: FileGroup): Promise<TableProposal> {
  const [file] = group;
  const columns: ColumnProposal[] = [];
  for (const match of matchColumns(table, file)) columns.push(await proposeColumn(reader, table, file, match));
  return tableOf(table, group, { columns, notes: [], filter: undefined });
}

/** What the order lines tell of customers where no file of them is there: the first line of each. */
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
  const columns: ColumnProposal[] = [{ ...customer, reason: "as in the order lines" }];
  for (const match of own) columns.push(await proposeColumn(reader, "customers", group[0], match));
  const notes = ["There is no file of customers: what the order lines tell is taken from each customer's first line."];
  const filter = lines.filter?.includes("is not null") ? lines.filter.split(" and ")[0] : undefined;
  return [tableOf("customers", group, { columns, notes, filter, distinctOn: "customer_id" })];
}
