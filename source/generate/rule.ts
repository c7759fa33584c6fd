import { secondsOf, secondsPerDay } from "./calendar.ts";
import type { Audience } from "./driver-schema.ts";

/** A number that changes once, by step or by ramp, for some channels and regions (bit masks over their order). */
export interface Rule {
  readonly before: number;
  readonly after: number;
  readonly start: number;
  /** Equal to `start` for a step. */
  readonly end: number;
  readonly channels: number;
  readonly regions: number;
}

/** Whom a rule is evaluated for: indexes into the scenario's channels and regions. */
export interface Segment {
  readonly channel: number;
  readonly region: number;
}

/** The value of a rule at an instant for a segment. */
export function valueAt(rule: Rule, at: number, segment: Segment): number {
  if (at < rule.start || rule.before === rule.after || !reaches(rule, segment)) return rule.before;
  if (at >= rule.end) return rule.after;
  return rule.before + ((rule.after - rule.before) * (at - rule.start)) / (rule.end - rule.start);
}

/** Whether a rule changes for a segment. */
export function reaches(rule: Rule, { channel, region }: Segment): boolean {
  return (rule.channels & (1 << channel)) !== 0 && (rule.regions & (1 << region)) !== 0;
}

/** The index of the category that a uniform draw falls into, with the rules' values as weights. */
export function chooseAt(rules: readonly Rule[], uniform: number, at: number, segment: Segment): number {
  let left = uniform;
  for (let index = 0; index < rules.length - 1; index++) {
    const rule = rules[index];
    if (rule === undefined) break;
    left -= valueAt(rule, at, segment);
    if (left < 0) return index;
  }
  return rules.length - 1;
}

export interface Timing {
  readonly when?: string | undefined;
  readonly until?: string | undefined;
  readonly how?: "step" | "ramp" | undefined;
  readonly for: Audience;
}

/** Makes a rule from a driver's endpoints and timing; `names` gives the bits of the audience. */
export function ruleOf(
  ends: { before: number; after: number | undefined },
  timing: Timing,
  names: { channels: readonly string[]; regions: readonly string[] },
): Rule {
  const start = timing.when === undefined ? 0 : secondsOf(timing.when);
  const isRamp = timing.how === "ramp" && timing.until !== undefined;
  return {
    before: ends.before,
    after: ends.after ?? ends.before,
    start,
    end: isRamp ? secondsOf(timing.until ?? "") + secondsPerDay : start,
    channels: maskOf(timing.for === "all" ? undefined : timing.for.channels, names.channels),
    regions: maskOf(timing.for === "all" ? undefined : timing.for.regions, names.regions),
  };
}

function maskOf(chosen: readonly string[] | undefined, names: readonly string[]): number {
  if (chosen === undefined) return -1;
  return names.reduce((mask, name, index) => (chosen.includes(name) ? mask | (1 << index) : mask), 0);
}
