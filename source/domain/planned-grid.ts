import { difference, type Figure, sum } from "./amount.ts";
import type { Measure } from "./catalog.ts";
import { type CohortGrid, type CohortQuery, type GridCell, type GridRow, planComparison, stepsOf } from "./cohort.ts";
import { addMonths, printStart } from "./period.ts";
import type { PlanLine } from "./plan.ts";
import type { Filter } from "./slice.ts";

/** Values by dimension; several: the figure of all of them together. */
type Place = Readonly<Record<string, readonly string[]>>;

/**
 * The grid with what was planned for each cell: the plan's line of the same measure, values of dimensions and month (or months,
 * which add up where the measure does). Rows of several cohorts have a plan in calendar time, of measures that are no rates.
 * A grid shown as percents or running totals has none, nor has one whose filters leave values out.
 */
export function withPlan(grid: CohortGrid, plan: readonly PlanLine[], measure: Measure): CohortGrid {
  const planned = plannedBy(plan, measure);
  const { query } = grid;
  const kept = keptPlace(query);
  if (kept === undefined || query.values !== "count" || (measure.cumulative && query.axis === "calendar")) return grid;
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

/** Below the row of all: its plan, and what it is above or below that; none where nothing is planned for it. */
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

/** What a complete cell is above or below its plan. */
export function varianceOf({ value, planned, complete }: GridCell): Figure | undefined {
  return complete && value !== undefined && planned !== undefined ? difference(value, planned) : undefined;
}

/** The filters as values by dimension; undefined where they leave values out, which no line of a plan does. */
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

/** Finds what was planned for a place: a line of it, or the sum of the lines of its parts where all of them are planned. */
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

/** More parts than this are no line of a plan. */
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
