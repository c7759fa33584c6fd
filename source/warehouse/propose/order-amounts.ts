import { quoteName } from "../sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { normalName } from "./names.ts";
import { type ColumnProposal, counted, sqlName } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import type { FileGroup } from "./propose-transactions.ts";
import type { SampledFile } from "./sampled-file.ts";

/** Of so many orders all must bear one amount, for it to be taken for the order's. */
const mostOdd = 0.01;

/**
 * The net revenue where a shop books it once per order, on one of its lines, as exports of orders do: the other lines
 * bring 0, so that amounts add up and lines keep their products. Undefined where the gaps are no such pattern.
 */
export async function amountPerOrder(
  { database }: Reader,
  group: FileGroup,
  columns: readonly ColumnProposal[],
): Promise<ColumnProposal | undefined> {
  const net = columns.find((column) => column.column === "net_revenue");
  const order = columns.find((column) => column.column === "order_id");
  if (net?.own === undefined || order?.own === undefined) return undefined;
  const [amount, id] = [quoteName(net.own), quoteName(order.own)];
  let [orders, odd, gaps] = [0, 0, 0];
  for (const { table } of group) {
    const sums = `select count(${amount}) as filled, count(*) as lines from ${table} group by ${id}`;
    const { rows } = await database.query(
      `select count(*), count(*) filter (filled <> 1), sum(lines - filled) from (${sums})`,
    );
    orders += Number(rows[0]?.[0] ?? 0);
    odd += Number(rows[0]?.[1] ?? 0);
    gaps += Number(rows[0]?.[2] ?? 0);
  }
  if (gaps === 0 || odd > mostOdd * orders) return undefined;
  return {
    ...net,
    expression: `coalesce(${net.expression}, '0')`,
    reason: `${net.reason}: ${net.own} stands once per ${order.own}, so that ${counted(gaps)} further lines bring 0`,
    confidence: net.confidence === "unclear" ? "unclear" : "likely",
  };
}

/** Whether a column is the total of an order with taxes or shipping, beside which the file has one without. */
export function isWithTaxes(facts: ColumnFacts, { columns }: SampledFile): boolean {
  const names = columns.map(({ name }) => normalName(name));
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  return (
    /^(order_)?(total|total_price|total_amount|total_paid|amount_paid)$/.test(normalName(facts.name)) &&
    has(/^(order_)?(subtotal|sub_total|subtotal_price|net_total|total_net)$/) &&
    has(/^(total_)?(tax|taxes|tax_amount|vat|shipping|shipping_amount|shipping_cost)$/)
  );
}

/** What is to be said of refunds that a file of order lines books beside its amounts; undefined where it has none. */
export function refundsBeside(
  { reserved }: Reader,
  [file]: FileGroup,
  columns: readonly ColumnProposal[],
): string | undefined {
  const net = columns.find((column) => column.column === "net_revenue");
  const refunds = file.columns.find(
    ({ name, greatest }) =>
      greatest > 0 &&
      /^(refunded_amount|refund_amount|amount_refunded|total_refunded|refunded)$/.test(normalName(name)),
  );
  if (!net || !refunds || net.own === refunds.name) return undefined;
  const less = `coalesce(try_cast(${sqlName(refunds.name, reserved)} as decimal(18, 2)), 0)`;
  return `${refunds.name} is not taken off. Where net_revenue is before refunds, make it: try_cast(${net.expression} as decimal(18, 2)) - ${less}`;
}
