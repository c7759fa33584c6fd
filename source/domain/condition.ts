import type { Having } from "./slice.ts";

/** A condition that must not be met: `net_revenue < 1000` on a value, `net_revenue < -10%` on its change. */
export interface Condition {
  readonly measure: string;
  readonly op: Having["op"];
  /** In the measure's unit; for a change its share, -0.1 for -10 %. */
  readonly limit: number;
  readonly isChange: boolean;
  /** As written, without unnecessary blanks. */
  readonly text: string;
}

/** A value that a condition is checked against, and where it is: `region north`. */
export interface Watched {
  readonly where: string;
  readonly value: number | undefined;
  /** Change over the size of the previous value; undefined without a comparison. */
  readonly change: number | undefined;
}

/** The condition that a text expresses; undefined for any other text. */
export function parseCondition(text: string): Condition | undefined {
  const match = /^\s*([a-z_]\w*)\s*(>=|<=|!=|>|<|=)\s*([+-]?\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(text);
  if (!match) return undefined;
  const [, measure = "", op = "", number = "", percent = ""] = match;
  const isChange = percent !== "";
  const limit = isChange ? Number(number) / 100 : Number(number);
  return { measure, op: op as Having["op"], limit, isChange, text: `${measure} ${op} ${number}${percent}` };
}

/** The values that meet the condition; a missing value meets none. */
export function meeting(condition: Condition, values: readonly Watched[]): readonly Watched[] {
  return values.filter((one) => {
    const value = condition.isChange ? one.change : one.value;
    return value !== undefined && compare(value, condition.op, condition.limit);
  });
}

/** The sentence about a condition that is met: `net_revenue < 1000 in 2 of 5: region north 812.50, region south 90`. */
export function conditionSentence(condition: Condition, met: readonly Watched[], of: number): string {
  const named = met.slice(0, 3).map((one) => `${one.where} ${figure(condition, one)}`);
  const more = met.length > 3 ? `, and ${met.length - 3} more` : "";
  return `${condition.text} in ${met.length} of ${of}: ${named.join(", ")}${more}`;
}

function figure({ isChange }: Condition, { value, change }: Watched): string {
  if (!isChange) return String(Number((value ?? 0).toFixed(4)));
  const percent = (change ?? 0) * 100;
  return `${percent > 0 ? "+" : ""}${percent.toFixed(1)} %`;
}

function compare(value: number, op: Having["op"], limit: number): boolean {
  switch (op) {
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case "=":
      return value === limit;
    case "!=":
      return value !== limit;
  }
}
