import type { InputFile } from "../../domain/data-set.ts";
import type { Bar } from "../investigation.ts";
import type { TotalsInvestigation, TotalsTieOut } from "./totals-investigation.ts";

/** A question about totals as `grounds investigate --of … --format json` prints it: the same bytes for the same data. */
export function totalsJson(found: TotalsInvestigation, inputs: readonly Omit<InputFile, "table">[]): string {
  const { of, measure, base, compare } = found;
  const sides = [base, compare] as const;
  const document = {
    of,
    metric: measure,
    base: { [of === "period" ? "period" : "group"]: base.label, customers: base.customers, value: base.value },
    compare: {
      [of === "period" ? "period" : "group"]: compare.label,
      customers: compare.customers,
      value: compare.value,
    },
    change: found.change,
    interval: found.interval,
    groups: found.groups.map(barOf),
    drivers: found.drivers.map(barOf),
    kinds: found.kinds.map(({ kind, customersBase, customersCompare, base: before, compare: after }) => ({
      kind,
      customers_base: customersBase,
      customers_compare: customersCompare,
      base: before,
      compare: after,
    })),
    true_up: found.tieOut.map((side, at) => ({ period: sides[at]?.label, ...tieOutOf(side) })),
    findings: found.findings,
    caveats: found.caveats,
    inputs: inputs.map(({ file, sha256, rows }) => ({ file, sha256, rows })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function barOf(bar: Bar) {
  return {
    name: bar.name,
    group: bar.group,
    contribution: bar.contribution,
    low: bar.low,
    high: bar.high,
    order_low: bar.orderLow,
    order_high: bar.orderHigh,
    share: bar.share ?? null,
    verdict: bar.verdict,
  };
}

function tieOutOf(side: TotalsTieOut) {
  return {
    rows: side.orderLines,
    rows_booked: side.bookedLines,
    list_revenue: side.listRevenue,
    ...Object.fromEntries(side.discounts.map(({ program, amount }) => [`${program}_discount`, amount])),
    reversals: side.reversals,
    plug: side.plug,
    net_revenue: side.netRevenue,
    net_as_booked: side.netAsBooked,
    difference: side.difference,
  };
}
