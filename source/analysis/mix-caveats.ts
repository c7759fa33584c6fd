import type { Together } from "./investigation.ts";
import { togetherSentence } from "./kept-values.ts";
import type { MixAbout } from "./mix-about.ts";
import { count, leftOut } from "./words.ts";

/** What a reader must know to interpret a bridge of mix and rate correctly, as sentences. */
export function mixCaveats({
  question,
  metric,
  periods,
  units,
  capabilities,
  together,
  business,
}: MixAbout & { readonly together: readonly Together[] }): readonly string[] {
  const immature = periods[0].immature + periods[1].immature;
  const resampled = units.includes("customers")
    ? "single customers, because there are few"
    : "256 buckets of customers";
  const lacks = capabilities.filter((one) => !one.available).map((one) => one.name.replaceAll("_", " "));
  return [
    `The tree of drivers does not cover ${metric.label}: its change is explained by mix (which customers came) and rate (what they did), over one dimension.`,
    "The bars are attribution, not causation: they say how the parts of the measure moved, not why.",
    `The bridge is exact for these customers. The 95 % intervals, from ${count(question.replicates)} resamples of ${resampled}, say whether another such cohort would show it.`,
    `The measure is taken over the order lines of the window as the catalog defines it: reversals of any age count, and the switches for replacements, prepaid plans and reversals do not change it.`,
    ...leftOut(immature, "ends after the data"),
    ...together.map((one) => togetherSentence(one, business)),
    ...(lacks.length > 0 ? [`The source lacks: ${lacks.join(", ")}.`] : []),
  ];
}
