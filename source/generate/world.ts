import type { Acquisitions } from "./acquisition.ts";
import { type Deal, dealBook, type Program } from "./offerings.ts";
import { type Products, productsOf } from "./products.ts";
import { draw, keyOf, purpose } from "./random.ts";
import { chooseAt } from "./rule.ts";
import type { Scenario } from "./scenario.ts";
import { type DriverGroup, type Settings, settingsOf } from "./settings.ts";
import { type Span, spanOf } from "./span.ts";

/** Everything that the simulation of one customer reads; immutable. */
export interface World {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly span: Span;
  readonly settings: Settings;
  readonly products: Products;
  readonly deal: (program: Program, prepaidOrders: number, percent: number) => Deal;
  readonly regionShares: readonly number[];
}

/** The world of a scenario; `frozen` driver groups keep their value before for ever (counterfactuals). */
export function worldOf(scenario: Scenario, seed: number, frozen: ReadonlySet<DriverGroup> = new Set()): World {
  const span = spanOf(scenario);
  const settings = settingsOf(scenario, frozen);
  return {
    scenario,
    seed,
    span,
    settings,
    products: productsOf(settings, span),
    deal: dealBook(),
    regionShares: scenario.regions.map((region) => region.share),
  };
}

/** One customer as the simulation sees them. */
export interface Person {
  readonly index: number;
  readonly key: number;
  readonly entry: number;
  readonly acquiredAt: number;
  readonly channel: number;
  readonly region: number;
}

export function personOf(world: World, plan: Acquisitions, index: number): Person {
  const key = keyOf(world.seed, index);
  const acquiredAt = plan.acquiredAt(index);
  const region = regionOf(world, draw(key, purpose.region, 0));
  const channel = chooseAt(world.settings.channelMix, draw(key, purpose.channel, 0), acquiredAt, {
    channel: 0,
    region,
  });
  return { index, key, entry: plan.entry(index), acquiredAt, channel, region };
}

function regionOf(world: World, uniform: number): number {
  let left = uniform;
  for (let index = 0; index < world.regionShares.length; index++) {
    left -= world.regionShares[index] ?? 0;
    if (left < 0) return index;
  }
  return world.regionShares.length - 1;
}
