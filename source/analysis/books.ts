import { fieldAt } from "../query/driver-fields.ts";
import { sumOf } from "./coffee-factors.ts";
import { cent, type Evidence } from "./evidence.ts";
import { listed } from "./words.ts";

/** More days than a reversal can come after its order. */
const anyDays = 36_500;

/**
 * The metric as the books have it, where it is another number, and why: reversals too late to count, or accounted for
 * otherwise, and the switches that make both one. Nothing where they read the same, and for metrics that the books do not have.
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
      how: `--reversal-days ${anyDays}`,
      by: per("late_reversals"),
    },
    { why: "replacements, which they account for otherwise", how: "--replacements cost", by: per("booked_otherwise") },
    { why: "prepaid orders when they are delivered", how: "--prepaid recognised", by: timing },
  ].filter(({ by }) => by.some((amount) => Math.abs(amount ?? 0) > 0));
  const both = `${words.value(booked.basePerCustomer)} and ${words.value(booked.comparePerCustomer)}`;
  if (reasons.length === 0) return [`The books have ${both}.`];
  const told = reasons.map(({ why, by }) => `${why} (${words.change(by[0] ?? 0)} and ${words.change(by[1] ?? 0)})`);
  return [
    `The books have ${both}: they count ${listed(told)}. With ${listed(reasons.map(({ how }) => how))} both are one.`,
  ];
}

/** What counting plans as cash adds per customer, which the books do not. */
function timingOf({ options, totals }: Evidence, period: 0 | 1): number {
  const customers = sumOf(totals[period], fieldAt.customers);
  if (!options.cash || customers === 0) return 0;
  return (-sumOf(totals[period], fieldAt.deferred) / customers) * cent;
}
