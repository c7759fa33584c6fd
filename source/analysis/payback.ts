import type { AcquisitionCost } from "../domain/acquisition-cost.ts";
import type { CohortGrid, GridRow } from "../domain/cohort.ts";

/** How the customers of one cost line pay it back. Months of lifetime are counted from 0 and have 30 days each. */
export interface Payback extends AcquisitionCost {
  readonly customers: number;
  /** Customer acquisition cost; undefined without customers. */
  readonly costPerCustomer: number | undefined;
  /** The last month that all of them lived through, and their net revenue per customer up to its end. */
  readonly age: number | undefined;
  readonly netPerCustomer: number | undefined;
  /** Lifetime value so far over acquisition cost; undefined if they cost nothing. */
  readonly ratio: number | undefined;
  /** The first month at the end of which net revenue per customer covers the cost. */
  readonly paidBackIn: number | undefined;
  /** If none does yet: the first month projected to do so. */
  readonly projectedIn: number | undefined;
}

/**
 * Acquisition costs beside the customers' revenue: `grid` holds cumulative net revenue per customer of monthly cohorts by
 * rolling month, with projections if possible; undefined if nobody was acquired.
 */
export function paybackOf(cost: AcquisitionCost, grid: CohortGrid | undefined): Payback {
  const row = grid?.rows.find(({ key }) => key.slice(0, 7) === cost.month);
  const costPerCustomer = row && row.customers > 0 ? Number(cost.cost) / row.customers : undefined;
  const known = row === undefined ? [] : completeFigures(row);
  const net = known.at(-1);
  const covers = (value: number) => costPerCustomer !== undefined && value >= costPerCustomer;
  const paidBackIn = indexOrNone(known.findIndex(covers));
  return {
    ...cost,
    customers: row?.customers ?? 0,
    costPerCustomer,
    age: indexOrNone(known.length - 1),
    netPerCustomer: net,
    ratio:
      costPerCustomer === undefined || costPerCustomer === 0 || net === undefined ? undefined : net / costPerCustomer,
    paidBackIn,
    projectedIn: paidBackIn === undefined && row !== undefined ? projectedMonth(row, covers) : undefined,
  };
}

/** The figures of the months that all customers lived through, from the first one on. */
function completeFigures({ cells }: GridRow): readonly number[] {
  const open = cells.findIndex((cell) => cell?.complete !== true || cell.value === undefined);
  return cells.slice(0, open < 0 ? cells.length : open).map((cell) => Number(cell?.value));
}

function projectedMonth({ projected = [] }: GridRow, covers: (value: number) => boolean): number | undefined {
  return indexOrNone(projected.findIndex((cell) => cell !== undefined && covers(cell.value)));
}

function indexOrNone(index: number): number | undefined {
  return index < 0 ? undefined : index;
}
