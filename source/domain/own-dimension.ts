import type { Catalog, Dimension } from "./catalog.ts";

/** What one of the source's own dimensions is an attribute of. */
export type OwnCarrier = "lines" | "customers" | "products";

/** A dimension that a mapping adds to the catalog's. */
export interface OwnDimension {
  readonly name: string;
  readonly label: string;
  readonly of: OwnCarrier;
  readonly type: "text" | "integer";
  /** The coarser dimension that each value lies in; undefined if there is none, or if the data contradict it. */
  readonly parent?: string | undefined;
  /** Whether it describes who customers are, rather than what they bought. */
  readonly isWho: boolean;
  readonly isInCube: boolean;
  /** How much its values' sales differ from year to year, or from one another if there is only one year. */
  readonly difference: number;
}

/** The column of a dimension's value on a customer's first order. */
function entryNameOf(name: string): string {
  return `acquisition_${name}`;
}

/** The most leaderboards of own dimensions; the others must be requested by name. */
const mostOwnBoards = 8;

/** The catalog with own dimensions next to those of their kind, and a drill from each parent to the first dimension in it. */
export function withOwnDimensions(catalog: Catalog, own: readonly OwnDimension[]): Catalog {
  if (own.length === 0) return catalog;
  const onBoards = mostDifferent(own);
  const customers = own.filter(({ of }) => of === "customers").map((one) => ofCustomer(one, onBoards));
  const others = own.filter(({ of }) => of !== "customers");
  const lines = others.map((one) => ofLine(one, onBoards));
  const entries = others.map(atEntry);
  const dimensions = insertedAfter(
    insertedAfter(
      catalog.dimensions,
      ({ of, name }) => of === "customer" && !name.startsWith("acquisition_"),
      customers,
    ),
    ({ of }) => of === "line",
    lines,
  );
  return { ...catalog, dimensions: drillable([...dimensions, ...entries], own) };
}

function mostDifferent(own: readonly OwnDimension[]): ReadonlySet<string> {
  const sorted = own.toSorted((a, b) => b.difference - a.difference);
  return new Set(sorted.slice(0, mostOwnBoards).map(({ name }) => name));
}

function insertedAfter(
  dimensions: readonly Dimension[],
  isBefore: (dimension: Dimension) => boolean,
  added: readonly Dimension[],
): readonly Dimension[] {
  const place = dimensions.findLastIndex(isBefore) + 1;
  return [...dimensions.slice(0, place), ...added, ...dimensions.slice(place)];
}

function ofCustomer(own: OwnDimension, onBoards: ReadonlySet<string>): Dimension {
  return {
    ...shared(own),
    description: `${own.label} of the customer.`,
    of: "customer",
    isOnBoards: onBoards.has(own.name),
  };
}

/** A product's attributes are on each of its order lines. */
function ofLine(own: OwnDimension, onBoards: ReadonlySet<string>): Dimension {
  const carrier = own.of === "lines" ? "order line" : "product";
  return {
    ...shared(own),
    description: `${own.label} of the ${carrier}.`,
    of: "line",
    isOnBoards: onBoards.has(own.name),
  };
}

function atEntry(own: OwnDimension): Dimension {
  const name = entryNameOf(own.name);
  return {
    name,
    label: `${own.label} at entry`,
    description: `${own.label} of the first order.`,
    of: "customer",
    type: own.type,
    expression: name,
    isOwn: true,
    isOfEntry: true,
    isWho: own.isWho,
    isOnBoards: false,
  };
}

function shared({ name, label, type, isInCube, isWho }: OwnDimension) {
  return { name, label, type, expression: name, isOwn: true, isWho, ...(isInCube ? { cube: name } : {}) };
}

/** A parent drills into the first dimension in it, and likewise on the first order. */
function drillable(dimensions: readonly Dimension[], own: readonly OwnDimension[]): readonly Dimension[] {
  const finer = new Map<string, string>();
  const known = new Set(dimensions.map(({ name }) => name));
  for (const { name, parent } of own) {
    if (parent === undefined) continue;
    for (const [coarse, fine] of [
      [parent, name],
      [entryNameOf(parent), entryNameOf(name)],
    ] as const)
      if (known.has(coarse) && known.has(fine) && !finer.has(coarse)) finer.set(coarse, fine);
  }
  return dimensions.map((one) => (finer.has(one.name) ? { ...one, finer: finer.get(one.name) } : one));
}
