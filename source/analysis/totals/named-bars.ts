import { type BusinessWords, worded } from "../../domain/business-words.ts";
import type { Bar } from "../investigation.ts";
import { verdictOf } from "../verdicts.ts";
import type { TotalsBar } from "./bars.ts";
import type { TotalsIntervals } from "./resample.ts";

interface Naming {
  readonly business: BusinessWords;
  /** Whether the source has list prices or the list value of lines. */
  readonly isListed: boolean;
}

/** A function from contributions to bars with a name to read, an interval, the share of the change and a verdict. */
export function barsWith(naming: Naming, intervals: TotalsIntervals, change: Parameters<typeof verdictOf>[1]) {
  return (bar: { name: string; contribution: number }, group: string, order?: TotalsBar): Bar => {
    const { low, high } = intervals.bars.get(bar.name) ?? { low: 0, high: 0 };
    const { name, contribution } = bar;
    return {
      name,
      label: labelOf(name, naming),
      group,
      contribution,
      low,
      high,
      orderLow: order?.orderLow ?? contribution,
      orderHigh: order?.orderHigh ?? contribution,
      share: change.value === 0 ? undefined : contribution / change.value,
      verdict: verdictOf({ contribution, low, high }, change),
    };
  };
}

const knownLabels: Readonly<Record<string, string>> = {
  customers_all: "customers",
  customers_guests: "guests",
  customers_new: "new customers",
  customers_lost: "lost customers",
  customers_returned: "customers who returned",
  customers_retained: "retained customers",
  volume: "orders and {units}",
  units_per_order: "{units} per order",
  list_price: "list price like for like",
};

function labelOf(name: string, { business, isListed }: Naming): string {
  if (name === "list_price" && !isListed) return worded("value per {unit}", business);
  return worded(knownLabels[name] ?? name.replaceAll("_", " "), business);
}

/** Whether a bar contributes anything in some order of the drivers. */
export function isPresent({ contribution, orderLow, orderHigh }: TotalsBar): boolean {
  return Math.max(Math.abs(contribution), Math.abs(orderLow), Math.abs(orderHigh)) > 1e-9;
}
