import type { BusinessWords } from "../domain/business-words.ts";
import { addDays } from "../domain/period.ts";
import { comparableDays } from "../domain/reversal-days.ts";
import type { Units } from "../query/driver-scope.ts";
import type { Counts } from "./check-question.ts";
import type { TreeOptions } from "./coffee-factors.ts";
import type { Question, Together } from "./investigation.ts";
import { togetherSentence } from "./kept-values.ts";
import { count, leftOut } from "./words.ts";

interface Circumstances {
  readonly question: Question;
  readonly options: TreeOptions;
  readonly counts: readonly [Counts, Counts];
  readonly units: Units;
  readonly dataEnd: string;
  readonly together: readonly Together[];
  readonly business: BusinessWords;
}

/** What a reader must know to interpret the numbers correctly, as sentences. */
export function caveatsOf(about: Circumstances): readonly string[] {
  const { question, options, counts, units } = about;
  const { switches } = question;
  const immature = counts[0].immature + counts[1].immature;
  const resampled = units.includes("customers")
    ? "single customers, because there are few"
    : "256 buckets of customers";
  return [
    "The bars are attribution, not causation: they say how the parts of the metric moved, not why.",
    `The bridge is exact for these customers. The 95 % intervals, from ${count(question.replicates)} resamples of ${resampled}, say whether another such cohort would show it.`,
    ...leftOut(immature, "ends after the data"),
    ...about.together.map((one) => togetherSentence(one, about.business)),
    ...(options.depth === "net" ? netCaveats(about) : []),
    ...(options.additive
      ? [
          "Some channel billed nothing or reversed more than it billed: reversals are taken as shares of list value, added to the discounts instead of multiplied with them.",
        ]
      : []),
    ...(switches.reversalMonth === "reversal"
      ? ["Only reversals of the window's orders that are dated before its end lower it."]
      : []),
  ];
}

function netCaveats({ question, dataEnd }: Circumstances): readonly string[] {
  const { switches, compare, firstDay = 0 } = question;
  const { reversalDays } = switches;
  const settledAfter = reversalDays === "any" ? comparableDays : reversalDays;
  const settled = addDays(compare.to, 1 + firstDay + switches.windowDays + settledAfter);
  const policies = {
    cost: "Replacements of unsatisfied orders are a cost: they do not reduce revenue, and their cost is shown separately.",
    contra: "Replacements of unsatisfied orders reduce net revenue (contra revenue), even where the books do not.",
    exclude: "Replacements of unsatisfied orders are left out, both revenue and cost.",
  };
  return [
    policies[switches.replacements],
    reversalDays === "any"
      ? "Every reversal counts, whatever its date, as in the books."
      : `A reversal counts only within ${reversalDays} days of its order.`,
    ...(settled > dataEnd.slice(0, 10)
      ? [
          `The last orders of the compare period were not ${settledAfter} days old when the data ended: more reversals may come.`,
        ]
      : []),
    ...(switches.prepaid === "cash"
      ? [
          "Cash: a prepaid plan is taken as paid in full with its first order, at its number of orders times that order's billed value; what was not delivered within the window is prepayment timing.",
        ]
      : []),
  ];
}
