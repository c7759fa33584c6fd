import { difference, type Figure } from "./amount.ts";
import { changeShare } from "./equal-age.ts";

/** What was planned for a month: of a measure, of everything or of some values of dimensions. */
export interface PlanLine {
  /** Of the file. */
  readonly line: number;
  /** `YYYY-MM` */
  readonly month: string;
  readonly measure: string;
  /** Values by dimension; none: of everything. */
  readonly where: Readonly<Record<string, string>>;
  /** An exact amount, where the measure is one. */
  readonly value: Figure;
}

/** A line of a plan beside what came of it; `actual` undefined where the month is not over. */
export interface PlanVariance extends PlanLine {
  readonly actual: Figure | undefined;
  readonly variance: Figure | undefined;
  /** Of the plan; undefined where that is zero. */
  readonly share: number | undefined;
  /** Of net revenue where orders were planned too: what more or fewer orders made at the planned value, and what their value made. */
  readonly volumeEffect: number | undefined;
  readonly valueEffect: number | undefined;
}

/** What of a plan line came true. */
export type ActualOf = (line: PlanLine) => Figure | undefined;

/**
 * The plan beside the actual figures. Where orders are planned beside net revenue, its variance is taken apart: the change of
 * orders times the planned value of one, and the actual orders times the change of that value; the two add up to it.
 */
export function planVariances(plan: readonly PlanLine[], actualOf: ActualOf): readonly PlanVariance[] {
  return plan.map((line) => {
    const actual = actualOf(line);
    if (actual === undefined)
      return {
        ...line,
        actual,
        variance: undefined,
        share: undefined,
        volumeEffect: undefined,
        valueEffect: undefined,
      };
    const variance = difference(actual, line.value);
    const share = changeShare(Number(actual), Number(line.value));
    return { ...line, actual, variance, share, ...effects(line, Number(variance), plan, actualOf) };
  });
}

function effects(line: PlanLine, variance: number, plan: readonly PlanLine[], actualOf: ActualOf) {
  const none = { volumeEffect: undefined, valueEffect: undefined };
  if (line.measure !== "net_revenue") return none;
  const orders = plan.find((one) => one.measure === "orders" && one.month === line.month && isSame(one, line));
  const came = orders && actualOf(orders);
  if (orders === undefined || came === undefined || Number(orders.value) === 0) return none;
  const volumeEffect = (Number(difference(came, orders.value)) * Number(line.value)) / Number(orders.value);
  return { volumeEffect, valueEffect: variance - volumeEffect };
}

function isSame({ where }: PlanLine, other: PlanLine): boolean {
  const names = Object.keys(where);
  return names.length === Object.keys(other.where).length && names.every((name) => where[name] === other.where[name]);
}
