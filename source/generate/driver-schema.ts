import * as z from "zod";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected a day such as 2024-09-01");

/** Whom a change affects: everybody, or the customers of the named channels and regions. */
const audience = z.union([
  z.literal("all"),
  z
    .strictObject({ channels: z.array(z.string()).min(1).optional(), regions: z.array(z.string()).min(1).optional() })
    .refine(
      (value) => value.channels !== undefined || value.regions !== undefined,
      "expected channels, regions or both",
    ),
]);

/** A driver with its value before and after; without `after` it never changes. `until` is the last day of a ramp. */
function driverOf<T extends z.ZodType>(value: T) {
  return z
    .strictObject({
      before: value,
      after: value.optional(),
      when: day.optional(),
      how: z.enum(["step", "ramp"]).optional(),
      until: day.optional(),
      for: audience.default("all"),
    })
    .superRefine((driver, context) => {
      const wrong = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
      if (driver.after === undefined) return;
      if (driver.when === undefined) wrong("when", "expected the day of the change, because after is given");
      if (driver.how === "ramp" && driver.until === undefined) wrong("until", "expected the last day of the ramp");
      if (driver.until !== undefined && driver.when !== undefined && driver.until <= driver.when)
        wrong("until", `expected a day after ${driver.when}`);
    });
}

const share = z.number().min(0).max(1);
const percent = z.number().min(0).max(90);
const byPlan = <T extends z.ZodType>(value: T) => z.strictObject({ "3": value, "6": value, "12": value });

const nearOne = (sum: number) => Math.abs(sum - 1) < 1e-9;
const total = (shares: Record<string, number>) => Object.values(shares).reduce((sum, value) => sum + value, 0);
const mixMessage = "expected shares that add up to 1";
const cadenceMix = z
  .strictObject({ "7": share, "14": share, "21": share, "28": share })
  .refine((mix) => nearOne(total(mix)), mixMessage);
const pointMix = z
  .strictObject({ classic: share, balanced: share, premium: share })
  .refine((mix) => nearOne(total(mix)), mixMessage);
const channelMix = z.record(z.string(), share).refine((mix) => nearOne(total(mix)), mixMessage);

/**
 * Every driver of the metric tree that a scenario may plant. Shares are 0..1, depths and discounts percent, `list_price` a
 * factor on the price list, `bags_per_order` a mean from 1 to 2, rates a share of order lines, `plug_rate` of first orders.
 * `welcome_share` is the share among new subscribers who do not prepay. Four may be left out, and then do not happen:
 * `leave_share` of the customers leave for good in each 30 days of their lifetime after the first; `downsize_share` of the
 * subscribers with large bags take the standard one after 90 days; `hit_product_share` of all choices is one premium
 * coffee, whose subscribers switch when that is 0; `first_store_share` of orders without a plan are made in the first store
 * of a region, which sells only premium coffees.
 */
export const driversSchema = z.strictObject({
  channel_mix: driverOf(channelMix),
  welcome_share: driverOf(share),
  welcome_depth: driverOf(percent),
  prepaid_shares: driverOf(byPlan(share)),
  prepaid_discounts: driverOf(byPlan(percent)),
  promotion_share: driverOf(share),
  promotion_depth: driverOf(percent),
  large_bag_share: driverOf(share),
  coffee_profile: driverOf(pointMix),
  list_price: driverOf(z.number().min(0.2).max(5)),
  cadence_days: driverOf(cadenceMix),
  bags_per_order: driverOf(z.number().min(1).max(2)),
  refund_rate: driverOf(share),
  credit_rate: driverOf(share),
  replacement_rate: driverOf(share),
  chargeback_rate: driverOf(share),
  plug_rate: driverOf(share),
  leave_share: driverOf(share).optional(),
  downsize_share: driverOf(share).optional(),
  hit_product_share: driverOf(share).optional(),
  first_store_share: driverOf(share).optional(),
});

export type Drivers = z.infer<typeof driversSchema>;
export type DriverName = keyof Drivers;
export type Audience = z.infer<typeof audience>;
