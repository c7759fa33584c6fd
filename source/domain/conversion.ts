import { counted } from "./format.ts";

/** Order lines in a currency other than the main one, and their total in both. */
export interface Conversion {
  readonly currency: string;
  readonly orderLines: number;
  /** Net revenue as booked, and in the main currency, as plain decimals. */
  readonly inCurrency: string;
  readonly netRevenue: string;
  readonly main: string;
  /** Order lines on days without a rate, which were converted at the last rate before, and the age in days of the oldest. */
  readonly earlier: number;
  readonly oldest: number;
}

/** `1,204 order lines in EUR, net 5,312.50, are 5,790.63 USD by the rate of their day; 12 by the last rate before it, at most 3 days old`. */
export function conversionText({ currency, orderLines, inCurrency, netRevenue, main, ...rates }: Conversion): string {
  const [lines, are] = orderLines === 1 ? ["1 order line", "is"] : [`${counted(orderLines)} order lines`, "are"];
  const days = rates.oldest === 1 ? "1 day" : `${rates.oldest} days`;
  const earlier =
    rates.earlier === 0 ? "" : `; ${counted(rates.earlier)} by the last rate before it, at most ${days} old`;
  const by = `by the rate of ${orderLines === 1 ? "its" : "their"} day`;
  return `${lines} in ${currency}, net ${grouped(inCurrency)}, ${are} ${grouped(netRevenue)} ${main} ${by}${earlier}`;
}

/** `-1234567.5` as `-1,234,567.50`: at least two decimals, and as many as there are. */
export function grouped(decimal: string): string {
  const [whole = "0", part = ""] = decimal.split(".");
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ",")}.${part.replace(/0+$/, "").padEnd(2, "0")}`;
}
