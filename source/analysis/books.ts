import { comparableDays } from "../domain/reversal-days.ts";
import { fieldAt } from "../query/driver-fields.ts";
import type { Depth } from "./coffee-factors.ts";
import { sumOf } from "./coffee-factors.ts";
import { cent, type Evidence } from "./evidence.ts";
import { listed } from "./words.ts";

/**
 * The metric as booked if that is a different number, and why: reversals too late to count or accounted for differently,
 * and the switches that make the two agree. Empty if they agree, and for metrics that the books do not have.
 */
export function booksSentences(evidence: Evidence): readonly string[] {
  const { metric, trueUp, words, base, compare, question } = evidence;
  if (metric.depth !== "net") return [];
  const line = (name: string) => trueUp.lines.find((one) => one.name === name);
  const booked = line("net_as_booked");
  if (!booked) return [];
  const pairs = [
    [base.value, booked.basePerCustomer],
    [compare.value, booked.comparePerCustomer],
  ] as const;
  if (pairs.every(([own, books]) => words.value(own) === words.value(books))) return [];
  const per = (name: string) => [line(name)?.basePerCustomer ?? 0, line(name)?.comparePerCustomer ?? 0] as const;
  const { switches } = question;
  const timing = ([0, 1] as const).map((at) => timingOf(evidence, at));
  const reasons = [
    {
      why: `reversals that came more than ${switches.reversalDays} days after their order`,
      how: "all reversals counted",
      by: per("late_reversals"),
    },
    { why: "replacements, which they book differently", how: "replacements at cost", by: per("booked_otherwise") },
    { why: "prepaid orders when they are delivered", how: "prepaid plans recognised", by: timing },
  ].filter(({ by }) => by.some((amount) => Math.abs(amount ?? 0) > 0));
  const both = `${words.value(booked.basePerCustomer)} and ${words.value(booked.comparePerCustomer)}`;
  if (reasons.length === 0) return [`The books have ${both}.`];
  const parts = reasons.map(({ why, by }) => `${why} (${words.change(by[0] ?? 0)} and ${words.change(by[1] ?? 0)})`);
  return [
    `The books have ${both}: they count ${listed(parts)}. With ${listed(reasons.map(({ how }) => how))} the two agree.`,
  ];
}

/** The metric on comparable terms for old and new orders, if later reversals count too and change the figure. */
export function comparableSentences(evidence: Evidence): readonly string[] {
  const pair = comparableValues(evidence, evidence.metric.depth);
  if (pair === undefined) return [];
  const { words, base, compare } = evidence;
  if (words.value(pair[0]) === words.value(base.value) && words.value(pair[1]) === words.value(compare.value))
    return [];
  return [
    `Comparable, with reversals within ${comparableDays} days of their order only: ${words.value(pair[0])} and ${words.value(pair[1])}.`,
  ];
}

/** Both values with only the reversals that old and new orders have had time for; undefined if no others count. */
export function comparableValues(
  { question, base, compare, trueUp }: Pick<Evidence, "question" | "base" | "compare" | "trueUp">,
  depth: Depth,
): readonly [number, number] | undefined {
  if (depth !== "net" || question.switches.reversalDays !== "any") return undefined;
  return [base.value + trueUp.lateReversals[0], compare.value + trueUp.lateReversals[1]];
}

/** What counting plans as cash adds per customer; the books do not count it. */
function timingOf({ options, totals }: Evidence, period: 0 | 1): number {
  const customers = sumOf(totals[period], fieldAt.customers);
  if (!options.cash || customers === 0) return 0;
  return (-sumOf(totals[period], fieldAt.deferred) / customers) * cent;
}
