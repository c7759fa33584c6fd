import { quoteName, quoteText } from "../sql-text.ts";
import { type ColumnProposal, counted, sqlName, type TableProposal } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import type { FileGroup } from "./propose-transactions.ts";
import { meaningOf } from "./word-style.ts";

/** What tells a cancellation among the order lines. */
export interface Marker {
  readonly condition: string;
  readonly note: string;
  readonly kind: string;
}

/**
 * Cancellations among order lines: order numbers that begin with a letter which no line of positive quantity (or amount)
 * has, or a column of few words one of which means a reversal.
 */
export async function findMarker(
  reader: Reader,
  group: FileGroup,
  columns: readonly ColumnProposal[],
): Promise<Marker | undefined> {
  return (await byPrefix(reader, group, columns)) ?? (await byWord(reader, group, columns));
}

/** The reversals that a marker tells, from the same file. */
export function reversalsFrom(lines: TableProposal, marker: Marker, condition: string | undefined): TableProposal {
  const of = (name: string) => lines.columns.find((column) => column.column === name);
  const taken = (column: string, from: string, change?: (expression: string) => string): readonly ColumnProposal[] => {
    const source = of(from);
    if (!source) return [];
    const expression = change ? change(source.expression) : source.expression;
    return [{ ...source, column, expression, reason: `as ${from} of the order lines`, others: [] }];
  };
  const columns = [
    ...taken("reversal_id", "transaction_id"),
    ...taken("customer_id", "customer_id"),
    ...taken("reversed_at", "transacted_at"),
    {
      column: "kind",
      expression: marker.kind,
      own: undefined,
      reason: "a cancelled line gives the money back",
      confidence: "likely" as const,
      others: [],
    },
    ...taken("amount", "net_revenue", (expression) => `abs(try_cast(${expression} as decimal(18, 2)))`),
  ];
  const notes = ["Cancellations name no order: each belongs to its customer's latest line before it."];
  const filter = [condition, marker.condition].filter((part) => part !== undefined).join(" and ");
  return { ...lines, table: "reversals", notes, filter, distinctOn: undefined, columns };
}

async function byPrefix(
  reader: Reader,
  group: FileGroup,
  columns: readonly ColumnProposal[],
): Promise<Marker | undefined> {
  const order = columns.find((column) => column.column === "order_id")?.own;
  const signed = signedColumn(columns);
  if (order === undefined || signed === undefined) return undefined;
  const prefix = `regexp_extract(${quoteName(order)}, '^([A-Za-z]{1,3})[-_]?\\d', 1)`;
  const { rows } = await reader.database.query(
    `select ${prefix} as prefix, count(*) as lines, count(*) filter (where try_cast(${signed} as double) < 0) as negative
     from (${union(group)}) where try_cast(${signed} as double) is not null group by all order by negative desc`,
  );
  const found = rows.find(
    ([text, lines, negative]) => text !== "" && Number(negative) > 0 && Number(negative) === Number(lines),
  );
  const others = rows.some(([text, lines, negative]) => text !== found?.[0] && Number(lines) > Number(negative));
  if (!found || !others) return undefined;
  const [letters, lines] = found;
  return {
    condition: `coalesce(starts_with(${sqlName(order, reader.reserved)}, ${quoteText(String(letters))}), false)`,
    note: `${counted(Number(lines))} records whose ${order} begins with ${letters} are all negative: cancellations, taken as reversals.`,
    kind: "'refund'",
  };
}

function signedColumn(columns: readonly ColumnProposal[]): string | undefined {
  const quantity = columns.find((column) => column.column === "quantity");
  return (quantity ?? columns.find((column) => column.column === "net_revenue"))?.expression;
}

/** A status or type column that says "refund" or "returned" of negative lines; a positive one is the order that was refunded. */
async function byWord(
  reader: Reader,
  group: FileGroup,
  columns: readonly ColumnProposal[],
): Promise<Marker | undefined> {
  const signed = signedColumn(columns);
  if (signed === undefined) return undefined;
  const used = new Set(columns.map((column) => column.own));
  for (const facts of group[0].columns) {
    const words = facts.words.filter(
      (word) => meaningOf("kind", word) !== undefined || /^cancell?ed$|^storno$/i.test(word),
    );
    if (used.has(facts.name) || words.length === 0 || words.length === facts.words.length || facts.words.length > 12)
      continue;
    const name = sqlName(facts.name, reader.reserved);
    const condition = `coalesce(${name} in (${words.map(quoteText).join(", ")}), false)`;
    if (!(await areNegative(reader, group, condition, signed))) continue;
    const kinds = words.map((word) => `when ${quoteText(word)} then ${quoteText(meaningOf("kind", word) ?? "refund")}`);
    return {
      condition,
      note: `Records whose ${facts.name} is ${words.join(" or ")} are taken as reversals.`,
      kind: `case ${name} ${kinds.join(" ")} end`,
    };
  }
  return undefined;
}

async function areNegative(reader: Reader, group: FileGroup, condition: string, signed: string): Promise<boolean> {
  const { rows } = await reader.database.query(
    `select count(*), count(*) filter (where try_cast(${signed} as double) < 0) from (${union(group)}) where ${condition}`,
  );
  return Number(rows[0]?.[0]) > 0 && Number(rows[0]?.[1]) >= 0.95 * Number(rows[0]?.[0]);
}

function union(group: FileGroup): string {
  return group.map((file) => `select * from ${file.table}`).join(" union all by name ");
}
