import type { Capability } from "../domain/data-set.ts";
import { fieldAt, kinds, programFieldAt, programs, programsWith } from "../query/driver-fields.ts";
import { sumOf } from "./coffee-factors.ts";
import { type GroupName, groupOfProgram } from "./drivers.ts";
import type { Gathered } from "./gather.ts";

/** Finds which driver groups the metric and the data have; one that could not move has no bar, not even of 0. */
export function presentGroups(
  { cells, totals, options }: Pick<Gathered, "cells" | "totals" | "options">,
  capabilities: readonly Capability[],
): (group: GroupName) => boolean {
  const { layout } = cells;
  const { depth, cash } = options;
  const can = (name: string) => capabilities.some((one) => one.name === name && one.available);
  const sees = (field: keyof typeof fieldAt) => totals.some((one) => sumOf(one, fieldAt[field]) !== 0);
  const seesProgram = (group: GroupName) =>
    programs.some((program) => groupOfProgram(program) === group && sees(`list_on_${program}`));
  const isProgramTold = can("discounts") && layout.programs.length === 0;
  const isPriced = depth === "net" || depth === "list";
  const isNet = depth === "net";
  const present: Readonly<Record<string, boolean>> = {
    channel_mix: layout.channels.length > 1,
    volume: true,
    bag_size: isPriced && layout.sizes.length > 1,
    coffee_profile: isPriced && layout.profiles.length > 1,
    list_price: isPriced,
    welcome: isNet && (isProgramTold || seesProgram("welcome")),
    prepaid: isNet && (isProgramTold || seesProgram("prepaid")),
    other_discounts: isNet && (isProgramTold || seesProgram("other_discounts")),
    reversals: isNet && (can("reversals") || kinds.some((kind) => sees(`reversal_${kind}`))),
    plug: isNet && (can("list_prices") || sees("plug")),
    prepayment_timing: isNet && cash,
  };
  const isOwnSeen = (program: string) => {
    const at = programFieldAt(programsWith(layout.programs).indexOf(program), "list_on");
    return isNet && totals.some((one) => sumOf(one, at) !== 0);
  };
  return (group) => present[group] ?? (layout.programs.includes(group) && isOwnSeen(group));
}
