import type { StepId } from "./investigation.ts";

/** The bridge's group that a step is about; none for steps that look at the whole. */
export const groupOfStep: Readonly<Partial<Record<StepId, string>>> = {
  welcome: "welcome",
  prepaid: "prepaid",
  bag_size: "bag_size",
  profile: "coffee_profile",
  list_price: "list_price",
  customers: "customers",
  product_mix: "product_mix",
  returns: "reversals",
  volume: "volume",
};
