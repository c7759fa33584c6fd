import { type BusinessWords, productMix, worded } from "../domain/business-words.ts";
import { programLabel } from "../domain/discount-program.ts";
import { type Kind, kinds, type Program, programs } from "../query/driver-fields.ts";
import { capital } from "./words.ts";

/** Groups of drivers whose factors multiply, for every source; the index is the bit in a coalition's mask. */
export const productGroups = [
  "channel_mix",
  "volume",
  "bag_size",
  "coffee_profile",
  "list_price",
  "welcome",
  "prepaid",
  "other_discounts",
  "reversals",
] as const;

/** Groups that are added per customer. */
const addedGroups = ["plug", "prepayment_timing"] as const;

type FixedGroup = (typeof productGroups)[number] | (typeof addedGroups)[number];

/** A group that every source has, or one of the source's own discount programs. */
export type GroupName = string;

/** The index of a group that multiplies, which is its bit in a coalition's mask; -1 for any other group. */
export function placeOf(group: GroupName): number {
  return (productGroups as readonly string[]).indexOf(group);
}

/** All groups (the bars of the bridge) of a source that names `own` programs, in the order in which they are reported. */
export function groupsWith(own: readonly string[]): readonly GroupName[] {
  return [...productGroups.slice(0, -1), ...own, "reversals", ...addedGroups];
}

const groupLabels: Readonly<Record<FixedGroup, string>> = {
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

/** The label of a group's bar. Without list prices, the value per unit stands for one, whatever the product. */
export function groupLabel(group: GroupName, business: BusinessWords, hasListPrices: boolean): string {
  if (group === "list_price" && !hasListPrices) return worded("Value per {unit}", business);
  if (group === "bag_size") return worded("{Unit} size", business);
  if (group === "coffee_profile") return capital(productMix(business));
  return isFixed(group) ? groupLabels[group] : programLabel(group);
}

function isFixed(group: GroupName): group is FixedGroup {
  return Object.hasOwn(groupLabels, group);
}

/** The label of a driver's bar; the only driver of a group has the group's label. */
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
  readonly program?: string;
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

/** All sub-drivers that the tree of a source with `own` programs can have, in the order of their groups. */
export function driversWith(own: readonly string[]): readonly Driver[] {
  return groupsWith(own).flatMap(driversOf);
}

export function groupOfProgram(program: Program): FixedGroup {
  return program === "welcome" ? "welcome" : program === "other" ? "other_discounts" : "prepaid";
}

/** The name prefix of a program's sub-drivers. */
export function driverOfProgram(program: string): string {
  return program === "other" ? "other_discounts" : program;
}

function driversOf(group: GroupName): readonly Driver[] {
  if (group === "volume") {
    return [
      { name: "orders_per_customer", group, label: "Orders per customer", part: "first" },
      { name: "bags_per_order", group, label: "{Units} per order", part: "second" },
    ];
  }
  const own = programs.filter((program) => groupOfProgram(program) === group);
  if (own.length > 0) return own.flatMap((program) => programDrivers(group, program, programWords[program]));
  if (group === "reversals") return kinds.flatMap((kind) => kindDrivers(group, kind));
  if (!isFixed(group)) return programDrivers(group, group, programLabel(group));
  return [{ name: group, group, label: groupLabels[group], part: "whole" }];
}

function programDrivers(group: GroupName, program: string, label: string): readonly Driver[] {
  const name = driverOfProgram(program);
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
