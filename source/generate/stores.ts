import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readSmallFile } from "../small-file.ts";
import { isInFirstStore, type Line } from "./order.ts";
import { draw, drawInteger, purpose } from "./random.ts";
import type { Person, World } from "./world.ts";

const storesPerRegion = 3;
const homeStoreShare = 0.7;
/** Of orders outside a subscription; those of a subscription are always sent. */
const pickupShare = 0.35;
const pickedUpAtHome = 0.8;

/** The store that a customer named as theirs, in their region; most did. */
export function homeStoreOf(world: World, { key, region }: Person): string {
  if (draw(key, purpose.homeStore, 0) >= homeStoreShare) return "";
  return storeOf(world, region, drawInteger(key, purpose.homeStore, 1, storesPerRegion));
}

/** The store of their region where an order was picked up, mostly the customer's own; none for one that was sent. */
export function pickupStoreOf(
  world: World,
  person: Person,
  { type, slot, at }: Pick<Line, "type" | "slot" | "at">,
): string {
  const { key, region } = person;
  if (isInFirstStore(world, person, { type, slot, at })) return storeOf(world, region, 0);
  if (type === "subscription" || draw(key, purpose.pickup, slot * 3) >= pickupShare) return "";
  const home = homeStoreOf(world, person);
  if (home !== "" && draw(key, purpose.pickup, slot * 3 + 1) < pickedUpAtHome) return home;
  return storeOf(world, region, drawInteger(key, purpose.pickup, slot * 3 + 2, storesPerRegion));
}

function storeOf({ scenario: { regions } }: World, region: number, number: number): string {
  return `${regions[region]?.name ?? "store"}-${number + 1}`;
}

export const mappingName = "grounds.yml";

/** The mapping next to the contract's files: the two columns outside the contract are dimensions. */
const storesMapping = `version: 1
dimensions:
  home_store: { label: Home store, of: customers, column: home_store, parent: region }
  pickup_store: { label: Pick-up store, of: lines, column: pickup_store, who: true }
`;

/** Writes that mapping into a folder and returns its name. */
export async function writeStoresMapping(folder: string): Promise<string> {
  await writeFile(join(folder, mappingName), storesMapping);
  return mappingName;
}

/** Whether a folder's mapping is as generated; a changed one belongs to somebody. */
export function hasStoresMapping(folder: string): boolean {
  try {
    return readSmallFile(join(folder, mappingName)) === storesMapping;
  } catch {
    return false;
  }
}
