import * as z from "zod";

/**
 * The vars of the dbt project that a mapping may set. They become part of SQL, so each is a number in a range; what is not a
 * number has its own list in the mapping (`net_includes`).
 */
export const optionsSchema = z.strictObject({
  first_month_days: z.int().min(1).max(366).optional(),
  price_point_balanced_from: z.number().min(0).max(1_000_000).optional(),
  price_point_premium_from: z.number().min(0).max(1_000_000).optional(),
  bad_row_share: z.number().min(0).max(1).optional(),
  exchange_rate_days: z.int().min(0).max(366).optional(),
});

export type MappingOptions = z.infer<typeof optionsSchema>;

/**
 * The share of bad rows that a mapping found beside its source may ask to tolerate, because whoever wrote the files wrote it
 * too.
 */
const maxFoundShare = 0.1;

/** What is wrong with options that are each in their range: the option's name, and why; undefined if nothing is. */
export function optionsFault(
  options: MappingOptions,
  isFound: boolean,
): { readonly name: keyof MappingOptions; readonly why: string } | undefined {
  const { bad_row_share: share, price_point_balanced_from: balanced, price_point_premium_from: premium } = options;
  if (isFound && share !== undefined && share > maxFoundShare)
    return {
      name: "bad_row_share",
      why: `a mapping found beside the source may allow at most ${maxFoundShare}; more is yours to allow, with --bad-row-share ${share} or with --mapping FILE`,
    };
  if (balanced !== undefined && premium !== undefined && balanced > premium)
    return { name: "price_point_premium_from", why: "it must not be below price_point_balanced_from" };
  return undefined;
}
