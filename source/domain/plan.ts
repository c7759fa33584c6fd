import { difference, type Figure } from "./amount.ts";
import { changeShare } from "./equal-age.ts";

/** The plan for a month: a measure of everything or of given dimension values. */
export interface PlanLine {
  /** Of the file. */
  readonly line: number;
  /** `YYYY-MM`; undefined for a cohort's month of lifetime, which `where` names. */
  readonly month: string | undefined;
  readonly measure: string;
  /** Values by dimension; empty: everything. */
  readonly where: Readonly<Record<string, string>>;
  /** An exact amount if the measure is one. */
  readonly value: Figure;
}

/** A line of a plan beside the actual figure; `actual` is undefined if the month is not over. */
export interface PlanVariance extends PlanLine {
  readonly actual: Figure | undefined;
  readonly variance: Figure | undefined;
  /** Of the plan; undefined if that is zero. */
  readonly share: number | undefined;
  /** For net revenue if orders were planned too: the effect of more or fewer orders at the planned value, and of their value. */
  readonly volumeEffect: number | undefined;
  readonly valueEffect: number | undefined;
  /** If active customers were planned too, the effect of orders in two parts: of customers, and of the orders of each. */
  readonly customerEffect: number | undefined;
  readonly frequencyEffect: number | undefined;
}

/** The actual figure of a plan line. */
export type ActualOf = (line: PlanLine) => Figure | undefined;

/**
 * The plan beside the actual figures. If orders are planned as well as net revenue, its variance is decomposed: the change
 * in orders times the planned value of one, and the actual orders times the change in that value; the two add up to it. With
 * active customers planned too, the effect of orders is that of customers at the planned net revenue of one, and the rest.
 */
export function planVariances(plan: readonly PlanLine[], actualOf: ActualOf): readonly PlanVariance[] {
  return plan.map((line) => {
    const actual = actualOf(line);
    if (actual === undefined) return { ...line, actual, variance: undefined, share: undefined, ...noEffects };
    const variance = difference(actual, line.value);
    const share = changeShare(Number(actual), Number(line.value));
    return { ...line, actual, variance, share, ...effects(line, Number(variance), plan, actualOf) };
  });
}

const noEffects = {
  volumeEffect: undefined,
  valueEffect: undefined,
  customerEffect: undefined,
  frequencyEffect: undefined,
};

function effects(line: PlanLine, variance: number, plan: readonly PlanLine[], actualOf: ActualOf) {
  if (line.measure !== "net_revenue") return noEffects;
  const effectOf = (measure: string): number | undefined => {
    const planned = plan.find((one) => one.measure === measure && one.month === line.month && isSame(one, line));
    const actual = planned && actualOf(planned);
    if (planned === undefined || actual === undefined || Number(planned.value) === 0) return undefined;
    return (Number(difference(actual, planned.value)) * Number(line.value)) / Number(planned.value);
  };
  const volumeEffect = effectOf("orders");
  if (volumeEffect === undefined) return noEffects;
  const customerEffect = effectOf("active_customers");
  const frequencyEffect = customerEffect === undefined ? undefined : volumeEffect - customerEffect;
  return { volumeEffect, valueEffect: variance - volumeEffect, customerEffect, frequencyEffect };
}

function isSame({ where }: PlanLine, other: PlanLine): boolean {
  const names = Object.keys(where);
  return names.length === Object.keys(other.where).length && names.every((name) => where[name] === other.where[name]);
}
