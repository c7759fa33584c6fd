import type { Cell } from "../../query/statement.ts";
import { AddendList, type Addends, addUp, emptyWeights } from "../weighted-sums.ts";
import { type CustomerKind, emptySums, fieldCount, kindFields, type TotalsLayout, type TotalsSums } from "./sums.ts";

type Row = readonly Cell[];

/** Both sides as they are resampled. A unit has one weight on both sides, since it holds the same people. */
export interface TotalsCells {
  readonly layout: TotalsLayout;
  readonly units: number;
  /** Addends of each side's `TotalsSums`. */
  readonly sides: readonly [Addends, Addends];
}

const kindOrder: readonly CustomerKind[] = ["retained", "lost", "new", "returned", "all", "guests"];
/** Index of the kind's first field in a row of `totalsCells`, after side, unit, kind and product. */
const firstField = 4;
const [unitsOfProduct, listOfProduct] = [6, 7] as const;

/** The rows of `totalsCells` that are of all products. */
export function rowsOfAll(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => row[3] === null);
}

/** Cells from the rows of `totalsCells`, in which net revenue as booked follows the plug; it is not a field of the tree. */
export function readTotalsCells(rows: readonly Row[], programs: readonly string[], units: number): TotalsCells {
  const kindRows = rowsOfAll(rows);
  const productRows = rows.filter((row) => row[3] !== null);
  const present = new Set(kindRows.map((row) => String(row[2])));
  const kinds = kindOrder.filter((kind) => present.has(kind));
  const products = [...new Set(productRows.map((row) => String(row[3])))].sort();
  const layout = { kinds, programs, products };
  const side = (at: 0 | 1): Addends =>
    sideAddends(
      layout,
      kindRows.filter((row) => row[0] === at),
      productRows.filter((row) => row[0] === at),
    );
  return { layout, units, sides: [side(0), side(1)] };
}

function sideAddends(layout: TotalsLayout, kindRows: readonly Row[], productRows: readonly Row[]): Addends {
  const width = fieldCount(layout);
  const ofKinds = layout.kinds.length * width;
  const placeOf = new Map(layout.products.map((product, index) => [product, index]));
  const addends = new AddendList();
  for (const row of kindRows) {
    const place = layout.kinds.indexOf(String(row[2]) as CustomerKind) * width;
    for (let field = 0; field < width; field += 1) {
      const skipped = field < kindFields.length ? 0 : 1;
      addends.add(place + field, Number(row[1]), Number(row[firstField + field + skipped] ?? 0));
    }
  }
  for (const row of productRows) {
    const kind = layout.kinds.indexOf(String(row[2]) as CustomerKind);
    const place = ofKinds + (kind * layout.products.length + (placeOf.get(String(row[3])) ?? 0)) * 2;
    addends.add(place, Number(row[1]), Number(row[unitsOfProduct] ?? 0));
    addends.add(place + 1, Number(row[1]), Number(row[listOfProduct] ?? 0));
  }
  return addends.sorted(ofKinds + layout.kinds.length * layout.products.length * 2);
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
