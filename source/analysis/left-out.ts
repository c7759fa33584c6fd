import type { Capability } from "../domain/data-set.ts";
import type { Step, StepId } from "./investigation.ts";
import { capital, listed, lowerFirst } from "./words.ts";

/** The capability that each step needs from the source. */
const needs: Readonly<Partial<Record<StepId, string>>> = {
  welcome: "discounts",
  prepaid: "discounts",
  bag_size: "profiles",
  profile: "profiles",
  returns: "reversals",
  discounts: "discounts",
  product_mix: "product_ids",
};

/** The table of the contract that provides it. */
const tableOf: Readonly<Record<string, string>> = {
  discounts: "discount_offerings",
  profiles: "products",
  reversals: "reversals",
  product_ids: "product_id in transactions",
};

/** What the source lacks for a step; undefined if it has it, or if nothing is known about it. */
export function lackedBy(id: StepId, capabilities: readonly Capability[]): string | undefined {
  const name = needs[id];
  return capabilities.some((one) => one.name === name && !one.available) ? name : undefined;
}

/** `Left out, as the source has no data: welcome offer and prepaid plans (add discount_offerings, or a mapping).` */
export function leftOutSentence(
  steps: readonly Pick<Step, "id" | "title">[],
  capabilities: readonly Capability[],
): string | undefined {
  const titles = new Map<string, string[]>();
  for (const { id, title } of steps) {
    const name = lackedBy(id, capabilities);
    if (name !== undefined) titles.set(name, [...(titles.get(name) ?? []), lowerFirst(title)]);
  }
  if (titles.size === 0) return undefined;
  const parts = [...titles].map(([name, missing]) => `${listed(missing)} (add ${tableOf[name]}, or a mapping)`);
  return `${capital("left out, as the source has no data")}: ${parts.join(", ")}.`;
}
