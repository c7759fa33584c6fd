import type { Conversion } from "../domain/conversion.ts";
import type { Cell } from "./statement.ts";

/** Totals of the order lines in each other currency, most lines first; portable. */
export const conversionSql = [
  "select currency, order_lines, net_revenue_in_currency, net_revenue, order_lines_at_earlier_rates, oldest_rate_age",
  "from silver.conversions_by_currency order by 2 desc, 1",
].join("\n");

/** A row of `conversionSql`; `main` is the currency that the lines were converted to. */
export function conversionOf(row: readonly Cell[], main: string): Conversion {
  const [currency, orderLines, inCurrency, netRevenue, earlier, oldest] = row;
  return {
    ...{ currency: String(currency), orderLines: Number(orderLines), inCurrency: String(inCurrency) },
    ...{ netRevenue: String(netRevenue), main, earlier: Number(earlier), oldest: Number(oldest) },
  };
}
