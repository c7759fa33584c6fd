import type { DriverName, Drivers } from "./driver-schema.ts";
import { type Rule, ruleOf } from "./rule.ts";
import type { Scenario } from "./scenario.ts";

/** The bars of the bridge (DRIVERS.md 2), also used by the truth. */
export const driverGroups = [
  "channel_mix",
  "volume",
  "bag_size",
  "coffee_profile",
  "list_price",
  "welcome",
  "prepaid",
  "other_discounts",
  "reversals",
  "plug",
] as const;
/** Bars of a question about periods (DRIVERS.md 9) that a cohort's tree does not have. */
export const periodGroups = ["customers", "product_mix"] as const;
export type DriverGroup = (typeof driverGroups)[number] | (typeof periodGroups)[number];

export const groupOf: Readonly<Record<DriverName, DriverGroup>> = {
  channel_mix: "channel_mix",
  cadence_days: "volume",
  bags_per_order: "volume",
  large_bag_share: "bag_size",
  coffee_profile: "coffee_profile",
  list_price: "list_price",
  welcome_share: "welcome",
  welcome_depth: "welcome",
  prepaid_shares: "prepaid",
  prepaid_discounts: "prepaid",
  promotion_share: "other_discounts",
  promotion_depth: "other_discounts",
  refund_rate: "reversals",
  credit_rate: "reversals",
  replacement_rate: "reversals",
  chargeback_rate: "reversals",
  plug_rate: "plug",
  leave_share: "customers",
  downsize_share: "product_mix",
  hit_product_share: "product_mix",
  first_store_share: "product_mix",
};

export const prepaidPlans = [3, 6, 12] as const;
export const cadences = [7, 14, 21, 28] as const;
export const pricePoints = ["classic", "balanced", "premium"] as const;

/** The scenario's drivers as rules, ready to be evaluated at an instant for a segment. */
export interface Settings {
  readonly channelMix: readonly Rule[];
  /** Share of all new subscribers, so that it does not move with the prepaid shares. */
  readonly welcomeShare: Rule;
  readonly welcomeDepth: Rule;
  readonly prepaidShares: readonly Rule[];
  readonly prepaidDiscounts: readonly Rule[];
  readonly promotionShare: Rule;
  readonly promotionDepth: Rule;
  readonly largeBagShare: Rule;
  readonly coffeeProfile: readonly Rule[];
  readonly listPrice: Rule;
  readonly cadenceDays: readonly Rule[];
  readonly bagsPerOrder: Rule;
  readonly refundRate: Rule;
  readonly creditRate: Rule;
  readonly replacementRate: Rule;
  readonly chargebackRate: Rule;
  readonly plugRate: Rule;
  /** Absent: it does not happen. */
  readonly leaveShare: Rule | undefined;
  readonly downsizeShare: Rule | undefined;
  readonly hitProductShare: Rule | undefined;
  readonly firstStoreShare: Rule | undefined;
}

/** Compiles the drivers; those of the `frozen` groups keep their value before for ever. */
export function settingsOf(scenario: Scenario, frozen: ReadonlySet<DriverGroup> = new Set()): Settings {
  const { drivers } = scenario;
  const scalar = (name: ScalarDriver) => scalarRule(scenario, frozen, name, drivers[name]);
  const optional = (name: OptionalDriver) => {
    const driver = drivers[name];
    return driver && scalarRule(scenario, frozen, name, driver);
  };
  const vector = (name: VectorDriver, keys: readonly (string | number)[]) =>
    keys.map((key) => vectorRule(scenario, frozen, name, String(key)));
  return {
    channelMix: vector(
      "channel_mix",
      scenario.channels.map((channel) => channel.name),
    ),
    welcomeShare: scalarRule(scenario, frozen, "welcome_share", { ...drivers.welcome_share, ...welcomeOfAll(drivers) }),
    welcomeDepth: scalar("welcome_depth"),
    prepaidShares: vector("prepaid_shares", prepaidPlans),
    prepaidDiscounts: vector("prepaid_discounts", prepaidPlans),
    promotionShare: scalar("promotion_share"),
    promotionDepth: scalar("promotion_depth"),
    largeBagShare: scalar("large_bag_share"),
    coffeeProfile: vector("coffee_profile", pricePoints),
    listPrice: scalar("list_price"),
    cadenceDays: vector("cadence_days", cadences),
    bagsPerOrder: scalar("bags_per_order"),
    refundRate: scalar("refund_rate"),
    creditRate: scalar("credit_rate"),
    replacementRate: scalar("replacement_rate"),
    chargebackRate: scalar("chargeback_rate"),
    plugRate: scalar("plug_rate"),
    leaveShare: optional("leave_share"),
    downsizeShare: optional("downsize_share"),
    hitProductShare: optional("hit_product_share"),
    firstStoreShare: optional("first_store_share"),
  };
}

type VectorDriver = "channel_mix" | "prepaid_shares" | "prepaid_discounts" | "coffee_profile" | "cadence_days";
type OptionalDriver = "leave_share" | "downsize_share" | "hit_product_share" | "first_store_share";
type ScalarDriver = Exclude<DriverName, VectorDriver | OptionalDriver>;

/** The welcome share over all new subscribers at both ends; unchanged if the scenario does not change it. */
function welcomeOfAll({ welcome_share: welcome, prepaid_shares: prepaid }: Drivers) {
  const notPrepaid = (shares: Record<string, number>) =>
    1 - Object.values(shares).reduce((sum, value) => sum + value, 0);
  const before = welcome.before * notPrepaid(prepaid.before);
  if (welcome.after === undefined) return { before, after: before };
  return { before, after: welcome.after * notPrepaid(prepaid.after ?? prepaid.before) };
}

function scalarRule(
  scenario: Scenario,
  frozen: ReadonlySet<DriverGroup>,
  name: ScalarDriver | OptionalDriver,
  driver: Drivers[ScalarDriver],
): Rule {
  const after = frozen.has(groupOf[name]) ? driver.before : driver.after;
  return ruleOf({ before: driver.before, after }, driver, namesOf(scenario));
}

function vectorRule(scenario: Scenario, frozen: ReadonlySet<DriverGroup>, name: VectorDriver, key: string): Rule {
  const driver = scenario.drivers[name];
  const before = entryOf(driver.before, key);
  const after = driver.after === undefined || frozen.has(groupOf[name]) ? before : entryOf(driver.after, key);
  return ruleOf({ before, after }, driver, namesOf(scenario));
}

function entryOf(values: Readonly<Record<string, number>>, key: string): number {
  return values[key] ?? 0;
}

function namesOf(scenario: Scenario) {
  return {
    channels: scenario.channels.map((channel) => channel.name),
    regions: scenario.regions.map((region) => region.name),
  };
}
