import { Amount } from "../domain/amount.ts";
import { printBracket } from "../domain/bracket.ts";
import type { Measure, Unit } from "../domain/catalog.ts";
import {
  type CohortGrid,
  type CohortQuery,
  type GridRow,
  isSmall,
  type ProjectedCell,
  planComparison,
  smallCohort,
  stepsOf,
} from "../domain/cohort.ts";
import { compareCell } from "../domain/equal-age.ts";
import type { ResultRow, RowPage, SliceResult, Value } from "../domain/slice-result.ts";

export interface SheetColumn {
  readonly name: string;
  /** The difference of two ratios is in percentage points. */
  readonly unit: Unit | "text" | "points" | "amount";
  /** Whether a text holds a formatted number and is right-aligned like numbers. */
  readonly isRight?: boolean;
}

export type SheetValue = Value | boolean;

/** Rows and named columns, the common form of all exports: complete, in order, numbers as numbers. */
export interface Sheet {
  /** Of the amounts of money in it; absent if there are none. */
  readonly currency?: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetValue[])[];
  /** If rows are of different measures: the unit of each row's values in columns of plain numbers. */
  readonly rowUnits?: readonly SheetColumn["unit"][];
}

/** The columns of a row, counted from 0, with the row's own unit for plain numbers. */
export function columnsAt<Column extends SheetColumn>(
  { columns, rowUnits }: { readonly columns: readonly Column[]; readonly rowUnits?: Sheet["rowUnits"] },
  row: number,
): readonly Column[] {
  const unit = rowUnits?.[row];
  if (unit === undefined) return columns;
  return columns.map((column) => (column.unit === "number" ? { ...column, unit } : column));
}

/**
 * A slice: one row per row of the answer, with `Other` and `Total` as the last ones. Rates have columns for their customers
 * and for whether these are too few for a rate.
 */
export function sliceSheet(result: SliceResult, currency: string): Sheet {
  const columns = result.columns.map(({ name, role, unit }) => ({
    name,
    unit: role === "change" ? changeUnit(unit) : unit,
  }));
  const size = result.columns.findIndex(({ role }) => role === "size");
  const rows = result.rows.map((row) => withoutEmptyKeys(result.columns, row));
  if (size < 0) return { currency, columns, rows };
  return {
    currency,
    columns: [...columns, { name: "small", unit: "text" }],
    rows: rows.map((row) => [...row, Number(row[size] ?? 0) < smallCohort]),
  };
}

/** A missing dimension value is null, as in the data; the empty text in Total and Other rows means no value either. */
function withoutEmptyKeys(columns: SliceResult["columns"], { kind, values }: ResultRow): readonly Value[] {
  if (kind === "total" || kind === "other") return values;
  return values.map((value, index) => (value === "" && columns[index]?.role === "dimension" ? null : value));
}

function changeUnit(unit: SheetColumn["unit"]): SheetColumn["unit"] {
  return unit === "ratio" ? "points" : unit;
}

/** A page of order lines or customers: amounts to their last digit, since rows are what a total is checked against. */
export function pageSheet(page: Pick<RowPage, "columns" | "rows">, currency: string): Sheet {
  return {
    currency,
    columns: page.columns.map((name, index) => ({ name, unit: unitIn(page, index) })),
    rows: page.rows,
  };
}

function unitIn(page: Pick<RowPage, "rows">, index: number): SheetColumn["unit"] {
  const values = page.rows.map((row) => row[index]);
  if (values.some((value) => value instanceof Amount)) return "amount";
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length === 0) return "text";
  return numbers.every(Number.isInteger) ? "count" : "number";
}

/**
 * A grid in long form: one row per cohort and possible period, with its customers, the value, whether all of those
 * customers lived through the whole period, and whether they are too few for a rate. Rows of a split also have the number
 * of cohorts in a cell. With a comparison there are also columns for the cell of equal age (`_before`, `_change`,
 * `_change_share`; empty if either is not complete) or for the plan (`_plan`, `_variance`, `_variance_share`). With a
 * projection, the projected value of incomplete cells and its interval have their own columns; so has the least number of
 * orders of an active customer, if the query names one.
 */
export function gridSheet(grid: CohortGrid, measure: GridMeasure, currency: string): Sheet {
  const { query } = grid;
  const { name } = measure;
  const unit = query.values === "percent" ? "ratio" : measure.unit;
  const hasCohorts = grid.rows.some((row) => row.cohorts !== undefined);
  const columns: readonly SheetColumn[] = [
    { name: rowName(query), unit: "text" },
    { name: columnName(query), unit: query.axis === "calendar" || query.brackets ? "text" : "count" },
    { name: name === "customers" ? "cohort_customers" : "customers", unit: "customers" },
    { name, unit },
    { name: "complete", unit: "text" },
    { name: "small", unit: "text" },
    ...(query.retainedOrders === undefined ? [] : [{ name: "orders_at_least", unit: "count" } as const]),
    ...(hasCohorts ? [{ name: "cohorts", unit: "count" } as const] : []),
    ...(query.compare === undefined ? [] : comparisonColumns(query.compare, name, unit)),
    ...(query.project === undefined ? [] : ["projected", "low", "high"].map((one) => ({ name: one, unit }))),
  ];
  const rows = grid.rows.flatMap((row) =>
    row.cells.flatMap((one, index) => {
      const projected = row.projected?.[index];
      const cell = one ?? (projected && { value: undefined, customers: row.customers, complete: false });
      if (cell === undefined) return [];
      const key = grid.columns[index]?.key ?? "";
      const bracket = query.brackets?.[index];
      const period = bracket ? printBracket(bracket) : query.axis === "calendar" ? key : Number(key);
      const own = [
        query.split !== undefined && row.key === "" ? null : row.key,
        period,
        cell.customers,
        cell.value ?? null,
        cell.complete,
        isSmall(cell, query, measure),
      ];
      if (query.retainedOrders !== undefined) own.push(query.retainedOrders);
      const cohorts = hasCohorts ? [cell.cohorts ?? null] : [];
      const compared = query.compare === undefined ? [] : comparisonValues(grid, row, index);
      return [[...own, ...cohorts, ...compared, ...(query.project === undefined ? [] : projectedValues(projected))]];
    }),
  );
  return { currency, columns, rows };
}

type GridMeasure = Pick<Measure, "name" | "unit" | "additivity">;

function comparisonColumns(compare: string, name: string, unit: Unit): readonly SheetColumn[] {
  if (compare === planComparison)
    return [
      { name: "compared_with", unit: "text" },
      { name: `${name}_plan`, unit },
      { name: `${name}_variance`, unit: changeUnit(unit) },
      { name: `${name}_variance_share`, unit: "ratio" },
    ];
  return [
    { name: "compared_with", unit: "text" },
    { name: `${name}_before`, unit },
    { name: `${name}_change`, unit: changeUnit(unit) },
    { name: `${name}_change_share`, unit: "ratio" },
  ];
}

function comparisonValues(grid: CohortGrid, row: GridRow, index: number): readonly Value[] {
  const cell = compareCell(grid, row, index);
  if (grid.query.compare === planComparison) {
    const planned = row.cells[index]?.planned;
    return [planned === undefined ? null : planComparison, planned ?? null, cell?.change ?? null, cell?.share ?? null];
  }
  return [row.against ?? null, cell?.before ?? null, cell?.change ?? null, cell?.share ?? null];
}

function projectedValues(projected: ProjectedCell | undefined): readonly Value[] {
  return [projected?.value ?? null, projected?.low ?? null, projected?.high ?? null];
}

function rowName(query: CohortQuery): string {
  return query.split ?? `acquisition_${query.grain}`;
}

function columnName(query: CohortQuery): string {
  if (query.brackets !== undefined) return "tenure_days";
  return query.axis === "calendar" ? `transaction_${stepsOf(query)}` : `tenure_${stepsOf(query)}`;
}
