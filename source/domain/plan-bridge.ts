import type { PlanVariance } from "./plan.ts";

export interface PlanBar {
  readonly label: string;
  readonly contribution: number;
}

/** From planned to actual net revenue. `by` says what the bars are: factors, the values of a dimension, or months. */
export interface PlanBridge {
  readonly by: "factors" | "months" | { readonly dimension: string };
  readonly from: number;
  readonly to: number;
  readonly bars: readonly PlanBar[];
  /** The lines it adds up, in order of the plan. */
  readonly lines: readonly PlanVariance[];
}

/** More values than this are one bar. */
const mostValues = 8;

/**
 * The bridge from planned to actual net revenue of the months that are over, over the lines with the fewest dimensions. The bars
 * are orders (or customers and their orders) and value per order if all of these lines have them planned, else the values of
 * their one dimension, else months; they add up to the variance. Undefined without such lines.
 */
export function planBridge(variances: readonly PlanVariance[]): PlanBridge | undefined {
  const lines = linesOfBridge(variances);
  if (lines.length === 0) return undefined;
  const from = total(lines, ({ value }) => Number(value));
  const to = total(lines, ({ actual }) => Number(actual));
  const factors = factorBars(lines);
  if (factors.length > 0) return { by: "factors", from, to, bars: factors, lines };
  const [dimension, ...more] = Object.keys(lines[0]?.where ?? {});
  if (dimension === undefined || more.length > 0)
    return { by: "months", from, to, bars: barsBy(lines, ({ month }) => month ?? ""), lines };
  return { by: { dimension }, from, to, bars: barsBy(lines, ({ where }) => where[dimension] ?? ""), lines };
}

function linesOfBridge(variances: readonly PlanVariance[]): readonly PlanVariance[] {
  const over = variances.filter(({ measure, month, actual }) => {
    return measure === "net_revenue" && month !== undefined && actual !== undefined;
  });
  const groups = Map.groupBy(over, ({ where }) => Object.keys(where).sort().join(","));
  const sorted = [...groups].sort(([a, of], [b, other]) => depth(a) - depth(b) || other.length - of.length);
  return sorted[0]?.[1] ?? [];
}

function depth(dimensions: string): number {
  return dimensions === "" ? 0 : dimensions.split(",").length;
}

function factorBars(lines: readonly PlanVariance[]): readonly PlanBar[] {
  const bar = (label: string, of: (line: PlanVariance) => number | undefined) => ({
    label,
    contribution: total(lines, (line) => of(line) ?? 0),
  });
  if (lines.some(({ volumeEffect }) => volumeEffect === undefined)) return [];
  const value = bar("Value per order", ({ valueEffect }) => valueEffect);
  if (lines.some(({ customerEffect }) => customerEffect === undefined))
    return [bar("Orders", ({ volumeEffect }) => volumeEffect), value];
  return [
    bar("Customers", ({ customerEffect }) => customerEffect),
    bar("Orders per customer", ({ frequencyEffect }) => frequencyEffect),
    value,
  ];
}

/** The variance of each group of lines in order of size (months in order of time), the small ones as one bar. */
function barsBy(lines: readonly PlanVariance[], labelOf: (line: PlanVariance) => string): readonly PlanBar[] {
  const groups = [...Map.groupBy(lines, labelOf)].map(([label, of]) => {
    return { label, contribution: total(of, ({ variance }) => Number(variance)) };
  });
  if (groups.length <= mostValues) return groups;
  const sorted = groups.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const others = sorted.slice(mostValues - 1);
  const rest = others.reduce((sum, { contribution }) => sum + contribution, 0);
  const shown = new Set(sorted.slice(0, mostValues - 1));
  return [...groups.filter((bar) => shown.has(bar)), { label: `${others.length} others`, contribution: rest }];
}

function total(lines: readonly PlanVariance[], of: (line: PlanVariance) => number): number {
  return lines.reduce((sum, line) => sum + of(line), 0);
}
