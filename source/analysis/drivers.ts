import { type BusinessWords, productMix, worded } from "../domain/business-words.ts";
import { type Kind, kinds, type Program, programs } from "../query/driver-fields.ts";
import { capital } from "./words.ts";

/** Groups of drivers (the bars of the bridge), in the order in which they are told. */
export const groupNames = [
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
  "prepayment_timing",
] as const;
export type GroupName = (typeof groupNames)[number];

/** The groups whose factors multiply; the place is the bit in a coalition's mask. The rest is added per customer. */
export const productGroups = groupNames.slice(0, 9);

const groupLabels: Readonly<Record<GroupName, string>> = {
  channel_mix: "Channel mix",
  volume: "Volume",
  bag_size: "Size",
  coffee_profile: "Product mix",
  list_price: "List price",
  welcome: "Welcome offers",
  prepaid: "Prepaid plans",
  other_discounts: "Other discounts",
  reversals: "Reversals",
  plug: "Unexplained (plug)",
  prepayment_timing: "Prepayment timing",
};

/** The label of a group's bar: without list prices, what is taken for one is what a unit brought, whichever product it was. */
export function groupLabel(group: GroupName, business: BusinessWords, hasListPrices: boolean): string {
  if (group === "list_price" && !hasListPrices) return worded("Value per {unit}", business);
  if (group === "bag_size") return worded("{Unit} size", business);
  if (group === "coffee_profile") return capital(productMix(business));
  return groupLabels[group];
}

/** The label of a driver's bar; a group of one driver gives it its own. */
export function driverLabel(driver: Driver, business: BusinessWords, hasListPrices: boolean): string {
  if (driver.name === driver.group) return groupLabel(driver.group, business, hasListPrices);
  return worded(driver.label, business);
}

/** A sub-driver: a factor of the tree, its group, and which of its group's factors it is. */
export interface Driver {
  readonly name: string;
  readonly group: GroupName;
  readonly label: string;
  readonly part: "whole" | "first" | "second";
  readonly program?: Program;
  readonly kind?: Kind;
}

const programWords: Readonly<Record<Program, string>> = {
  welcome: "Welcome offers",
  prepaid_3: "Prepaid 3 orders",
  prepaid_6: "Prepaid 6 orders",
  prepaid_12: "Prepaid 12 orders",
  other: "Other discounts",
};

const kindWords: Readonly<Record<Kind, string>> = {
  refund: "Refunds",
  credit: "Credits",
  chargeback: "Chargebacks",
  replacement: "Replacements",
};

/** All sub-drivers that the tree can have, in the order of their groups. */
export const allDrivers: readonly Driver[] = groupNames.flatMap(driversOf);

export function groupOfProgram(program: Program): GroupName {
  return program === "welcome" ? "welcome" : program === "other" ? "other_discounts" : "prepaid";
}

function driversOf(group: GroupName): readonly Driver[] {
  if (group === "volume") {
    return [
      { name: "orders_per_customer", group, label: "Orders per customer", part: "first" },
      { name: "bags_per_order", group, label: "{Units} per order", part: "second" },
    ];
  }
  const own = programs.filter((program) => groupOfProgram(program) === group);
  if (own.length > 0) return own.flatMap((program) => programDrivers(group, program));
  if (group === "reversals") return kinds.flatMap((kind) => kindDrivers(group, kind));
  return [{ name: group, group, label: groupLabels[group], part: "whole" }];
}

function programDrivers(group: GroupName, program: Program): readonly Driver[] {
  const name = program === "other" ? "other_discounts" : program;
  const label = programWords[program];
  return [
    { name: `${name}_share`, group, label: `${label}: share`, part: "first", program },
    { name: `${name}_depth`, group, label: `${label}: depth`, part: "second", program },
  ];
}

function kindDrivers(group: GroupName, kind: Kind): readonly Driver[] {
  const label = kindWords[kind];
  return [
    { name: `${kind}_share`, group, label: `${label}: share`, part: "first", kind },
    { name: `${kind}_severity`, group, label: `${label}: severity`, part: "second", kind },
  ];
}
