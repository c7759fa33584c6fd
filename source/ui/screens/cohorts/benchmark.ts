import type { Figure } from "../../../domain/amount.ts";
import { type GridRow, planComparison } from "../../../domain/cohort.ts";
import { cellAtAge, firstColumn } from "../../../domain/equal-age.ts";
import { formatCell } from "../../../domain/format.ts";
import { completeValues, type PreparedGrid } from "./prepared.ts";

/** The benchmark of the rows: all customers weighted, one row, or a target. */
export interface Benchmark {
  readonly label: string;
  /** One per column of the grid. */
  readonly values: readonly (Figure | undefined)[];
  /** Whether it has its own row below the grid; all customers always have one. */
  readonly isOwnRow: boolean;
}

/** The benchmark that a state names: `all`, the key of a row, or a number; undefined if this grid has no such row. */
export function benchmarkOf(prepared: PreparedGrid, name: string): Benchmark | undefined {
  const { grid, labels, format, currency } = prepared;
  if (name === planComparison && grid.total.against === planComparison)
    return { label: "plan", values: grid.total.cells.map((cell) => cell?.planned), isOwnRow: true };
  if (name === "all") return { label: "all", values: completeValues(grid.total, grid), isOwnRow: false };
  const index = grid.rows.findIndex((row) => row.key === name);
  const row = grid.rows[index];
  if (row !== undefined) return { label: labels[index] ?? name, values: completeValues(row, grid), isOwnRow: true };
  const target = targetOf(name);
  if (target === undefined) return undefined;
  const label = `target ${formatCell(target, format, { currency })}`;
  return { label, values: grid.columns.map(() => target), isOwnRow: true };
}

/** The values of a benchmark row from its own first column on, for comparison by age. */
export function benchmarkByAge(prepared: PreparedGrid, name: string): readonly (Figure | undefined)[] {
  const { grid } = prepared;
  const row = grid.rows.find((one) => one.key === name);
  if (row === undefined || grid.query.axis === "tenure") return benchmarkOf(prepared, name)?.values ?? [];
  return completeByAge(row);
}

/** The complete values of a row from its own first column on. */
export function completeByAge(row: GridRow): readonly (Figure | undefined)[] {
  return Array.from({ length: row.cells.length - firstColumn(row) }, (_, age) => {
    const cell = cellAtAge(row, age);
    return cell?.complete === true ? cell.value : undefined;
  });
}

/** A target typed as a number, as `12.50`, `$12.50` or `45 %`. */
export function targetOf(text: string): number | undefined {
  const found = /^\s*[$€£¥]?\s*(-?\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(text.replaceAll(",", ""));
  if (found === null) return undefined;
  return Number(found[1]) / (found[2] === "%" ? 100 : 1);
}
