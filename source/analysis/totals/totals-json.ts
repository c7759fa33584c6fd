import type { InputFile } from "../../domain/data-set.ts";
import { barJson } from "../bar-json.ts";
import { namedJson } from "../named-discounts.ts";
import { segmentJson } from "../segment-json.ts";
import type { TotalsInvestigation, TotalsTieOut } from "./totals-investigation.ts";

/** A question about totals as `grounds investigate --of … --format json` prints it: the same bytes for the same data. */
export function totalsJson(found: TotalsInvestigation, inputs: readonly Omit<InputFile, "table">[]): string {
  const { base, compare } = found;
  const { of, metric } = found.question;
  const sides = [base, compare] as const;
  const document = {
    of,
    metric,
    base: { [of === "period" ? "period" : "group"]: base.label, customers: base.customers, value: base.value },
    compare: {
      [of === "period" ? "period" : "group"]: compare.label,
      customers: compare.customers,
      value: compare.value,
    },
    change: found.change,
    interval: found.interval,
    groups: found.groups.map(barJson),
    drivers: found.drivers.map(barJson),
    kinds: found.kinds.map(({ kind, customersBase, customersCompare, base: before, compare: after }) => ({
      kind,
      customers_base: customersBase,
      customers_compare: customersCompare,
      base: before,
      compare: after,
    })),
    true_up: found.tieOut.map((side, at) => ({
      period: sides[at]?.label,
      ...tieOutOf(side),
      ...namedJson(found.named, at === 0 ? "base" : "compare"),
    })),
    segments: found.segments.map(segmentJson),
    segments_tested: found.segmentsTested,
    steps: found.steps.map(({ id, question, verdict, finding }) => ({ id, question, verdict, finding })),
    findings: found.findings,
    caveats: found.caveats,
    inputs: inputs.map(({ file, sha256, rows }) => ({ file, sha256, rows })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
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
