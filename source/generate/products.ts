import { secondsOf, secondsPerDay } from "./calendar.ts";
import { pricePoints, type Settings } from "./settings.ts";
import type { Span } from "./span.ts";

export interface PriceVersion {
  readonly from: number;
  readonly cents: number;
}

/** A combination of attributes in one bag size, with its list price over time. */
export interface Product {
  readonly id: string;
  readonly bagSize: "standard" | "large";
  readonly bagGrams: number;
  readonly point: number;
  readonly method: string;
  readonly caffeination: string;
  readonly roast: string;
  readonly flavor: string;
  readonly grind: string;
  readonly prices: readonly PriceVersion[];
}

/** What is sold: `bySize[size][point]` lists the indexes of the products, size 0 = standard, 1 = large. */
export interface Products {
  readonly all: readonly Product[];
  readonly bySize: readonly (readonly (readonly number[])[])[];
  /** By product: the same coffee in a standard bag, or itself if it is one. */
  readonly standardOf: readonly number[];
  /** The product that many choose, if a scenario has one: a premium coffee. */
  readonly hitProduct: number;
}

/** id, method, caffeination, roast, flavor, grind, cents of a standard bag. */
type ProfileRow = readonly [string, string, string, string, string, string, number];

const profiles: Readonly<Record<(typeof pricePoints)[number], readonly ProfileRow[]>> = {
  classic: [
    ["house-drip", "drip", "regular", "medium", "nutty", "ground", 750],
    ["house-bean", "drip", "regular", "medium", "nutty", "whole_bean", 750],
    ["diner-drip", "drip", "regular", "dark", "smoky", "ground", 725],
    ["diner-press", "french_press", "regular", "dark", "smoky", "ground", 740],
    ["morning-drip", "drip", "half_caff", "light", "bright", "ground", 780],
    ["quiet-drip", "drip", "decaf", "medium", "nutty", "ground", 800],
    ["cold-classic", "cold_brew", "regular", "dark", "chocolate", "ground", 770],
    ["moka-classic", "moka", "regular", "dark", "chocolate", "ground", 760],
  ],
  balanced: [
    ["cocoa-drip", "drip", "regular", "medium", "chocolate", "whole_bean", 1000],
    ["cocoa-press", "french_press", "regular", "medium", "chocolate", "ground", 1010],
    ["berry-pour", "pour_over", "regular", "light", "berry", "whole_bean", 1060],
    ["citrus-pour", "pour_over", "regular", "light", "citrus", "ground", 1050],
    ["velvet-espresso", "espresso", "regular", "dark", "caramel", "whole_bean", 1080],
    ["velvet-decaf", "espresso", "decaf", "dark", "caramel", "whole_bean", 1090],
    ["soft-half", "drip", "half_caff", "medium", "caramel", "ground", 1020],
    ["cold-caramel", "cold_brew", "regular", "medium", "caramel", "ground", 1030],
  ],
  premium: [
    ["lot-washed", "pour_over", "regular", "light", "floral", "whole_bean", 1480],
    ["lot-natural", "pour_over", "regular", "light", "berry", "whole_bean", 1520],
    ["lot-honey", "drip", "regular", "medium", "honey", "whole_bean", 1440],
    ["reserve-espresso", "espresso", "regular", "medium", "berry", "whole_bean", 1500],
    ["reserve-decaf", "pour_over", "decaf", "light", "floral", "whole_bean", 1540],
    ["reserve-press", "french_press", "regular", "medium", "honey", "ground", 1460],
    ["peak-cold", "cold_brew", "regular", "light", "citrus", "ground", 1410],
    ["peak-half", "pour_over", "half_caff", "medium", "floral", "ground", 1430],
  ],
};

const standardGrams = 340;
const largeGrams = 907;
/** A large bag costs a tenth less per gram. */
const largeFactor = (largeGrams / standardGrams) * 0.9;

/** Builds the price list of a scenario: base prices, an early rise for every third product to add texture, the planted change. */
export function productsOf(settings: Settings, span: Span): Products {
  const all: Product[] = [];
  const bySize: number[][][] = [
    [[], [], []],
    [[], [], []],
  ];
  for (const size of [0, 1] as const)
    for (const [point, pointName] of pricePoints.entries())
      for (const [index, row] of profiles[pointName].entries()) {
        bySize[size]?.[point]?.push(all.length);
        all.push(productOf(row, { size, point, index }, settings, span));
      }
  const place = all.length / 2;
  return { all, bySize, standardOf: all.map((_, at) => at % place), hitProduct: bySize[0]?.[2]?.[2] ?? 0 };
}

function productOf(
  row: ProfileRow,
  place: { size: 0 | 1; point: number; index: number },
  settings: Settings,
  span: Span,
): Product {
  const [name, method, caffeination, roast, flavor, grind, cents] = row;
  const base = place.size === 0 ? cents : Math.round((cents * largeFactor) / 5) * 5;
  return {
    id: `p-${name}-${place.size === 0 ? standardGrams : largeGrams}`,
    bagSize: place.size === 0 ? "standard" : "large",
    bagGrams: place.size === 0 ? standardGrams : largeGrams,
    point: place.point,
    method,
    caffeination,
    roast,
    flavor,
    grind,
    prices: pricesOf(base, place.index, settings, span),
  };
}

function pricesOf(base: number, index: number, { listPrice }: Settings, span: Span): readonly PriceVersion[] {
  const rise = secondsOf("2023-08-15");
  const today = (at: number) => (index % 3 === 0 && at >= rise ? base + 15 : base);
  /** The planted change applies to products at half, in full or at one and a half, so that prices move apart. */
  const weight = [0.5, 1, 1.5, 1][index % 4] ?? 1;
  const at = (from: number, factor: number): PriceVersion => ({
    from,
    cents: Math.round(today(from) * (1 + (factor - 1) * weight)),
  });
  const versions = [at(span.start, listPrice.before)];
  if (rise > span.start && rise < span.end) versions.push(at(rise, listPrice.before));
  for (const [from, factor] of plantedSteps(listPrice)) if (from < span.end) versions.push(at(from, factor));
  return versions.filter((version, place) => version.cents !== versions[place - 1]?.cents);
}

/** A ramp of the price list is four equal steps, the last one at its end. */
function plantedSteps({ before, after, start, end }: Settings["listPrice"]): readonly (readonly [number, number])[] {
  if (before === after) return [];
  if (start === end) return [[start, after]];
  const days = (end - start) / secondsPerDay;
  return [1, 2, 3, 4].map((step) => [
    start + Math.floor((days * step) / 4) * secondsPerDay,
    before + ((after - before) * step) / 4,
  ]);
}

/** List price in cents of a product at an instant. */
export function priceAt(product: Product, at: number): number {
  let cents = product.prices[0]?.cents ?? 0;
  for (const version of product.prices) if (version.from <= at) cents = version.cents;
  return cents;
}
