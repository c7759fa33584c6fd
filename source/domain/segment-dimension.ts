import type { Catalog } from "./catalog.ts";

/** A dimension of customer segments. */
export interface SegmentDimension {
  /** Its name in the catalog, and the column of the customers. */
  readonly name: string;
  /** Its name in sentences: "channel". */
  readonly words: string;
  /** Whether it describes who the customers are; the others describe the first order and restate a factor of the bridge. */
  readonly isWho: boolean;
}

const words = {
  marketing_channel: "channel",
  region: "region",
  point_of_entry: "point of entry",
  acquisition_discount_program: "program at entry",
  acquisition_prepaid_orders: "plan at entry",
  acquisition_bag_size: "bag at entry",
  acquisition_price_point: "price point at entry",
} as const satisfies Readonly<Record<string, string>>;

/** The catalog's own: what is known about the customers, and about their first order. */
const builtIn: readonly SegmentDimension[] = Object.entries(words).map(([name, own]) => ({
  name,
  words: own,
  isWho: !name.startsWith("acquisition_"),
}));

/** The catalog's, and those added by a source: of customers, and of the lines and products of the first order. */
export function segmentDimensions(catalog?: Catalog): readonly SegmentDimension[] {
  const dimensions = catalog?.dimensions ?? [];
  const labels = new Map(dimensions.map(({ name, label }) => [name, label.toLowerCase()]));
  const known = builtIn.map((one) => ({ ...one, words: labels.get(one.name) ?? one.words }));
  const added = dimensions.filter(({ isOwn, of }) => isOwn && of === "customer");
  const own = added.map(({ name, label, isWho }) => ({ name, words: label.toLowerCase(), isWho: isWho === true }));
  return [...known, ...own];
}

/** The words for a dimension of which only the name is known. */
export function segmentWords(name: string): string {
  // Without the catalog the business's own word for a unit is not known.
  if (name === "acquisition_bag_size") return "size at entry";
  const known: Readonly<Record<string, string>> = words;
  const spaced = name.replace(/^acquisition_(.*)$/, "$1 at entry").replaceAll("_", " ");
  return known[name] ?? spaced;
}
