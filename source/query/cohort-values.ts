import type { Dimension, Measure } from "../domain/catalog.ts";
import type { GridCell, GridRow } from "../domain/cohort.ts";
import type { SizePlan } from "./cohort-sizes.ts";

export interface GridPlan extends SizePlan {
  readonly measure: Measure;
  /** The part of the measure that order lines give; undefined for the cohort's size itself. */
  readonly numerator: Measure | undefined;
  readonly isCumulative: boolean;
  readonly rows: Dimension;
}

/** Numerator (cumulated where asked) and customers of one cell. */
export interface RawCell {
  readonly amount: number;
  readonly customers: number;
  readonly complete: boolean;
}

export interface RawRow {
  readonly key: string;
  readonly label: string;
  readonly customers: number;
  readonly cells: readonly (RawCell | undefined)[];
}

/** A row as it is shown and exported. */
export function shownRow(plan: GridPlan, row: RawRow): GridRow {
  const first = firstAmount(row);
  return { ...row, cells: row.cells.map((cell) => cell && shownCell(plan, cell, first)) };
}

/** The row of all rows: amounts and customers of complete cells added up before they are divided. */
export function totalRow(plan: GridPlan, rows: readonly RawRow[], count: number): GridRow {
  const cells = Array.from({ length: count }, (_, column) => totalCell(plan, rows, column));
  return { key: "total", label: "all (weighted)", customers: rows.reduce((sum, row) => sum + row.customers, 0), cells };
}

function totalCell(plan: GridPlan, rows: readonly RawRow[], column: number): GridCell | undefined {
  let amount = 0;
  let customers = 0;
  let first = 0;
  for (const row of rows) {
    const cell = row.cells[column];
    if (!cell?.complete) continue;
    amount += cell.amount;
    customers += cell.customers;
    first += firstAmount(row) ?? 0;
  }
  return customers === 0 ? undefined : shownCell(plan, { amount, customers, complete: true }, first);
}

function firstAmount(row: RawRow): number | undefined {
  return row.cells.find((cell) => cell !== undefined)?.amount;
}

function shownCell(plan: GridPlan, { amount, customers, complete }: RawCell, first: number | undefined): GridCell {
  return { value: shownValue(plan, amount, customers, first), customers, complete };
}

/** Percent is of the cell's customers where customers are counted, of the row's first period for everything else. */
function shownValue(
  { query, measure, numerator }: GridPlan,
  amount: number,
  customers: number,
  first: number | undefined,
): number | undefined {
  if (query.values === "percent" && measure.unit !== "ratio") {
    const whole = !numerator || numerator.unit === "customers" ? customers : first;
    return whole ? amount / whole : undefined;
  }
  if (measure.additivity === "ratio") return customers > 0 ? amount / customers : undefined;
  return measure.unit === "money" ? Math.round(amount * 100) / 100 : amount;
}
