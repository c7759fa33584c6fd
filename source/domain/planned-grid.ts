import { difference, type Figure, sum } from "./amount.ts";
import type { Measure } from "./catalog.ts";
import { type CohortGrid, type CohortQuery, type GridCell, type GridRow, planComparison, stepsOf } from "./cohort.ts";
import { addMonths, printStart } from "./period.ts";
import type { PlanLine } from "./plan.ts";
import type { Filter } from "./slice.ts";

/** Values by dimension; several: the figure of all of them together. */
type Place = Readonly<Record<string, readonly string[]>>;

/**
 * The grid with the plan of each cell: the plan line of the same measure, dimension values and month (or months, which are
 * summed if the measure is additive). Rows of several cohorts only have a plan in calendar time, and not for rates. A grid
 * of percentages or running totals has no plan, nor has one whose filters leave values out.
 */
export function withPlan(grid: CohortGrid, plan: readonly PlanLine[], measure: Measure): CohortGrid {
  const planned = plannedBy(plan, measure);
  const { query } = grid;
  const kept = keptPlace(query);
  const isOther = query.values !== "count" || query.retainedOrders !== undefined;
  if (kept === undefined || isOther || (measure.cumulative && query.axis === "calendar")) return grid;
  const withRow = (row: GridRow, places: readonly Place[]): GridRow => {
    const cells = row.cells.map((cell, column) => {
      const steps = columnPlaces(query, grid.columns[column]?.key ?? "");
      const value = first(places, (of) => first(steps, (at) => planned({ ...kept, ...of, ...at })));
      return cell === undefined || value === undefined ? cell : { ...cell, planned: value };
    });
    const isCompared = cells.some((cell) => cell?.planned !== undefined && cell.complete && cell.value !== undefined);
    return { ...row, cells, ...(isCompared ? { against: planComparison } : {}) };
  };
  const isOfSeveral = query.axis === "calendar" && measure.additivity !== "ratio";
  const rows = grid.rows.map((row) =>
    row.cohorts === undefined || isOfSeveral ? withRow(row, rowPlaces(query, row.key)) : row,
  );
  return { ...grid, rows, total: isOfSeveral ? withRow(grid.total, [{}]) : grid.total };
}

/** Rows below the total row: its plan, and its variance from the plan; empty if nothing is planned for it. */
export function planRows({ total }: CohortGrid): readonly GridRow[] {
  if (total.against !== planComparison) return [];
  const row = (label: string, figureOf: (cell: GridCell) => Figure | undefined): GridRow => ({
    key: label,
    label,
    customers: total.customers,
    cells: total.cells.map((cell) => {
      const value = cell && figureOf(cell);
      return cell === undefined || value === undefined ? undefined : { ...cell, value, complete: true };
    }),
  });
  return [row("plan", ({ planned }) => planned), row("variance", varianceOf)];
}

/** The variance of a complete cell from its plan. */
export function varianceOf({ value, planned, complete }: GridCell): Figure | undefined {
  return complete && value !== undefined && planned !== undefined ? difference(value, planned) : undefined;
}

/** The filters as values by dimension; undefined if they leave values out, which no plan line does. */
function keptPlace({ filters }: CohortQuery): Place | undefined {
  if (filters.some(({ op }: Filter) => op !== "in")) return undefined;
  return Object.fromEntries(filters.map(({ dimension, values }) => [dimension, values]));
}

function rowPlaces({ split, grain }: CohortQuery, key: string): readonly Place[] {
  if (split !== undefined) return [{ [split]: [key] }];
  return [{ [`acquisition_${grain}`]: [key] }, ...(grain === "quarter" ? [{ acquisition_month: monthsOf(key) }] : [])];
}

function columnPlaces(query: CohortQuery, key: string): readonly Place[] {
  const grain = stepsOf(query);
  if (query.axis === "calendar") {
    return [
      { [`transaction_${grain}`]: [key] },
      ...(grain === "quarter" ? [{ transaction_month: monthsOf(key) }] : []),
    ];
  }
  if (query.tenure !== "rolling" || query.brackets !== undefined) return [];
  const step = Number(key);
  if (grain === "quarter") return [{ tenure_month: [0, 1, 2].map((month) => String(step * 3 + month)) }];
  return [{ [`tenure_${grain}`]: [key] }];
}

/** The months of a quarter `2025-Q1`. */
function monthsOf(quarter: string): readonly string[] {
  const [year = "", number = "1"] = quarter.split("-Q");
  const start = `${year}-${String(Number(number) * 3 - 2).padStart(2, "0")}-01`;
  return [0, 1, 2].map((month) => printStart("month", addMonths(start, month)));
}

/** Finds the plan for given values: their line, or the sum of the lines of their parts if all of them are planned. */
function plannedBy(plan: readonly PlanLine[], { name, additivity }: Measure): (place: Place) => Figure | undefined {
  const lines = plan.filter(({ measure }) => measure === name);
  const values = new Map(lines.map((line) => [keyOf(placeOf(line)), line.value]));
  return (place) => {
    const parts = partsOf(place);
    if (parts.length > 1 && additivity !== "sum") return undefined;
    const found = parts.map((part) => values.get(keyOf(part)));
    if (found.length === 0 || !found.every((value) => value !== undefined)) return undefined;
    return found.reduce((total, value) => sum(total, value));
  };
}

function placeOf({ month, where }: PlanLine): Readonly<Record<string, string>> {
  return month === undefined ? where : { ...where, transaction_month: month };
}

/** With more parts than this, values are not looked up in the plan. */
const mostParts = 1000;

/** Every combination of one value per dimension. */
function partsOf(place: Place): readonly Readonly<Record<string, string>>[] {
  let parts: readonly Readonly<Record<string, string>>[] = [{}];
  for (const [dimension, values] of Object.entries(place)) {
    if (parts.length * values.length > mostParts) return [];
    parts = parts.flatMap((part) => values.map((value) => ({ ...part, [dimension]: value })));
  }
  return parts;
}

function keyOf(part: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function first<Place, Found>(places: readonly Place[], find: (place: Place) => Found | undefined): Found | undefined {
  for (const place of places) {
    const found = find(place);
    if (found !== undefined) return found;
  }
  return undefined;
}
