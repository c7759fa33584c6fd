import { describe, expect, it } from "vitest";
import { projectGrid } from "../../../source/analysis/projection/project-grid.ts";
import type { Catalog, Measure } from "../../../source/domain/catalog.ts";
import type { CohortGrid, CohortQuery, GridCell, GridRow } from "../../../source/domain/cohort.ts";
import { compareCell } from "../../../source/domain/equal-age.ts";
import { gridTable } from "../../../source/export/grid-table.ts";
import { gridSheet } from "../../../source/export/sheet.ts";

const measure = (name: string, of: Partial<Measure>): Measure => ({
  ...{ name, label: name, description: "", unit: "money", additivity: "sum", better: "higher", expression: "" },
  ...{ cumulative: false },
  ...of,
});
const net = measure("net_revenue", {});
const ratio = { additivity: "ratio", numerator: "net_revenue", denominator: "customers" } as const;
const perCustomer = measure("net_revenue_per_customer", ratio);
const cumulative = measure("cumulative_net_per_customer", { ...ratio, cumulative: true });
const customers = measure("customers", { additivity: "cohort", unit: "customers" });
const catalog: Catalog = { dimensions: [], measures: [net, perCustomer, cumulative, customers] };

const size = 16;
const query: CohortQuery = {
  ...{ measure: "net_revenue_per_customer", axis: "tenure", grain: "month", tenure: "rolling", values: "count" },
  filters: [],
  compare: "year",
  project: 3,
};

/** Cohorts of 100 customers, the oldest first; each is a step older than the next, and its newest step has not ended. */
function gridOf(about: Partial<CohortQuery>, running: boolean): CohortGrid {
  const rows = Array.from({ length: size }, (_, index): GridRow => {
    let sum = 0;
    const cells = Array.from({ length: size }, (__, step): GridCell | undefined => {
      const each = 20 / (step + 1) + ((index * 7 + step * 3) % 5) / 10;
      sum += each;
      const known = size - index;
      if (step > known) return undefined;
      return { value: running ? sum : each, customers: 100, complete: step < known };
    });
    const key = `2024-${String(index).padStart(2, "0")}`;
    return { key, label: key, customers: 100, cells, ...(index > 2 ? { against: "2024-00" } : {}) };
  });
  const total = { key: "total", label: "all", customers: 1600, cells: rows[0]?.cells ?? [] };
  const columns = Array.from({ length: size }, (_, step) => ({ key: String(step), label: `M${step}` }));
  return { query: { ...query, ...about }, columns, rows, total, dataEnd: "2025-06-30", sql: [] };
}

describe("a projected grid", () => {
  const plain = gridOf({}, false);
  const grid = projectGrid(plain, catalog);

  it("keeps the cells, totals and comparisons of the grid", () => {
    expect(grid.total).toBe(plain.total);
    expect(grid.rows.map(({ cells }) => cells)).toEqual(plain.rows.map(({ cells }) => cells));
    const changes = (of: CohortGrid) => of.rows.map((row) => of.columns.map((_, at) => compareCell(of, row, at)));
    expect(changes(grid)).toEqual(changes(plain));
  });

  it("projects the next three steps of each cohort, none that is complete and none beyond the grid", () => {
    for (const [index, row] of grid.rows.entries()) {
      const places = (row.projected ?? []).flatMap((one, column) => (one === undefined ? [] : [column]));
      // What only one cohort has lived through says nothing about the others.
      const reached = Math.min(3, Math.max(0, index - 1));
      expect(places).toEqual(Array.from({ length: reached }, (_, step) => size - index + step));
      for (const column of places) expect(row.cells[column]?.complete).not.toBe(true);
    }
  });

  it("adds up: the projected steps sum to the running total's projection", () => {
    const running = projectGrid(gridOf({ measure: "cumulative_net_per_customer" }, true), catalog);
    for (const [index, row] of grid.rows.entries()) {
      let sum = plain.rows[index]?.cells.reduce((all, cell) => all + (cell?.complete ? Number(cell.value) : 0), 0) ?? 0;
      for (const [column, one] of (row.projected ?? []).entries()) {
        if (one === undefined) continue;
        sum += one.value;
        expect(running.rows[index]?.projected?.[column]?.value).toBeCloseTo(sum, 8);
      }
    }
  });

  it("has its own columns in exports, and a mark in tables", () => {
    const sheet = gridSheet(grid, perCustomer, "USD");
    const names = sheet.columns.map(({ name }) => name);
    expect(names.slice(-3)).toEqual(["projected", "low", "high"]);
    const [complete, projected] = [names.indexOf("complete"), names.indexOf("projected")];
    const rows = sheet.rows.filter((row) => row[projected] !== null);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.every((row) => row[complete] === false)).toBe(true);
    const { sheet: table } = gridTable(grid, perCustomer, "USD");
    const written = table.rows.flat().filter((text) => String(text).endsWith("≈"));
    expect(written).toHaveLength(rows.length);
    expect(table.rows.at(-1)?.some((text) => String(text).includes("≈"))).toBe(false);
  });

  it.each([
    [{ axis: "calendar" }, /by age/],
    [{ split: "region" }, /by age/],
    [{ values: "percent" }, /cannot be projected/],
    [{ measure: "customers" }, /cannot be projected/],
    [{ project: 16 }, /16 steps are too many/],
  ] as const)("refuses %o", (about, message) => {
    expect(() => projectGrid(gridOf(about, false), catalog)).toThrow(message);
  });
});
