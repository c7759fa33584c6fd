import type { Cell } from "../../query/statement.ts";
import type { TotalsCells } from "./cells.ts";
import type { KindTotal } from "./totals-investigation.ts";

/**
 * The customers and the measure of each kind, from the rows of `totalsCells` that are of all lines. Net revenue is as booked,
 * which the tree adds up to.
 */
export function kindsOf(
  { layout }: TotalsCells,
  rows: readonly (readonly Cell[])[],
  measure: string,
): readonly KindTotal[] {
  const column = { net_revenue: 11, list_revenue: 8, bags: 7, units: 7, orders: 6 }[measure] ?? 11;
  const sum = (kind: string, side: 0 | 1, at: number) =>
    rows.reduce((total, row) => total + (row[2] === kind && row[0] === side ? Number(row[at]) : 0), 0);
  return layout.kinds.map((kind) => ({
    kind,
    customersBase: sum(kind, 0, 5),
    customersCompare: sum(kind, 1, 5),
    base: sum(kind, 0, column),
    compare: sum(kind, 1, column),
  }));
}
