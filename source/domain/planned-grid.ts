import { difference, type Figure } from "./amount.ts";
import type { Measure } from "./catalog.ts";
import { type CohortGrid, type CohortQuery, type GridCell, type GridRow, planComparison, stepsOf } from "./cohort.ts";
import type { PlanLine } from "./plan.ts";
import { firstFound, keptPlace, monthsOfQuarter, type Place, plannedBy } from "./plan-lookup.ts";

/**
 * The grid with the plan of each cell: the plan line of the same measure, dimension values and month (or months, which are
 * summed if the measure is additive). Rows of several cohorts only have a plan in calendar time, and not for rates. A grid
 * of percentages or running totals has no plan, nor has one whose filters leave values out.
 */
export function withPlan(grid: CohortGrid, plan: readonly PlanLine[], measure: Measure): CohortGrid {
  const planned = plannedBy(plan, measure);
  const { query } = grid;
  const kept = keptPlace(query.filters);
  const isOther = query.values !== "count" || query.retainedOrders !== undefined;
  if (kept === undefined || isOther || (measure.cumulative && query.axis === "calendar")) return grid;
  const withRow = (row: GridRow, places: readonly Place[]): GridRow => {
    const cells = row.cells.map((cell, column) => {
      const steps = columnPlaces(query, grid.columns[column]?.key ?? "");
      const value = firstFound(places, (of) => firstFound(steps, (at) => planned({ ...kept, ...of, ...at })));
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

function rowPlaces({ split, grain }: CohortQuery, key: string): readonly Place[] {
  if (split !== undefined) return [{ [split]: [key] }];
  return [
    { [`acquisition_${grain}`]: [key] },
    ...(grain === "quarter" ? [{ acquisition_month: monthsOfQuarter(key) }] : []),
  ];
}

function columnPlaces(query: CohortQuery, key: string): readonly Place[] {
  const grain = stepsOf(query);
  if (query.axis === "calendar") {
    return [
      { [`transaction_${grain}`]: [key] },
      ...(grain === "quarter" ? [{ transaction_month: monthsOfQuarter(key) }] : []),
    ];
  }
  if (query.tenure !== "rolling" || query.brackets !== undefined) return [];
  const step = Number(key);
  if (grain === "quarter") return [{ tenure_month: [0, 1, 2].map((month) => String(step * 3 + month)) }];
  return [{ [`tenure_${grain}`]: [key] }];
}
