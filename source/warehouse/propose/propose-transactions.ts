import type { TableName } from "../contract-tables.ts";
import { isCurrencyName, isUnitPrice } from "./names.ts";
import { numberReading } from "./number-style.ts";
import { amountPerOrder, refundsBeside } from "./order-amounts.ts";
import { type ColumnProposal, counted, sqlName, type TableProposal } from "./proposal.ts";
import { candidates, type Match, matchColumns, proposeColumn, type Reader } from "./propose-columns.ts";
import { findMarker, reversalsFrom } from "./reversal-marker.ts";
import type { SampledFile } from "./sampled-file.ts";

/** Files with the same columns, which together are one table. */
export type FileGroup = readonly [SampledFile, ...SampledFile[]];

/** Order lines, and reversals where the same file marks them. */
export async function proposeTransactions(
  reader: Reader,
  group: FileGroup,
  hasReversals: boolean,
): Promise<readonly TableProposal[]> {
  const [file] = group;
  const matches = matchColumns("transactions", file);
  const columns: ColumnProposal[] = [];
  for (const match of matches) columns.push(await proposeColumn(reader, "transactions", file, match));
  const product = await quantityTimesPrice(reader, file, matches);
  if (product) replaceColumn(columns, product);
  const perOrder = await amountPerOrder(reader, group, columns);
  if (perOrder) replaceColumn(columns, perOrder);
  if (!columns.some((column) => column.column === "transaction_id")) columns.push(...lineKey(reader, group, columns));
  const marker = await findMarker(reader, group, columns);
  const unknown = await withoutCustomer(reader, group, columns);
  const currency = oneCurrency(reader, group);
  const refunds = hasReversals || marker ? undefined : refundsBeside(reader, group, columns);
  const notes = [
    ...[marker, unknown, currency].flatMap((part) => (part ? [part.note] : [])),
    ...(refunds ? [refunds] : []),
  ];
  const kept = [unknown?.condition, currency?.condition].filter((part) => part !== undefined);
  const conditions = [...kept, ...(marker && !hasReversals ? [`not ${marker.condition}`] : [])];
  const filter = conditions.join(" and ") || undefined;
  const own = tableOf("transactions", group, { columns, notes, filter });
  return marker && !hasReversals ? [own, reversalsFrom(own, marker, kept.join(" and ") || undefined)] : [own];
}

/** A table proposal whose confidence is that of its least certain column. */
export function tableOf(
  table: TableName,
  group: FileGroup,
  parts: Pick<TableProposal, "columns" | "notes" | "filter"> & { readonly distinctOn?: string },
): TableProposal {
  const isUnclear = parts.columns.some((column) => column.confidence === "unclear");
  const isLikely = parts.columns.some((column) => column.confidence === "likely");
  return {
    table,
    files: [...new Set(group.map((file) => file.name))],
    tableName: group[0].tableName,
    from: group.map((file) => file.table),
    ...parts,
    distinctOn: parts.distinctOn,
    confidence: isUnclear ? "unclear" : isLikely ? "likely" : "sure",
  };
}

function replaceColumn(columns: ColumnProposal[], product: ColumnProposal): void {
  const at = columns.findIndex((column) => column.column === "net_revenue");
  columns.splice(at < 0 ? columns.length : at, at < 0 ? 0 : 1, product);
}

/** Revenue of a line that books the price of one piece only. */
async function quantityTimesPrice(
  reader: Reader,
  file: SampledFile,
  matches: readonly Match[],
): Promise<ColumnProposal | undefined> {
  const direct = matches.find((match) => match.column === "net_revenue");
  const quantity = matches.find((match) => match.column === "quantity")?.facts;
  const price = file.columns.find((facts) => isUnitPrice(facts.name));
  if (!quantity || !price || (direct && direct.name > 0.6 && direct.facts !== price)) return undefined;
  const reading = numberReading(price, sqlName(price.name, reader.reserved));
  if (!reading) return undefined;
  const pieces = `try_cast(${sqlName(quantity.name, reader.reserved)} as decimal(18, 4))`;
  return {
    column: "net_revenue",
    expression: `round(${pieces} * try_cast(${reading.expression} as decimal(18, 4)), 2)`,
    own: undefined,
    reason: `${quantity.name} times ${price.name}, as no column holds the line's total; ${reading.note}`,
    confidence: reading.confidence === "unclear" ? "unclear" : "likely",
    others: candidates("transactions", "net_revenue", file).map((match) => match.facts.name),
  };
}

/** Without a key of its own a line is told apart by its place in the file. */
function lineKey(reader: Reader, group: FileGroup, columns: readonly ColumnProposal[]): readonly ColumnProposal[] {
  const order = columns.find((column) => column.column === "order_id");
  const facts = group[0].columns.find((each) => each.name === order?.own);
  if (!order || !facts || group.length > 1) return [];
  const name = sqlName(facts.name, reader.reserved);
  const [expression, reason] = facts.isUnique
    ? [order.expression, `every ${facts.name} is there once: one line per order`]
    : [
        `${name} || '-' || _record`,
        `no column is a key of the lines: ${facts.name} and the record's number; equal records stay apart`,
      ];
  return [{ column: "transaction_id", expression, own: facts.name, reason, confidence: "likely", others: [] }];
}

/** Amounts of several currencies cannot be added: the most frequent one is kept where a column names them. */
function oneCurrency(reader: Reader, group: FileGroup) {
  const facts = group.map((file) => file.columns.find((column) => isCurrencyName(column.name)));
  const [first] = facts;
  const found = [...new Set(facts.flatMap((each) => each?.words ?? []).map((word) => word.trim().toUpperCase()))];
  const [most] = found;
  if (first === undefined || most === undefined || found.length < 2 || !/^[A-Z]{3}$/.test(most)) return undefined;
  const others = found.slice(1, 6).join(", ");
  return {
    condition: `upper(trim(${sqlName(first.name, reader.reserved)})) = '${most}'`,
    note: `Lines in ${others} are left out by the filter: only ${most} is kept, as amounts of several currencies cannot be added.`,
  };
}

/** Lines that belong to no customer can be in no cohort: left out, and said, where they are many. */
async function withoutCustomer(reader: Reader, group: FileGroup, columns: readonly ColumnProposal[]) {
  const customer = columns.find((column) => column.column === "customer_id");
  const records = group.reduce((sum, file) => sum + file.records, 0);
  const filled = group.reduce(
    (sum, file) => sum + (file.columns.find(({ name }) => name === customer?.own)?.filled ?? 0),
    0,
  );
  const missing = records - filled;
  if (!customer?.own || missing <= 0.005 * records) return undefined;
  return {
    condition: `${sqlName(customer.own, reader.reserved)} is not null`,
    note: `${counted(missing)} of ${counted(records)} records have no ${customer.own} and can be in no cohort: left out by the filter.`,
  };
}
