import type { ChosenRule } from "../domain/integrity.ts";

/** The meaning of each model var that a mapping or the command line may set, as a sentence about its value. */
const meanings: Readonly<Record<string, (value: unknown) => string>> = {
  net_includes: (kinds) =>
    Array.isArray(kinds) && kinds.length > 0
      ? `the source's net revenue is taken to be after ${kinds.join(", ")}`
      : "the source's net revenue is taken to be before discounts and reversals",
  net_before: (kinds) =>
    Array.isArray(kinds) && kinds.length > 0
      ? `each ${kinds.join(", each ")} is taken off the source's net revenue`
      : "no reversal is taken off the source's net revenue",
  week_starts: (day) => `weeks begin on ${String(day).slice(0, 1).toUpperCase()}${String(day).slice(1)}`,
  time_zone: (zone) => `days and months are those of ${String(zone)}`,
  main_currency: (currency) => `order lines in other currencies are converted to ${String(currency)} by exchange_rates`,
  exchange_rate_days: (days) =>
    `on a day without a rate the last one before it counts, if it is at most ${String(days)} days old`,
  first_month_days: (days) => `the first month of a customer is ${String(days)} days`,
  price_point_balanced_from: (price) => `a product counts as balanced from ${String(price)} per 100 g`,
  price_point_premium_from: (price) => `a product counts as premium from ${String(price)} per 100 g`,
  bad_row_share: (share) => `up to ${Number((Number(share) * 100).toPrecision(6))} % of a table's rows may be bad`,
};

/** The rules of the last build that differ from the model's defaults, read from its vars as JSON. */
export function chosenRules(vars: string): readonly ChosenRule[] {
  const parsed: unknown = JSON.parse(vars);
  if (typeof parsed !== "object" || parsed === null) return [];
  return Object.entries(parsed).flatMap(([name, value]) => {
    const says = meanings[name]?.(value);
    return says === undefined ? [] : [{ name, says }];
  });
}
