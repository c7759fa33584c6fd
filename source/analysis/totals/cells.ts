import type { Cell } from "../../query/statement.ts";
import { type CustomerKind, customerKinds } from "../../query/totals-placed.ts";
import { AddendList, type Addends, addUp, emptyWeights } from "../weighted-sums.ts";
import { emptySums, fieldCount, kindFields, type TotalsLayout, type TotalsSums } from "./sums.ts";

type Row = readonly Cell[];

/** Both sides as they are resampled. A unit has one weight on both sides, since it holds the same people. */
export interface TotalsCells {
  readonly layout: TotalsLayout;
  readonly units: number;
  /** Addends of each side's `TotalsSums`. */
  readonly sides: readonly [Addends, Addends];
}

/** Places in a row of `totalsCells`; net revenue as booked is between the plug and the discount. */
const at = {
  side: 0,
  unit: 1,
  kind: 2,
  product: 3,
  program: 4,
  customers: 5,
  units: 7,
  list: 8,
  discount: 12,
} as const;

/** The rows of `totalsCells` that are of all lines. */
export function rowsOfAll(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => row[at.product] === null && row[at.program] === null);
}

/** Cells from the rows of `totalsCells`. */
export function readTotalsCells(rows: readonly Row[], units: number): TotalsCells {
  const all = rowsOfAll(rows);
  const namesOf = (column: number) =>
    [...new Set(rows.flatMap((row) => (row[column] === null ? [] : [String(row[column])])))].sort();
  const present = new Set(all.map((row) => String(row[at.kind])));
  const kinds = customerKinds.filter((kind) => present.has(kind));
  const layout = { kinds, programs: namesOf(at.program), products: namesOf(at.product) };
  const side = (of: 0 | 1): Addends =>
    sideAddends(
      layout,
      rows.filter((row) => row[at.side] === of),
    );
  return { layout, units, sides: [side(0), side(1)] };
}

function sideAddends(layout: TotalsLayout, rows: readonly Row[]): Addends {
  const width = fieldCount(layout);
  const ofKinds = layout.kinds.length * width;
  const productAt = placesOf(layout.products);
  const programAt = placesOf(layout.programs);
  const addends = new AddendList();
  for (const row of rows) {
    const kind = layout.kinds.indexOf(String(row[at.kind]) as CustomerKind);
    const add = (place: number, column: number) => {
      addends.add(place, Number(row[at.unit]), Number(row[column] ?? 0));
    };
    const [product, program] = [row[at.product], row[at.program]];
    if (typeof product === "string") {
      const place = ofKinds + (kind * layout.products.length + (productAt.get(product) ?? 0)) * 2;
      add(place, at.units);
      add(place + 1, at.list);
    } else if (typeof program === "string") {
      const place = kind * width + kindFields.length + (programAt.get(program) ?? 0) * 2;
      add(place, at.list);
      add(place + 1, at.discount);
    } else {
      for (let field = 0; field < kindFields.length; field += 1) add(kind * width + field, at.customers + field);
    }
  }
  return addends.sorted(ofKinds + layout.kinds.length * layout.products.length * 2);
}

function placesOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, place) => [name, place]));
}

/** The sums of both sides, each unit counted once. */
export function wholeSums({ layout, units, sides }: TotalsCells): readonly [TotalsSums, TotalsSums] {
  const once = emptyWeights(units).fill(1);
  const whole = (side: Addends): TotalsSums => {
    const sums = emptySums(layout);
    addUp(side, once, [sums.all]);
    return sums;
  };
  return [whole(sides[0]), whole(sides[1])];
}
