import { describe, expect, it } from "vitest";
import { doubles } from "../../source/domain/amount.ts";
import type { GridRow } from "../../source/domain/cohort.ts";
import { formatCell, formatChange } from "../../source/domain/format.ts";
import { csvRow } from "../../source/export/csv.ts";
import { gridSheet } from "../../source/export/sheet.ts";
import { preparedIn } from "../../source/ui/screens/cohorts/prepared.ts";
import { queriesOf } from "../../source/ui/store/store.ts";
import { statesIn, withStates } from "../helpers/states.ts";
import type { Driver } from "./driver.ts";
import { tinyApps } from "./opened.ts";

const { open, session } = tinyApps();

const cohorts = (app: Driver) => statesIn(app.store().state().place).cohorts;
const grid = (app: Driver) => {
  const found = app.store().data.grid();
  if (found === undefined) throw new Error("no grid");
  return found;
};
const row = (app: Driver, key: string): GridRow => {
  const found = [...grid(app).rows, grid(app).total].find((one) => one.key === key);
  if (found === undefined) throw new Error(`no row ${key}`);
  return found;
};
const values = (of: GridRow) => doubles(of.cells.map((cell) => cell?.value));
const sql = async (text: string) => (await session().run({ sql: text, params: [] }))[0]?.map(Number);

/** What a spreadsheet receives. */
async function copiedTable(app: Driver): Promise<string> {
  await app.press("copy_table");
  const code = app.written().split("\u001b]52;c;").at(-1)?.split("\u0007")[0] ?? "";
  return Buffer.from(code, "base64").toString();
}

/** Chooses by typing a search text. */
async function choose(app: Driver, action: "measure" | "compare" | "split" | "benchmark" | "search", text: string) {
  await app.press(action);
  await app.type(text);
  await app.send("\r");
}

describe("cohorts, on the tiny source", () => {
  it("opens what a cell of the grid on screen means, even while the next grid is being read", async () => {
    const app = await open({ columns: 200, rows: 40 });
    await app.press("tenure");
    await app.press("axis");
    await app.press("grain");
    await app.press("first_row");
    const state = app.store().state();
    expect(statesIn(state.place).cohorts.query).toMatchObject({
      axis: "calendar",
      tenure: "calendar",
      grain: "quarter",
    });
    const query = { ...statesIn(state.place).cohorts.query, axis: "tenure" } as const;
    const cohortsNext = { ...statesIn(state.place).cohorts, query };
    const next = { ...state, place: withStates(state.place, { cohorts: cohortsNext }) };
    const panes = [...queriesOf(next, app.store()).values()].filter((one) => one.kind === "slice");
    expect(panes.length).toBeGreaterThan(0);
    for (const { slice } of panes) {
      expect(slice.filters).toContainEqual({ dimension: "transaction_quarter", op: "in", values: ["2024-Q1"] });
    }
  });

  it("C1 shows cohorts of months, quarters and weeks, net per customer worked out by hand", async () => {
    const app = await open();
    expect(grid(app).rows.map((one) => [one.key, one.customers, one.cells[0]?.value])).toEqual([
      ["2024-01", 2, 45.6],
      ["2024-02", 1, 86.4],
      ["2024-03", 1, 0],
      ["2025-01", 2, 20.35],
      ["2025-02", 1, 10],
      ["2025-03", 1, 29],
    ]);
    await app.press("grain");
    const [quarter] = (await sql(
      `select sum(net_revenue) / 4.0 from silver.fct_transactions join silver.dim_customer_acquisition using (customer_id)
       where point_of_entry = 'subscription' and acquisition_quarter = date '2024-01-01' and tenure_day < 90`,
    )) ?? [Number.NaN];
    expect(row(app, "2024-Q1").customers).toBe(4);
    expect(row(app, "2024-Q1").cells[0]?.value).toBeCloseTo(quarter ?? Number.NaN, 2);
    await app.press("grain");
    expect(grid(app).rows.every((one) => /^\d{4}-\d{2}-\d{2}$/.test(one.key))).toBe(true);
    expect(grid(app).rows.reduce((sum, one) => sum + one.customers, 0)).toBe(8);
  });

  it("C2 C3 flips tenure and calendar with one key, keeping cursor and filters", async () => {
    const app = await open();
    await app.press("first_row", "down", "right");
    const before = cohorts(app);
    await app.press("axis");
    expect(cohorts(app).query).toEqual({ ...before.query, axis: "calendar" });
    expect(grid(app).rows[cohorts(app).cursor.row]?.key).toBe("2024-02");
    expect(grid(app).columns[cohorts(app).cursor.column]?.key).toBe("2024-03");
    await app.press("axis");
    expect(cohorts(app).cursor).toMatchObject({ row: 1, column: 1 });
  });

  it("C4 counts tenure in 30-day steps or in calendar months", async () => {
    const app = await open();
    const lines = async (column: string) =>
      (
        await sql(
          `select coalesce(sum(net_revenue), 0) / 2.0 from silver.fct_transactions
         join silver.dim_customer_acquisition using (customer_id)
         where point_of_entry = 'subscription' and acquisition_month = date '2024-01-01' and ${column} = 1`,
        )
      )?.[0] ?? Number.NaN;
    expect(row(app, "2024-01").cells[1]?.value).toBeCloseTo(await lines("tenure_month"), 2);
    await app.press("tenure");
    expect(row(app, "2024-01").cells[1]?.value).toBeCloseTo(await lines("tenure_calendar_month"), 2);
  });

  it("C5 shows counts, percent and running totals", async () => {
    const app = await open();
    await choose(app, "measure", "net revenue");
    const counted = values(row(app, "2024-01"));
    expect(counted[0]).toBe(91.2);
    await app.press("values");
    expect(values(row(app, "2024-01"))[1]).toBeCloseTo((counted[1] ?? 0) / 91.2, 9);
    await app.press("values");
    expect(values(row(app, "2024-01"))[1]).toBeCloseTo(91.2 + (counted[1] ?? 0), 9);
  });

  it.each([
    ["customers", "Customers", 2],
    ["active_customers", "Active customers", 2],
    ["retention", "Retention", 1],
    ["orders", "Orders", 5],
    ["bags", "Bags", 9],
    ["list_revenue", "List revenue", 103],
    ["discounts", "Discounts", 1.8],
    ["reversals", "Reversals", 10],
    ["net_revenue", "Net revenue", 91.2],
    ["net_revenue_per_customer", "Net revenue per customer", 45.6],
    ["list_revenue_per_customer", "List revenue per customer", 51.5],
  ])("C6 measures %s in month 0 of January 2024", async (name, label, value) => {
    const app = await open();
    await choose(app, "measure", label);
    expect(cohorts(app).query.measure).toBe(name);
    expect(row(app, "2024-01").cells[0]?.value).toBeCloseTo(value, 9);
  });

  it("C6 adds up net per customer over the lifetime", async () => {
    const app = await open();
    const net = values(row(app, "2024-01"));
    await choose(app, "measure", "Cumulative net");
    expect(row(app, "2024-01").cells[2]?.value).toBeCloseTo((net[0] ?? 0) + (net[1] ?? 0) + (net[2] ?? 0), 2);
  });

  it("C7 marks incomplete cells and leaves them out of averages and comparisons", async () => {
    const app = await open();
    const last = row(app, "2025-03");
    const open_ = last.cells.findIndex((cell) => cell?.complete === false);
    expect(open_).toBeGreaterThan(0);
    expect(app.screen()).toContain("* incomplete, in no average");
    const complete = grid(app).rows.flatMap((one) =>
      one.cells[open_]?.complete ? [one.cells[open_]?.customers ?? 0] : [],
    );
    expect(row(app, "total").cells[open_]?.customers).toBe(complete.reduce((sum, one) => sum + one, 0));
  });

  it("C8 weights the average by customers: never a mean of means", async () => {
    const app = await open();
    expect(row(app, "total").cells[0]?.value).toBeCloseTo((177.6 + 79.7) / 8, 9);
    expect(app.screen()).toMatch(/all +8 +32\.16/);
  });

  it("C9 shades cells without colour, scaled by grid, row or column", async () => {
    const app = await open({ columns: 120, rows: 40 });
    await choose(app, "measure", "Net revenue");
    const shaded = () =>
      app
        .screen()
        .split("\n")
        .filter((line) => /20\d\d-\d\d.*[░▒▓█]\s*\d/.test(line)).length;
    expect(shaded()).toBeGreaterThan(0);
    expect(app.screen()).toContain("░▒▓█");
    await app.press("heat");
    expect(app.screen()).toContain("low  ░▒▓█ high  by row");
    await app.press("heat");
    expect(app.screen()).toContain("by column");
    await app.press("heat");
    expect(app.screen()).toContain("heat off");
  });

  it("C10 draws the curves of marked rows, with names at their ends", async () => {
    const app = await open({ columns: 120, rows: 40 });
    await app.press("first_row", "mark");
    expect(app.screen()).toContain("v shows the curves");
    await app.press("down", "mark");
    expect(cohorts(app).marked).toEqual(["2024-01", "2024-02"]);
    await app.press("view");
    const screen = app.screen();
    expect(screen).toMatch(/[⠀-⣿]{2}/);
    expect(screen).toContain("━2024-01");
    expect(screen).toContain("╌2024-02");
    expect(screen).toMatch(/2024-01 +\$45\.60 +n 2/);
    expect(screen).toMatch(/2024-02 +\$86\.40 +n 1/);
  });

  it("C11 compares at equal age, cell by cell, and names the column whose change rows and pane show", async () => {
    const app = await open({ columns: 120, rows: 40 });
    expect(row(app, "2025-01").against).toBe("2024-01");
    await app.press("first_row", "down", "down", "down");
    for (const column of [0, 1]) {
      const key = grid(app).rows[cohorts(app).cursor.row]?.key ?? "";
      const [now, before] = [key, `${Number(key.slice(0, 4)) - 1}${key.slice(4)}`].map((one) =>
        Number(row(app, one).cells[column]?.value ?? 0),
      );
      const change = formatChange(((now ?? 0) - (before ?? 0)) / (before ?? 1), "percent").text;
      expect(app.screen()).toContain(`M${column} vs year`);
      expect(app.screen().match(new RegExp(`${key}.*${change.replace(/[+.]/g, "\\$&")}`))).not.toBeNull();
      expect(app.screen()).toMatch(new RegExp(`change +${change.replace(/[+.]/g, "\\$&")}`));
      await app.press("right");
    }
    await app.press("values", "values", "values");
    expect(cohorts(app).shows).toBe("change");
    expect(app.screen()).toContain("change in %, vs year at equal age");
    expect(app.screen()).toMatch(/2025-01 +2 +-55\.4/);
    await choose(app, "compare", "2024-02");
    expect(row(app, "2025-01").against).toBe("2024-02");
    expect(app.screen()).toMatch(/2025-01 +2 +-76\.4/);
  });

  it("C12 compares rows with all customers, a cohort or a number", async () => {
    const app = await open({ columns: 120, rows: 40 });
    await choose(app, "benchmark", "2024-02");
    expect(app.screen()).toMatch(/◆ 2024-02 +86\.40/);
    await choose(app, "benchmark", "$25.50");
    expect(app.screen()).toMatch(/◆ target 25\.50 +25\.50 +25\.50/);
    await app.press("view");
    expect(app.screen()).toContain("target 25.50");
  });

  it("C13 shows n and greys rates of too few customers, but not counts", async () => {
    const app = await open();
    expect(app.screen()).toContain("grey: n under 30");
    await choose(app, "measure", "Net revenue");
    expect(app.screen()).not.toContain("grey: n under 30");
  });

  it("C14 goes from a cell to its slice and to its customers", async () => {
    const app = await open({ columns: 200, rows: 60 });
    await choose(app, "search", "2024-01");
    await app.press("customers");
    expect(app.screen()).toMatch(/c-01/);
    expect(app.screen()).toMatch(/of 2 customers/);
    await app.press("go_back", "rows");
    expect(app.store().data.page()?.page.total).toBe(6);
    await app.press("go_back", "drill");
    expect(statesIn(app.store().state().place).slices.slice.filters).toEqual([
      { dimension: "point_of_entry", op: "in", values: ["subscription"] },
      { dimension: "acquisition_month", op: "in", values: ["2024-01"] },
      { dimension: "tenure_month", op: "in", values: ["0"] },
    ]);
    const board = app.store().data.slice("board:transaction_type");
    expect(Number(board?.rows.find((one) => one.kind === "total")?.values[1])).toBeCloseTo(91.2, 9);
  });

  it("C14 opens the same cell on every axis and grain", async () => {
    const app = await open();
    await choose(app, "search", "2024-01");
    await app.press("tenure", "first_column", "rows");
    const calendar = (
      await sql(
        `select count(*) from silver.fct_transactions join silver.dim_customer_acquisition using (customer_id)
       where point_of_entry = 'subscription' and acquisition_month = date '2024-01-01' and tenure_calendar_month = 0`,
      )
    )?.[0];
    expect(app.store().data.page()?.page.total).toBe(calendar);
    await app.press("go_back", "tenure", "grain", "first_row", "first_column", "rows");
    const quarter = (
      await sql(
        `select count(*) from silver.fct_transactions join silver.dim_customer_acquisition using (customer_id)
       where point_of_entry = 'subscription' and acquisition_quarter = date '2024-01-01' and tenure_month < 3`,
      )
    )?.[0];
    expect(app.store().data.page()?.page.total).toBe(quarter);
  });

  it("C15 has any dimension as filter or as rows", async () => {
    const app = await open();
    await app.press("clear_filters");
    await choose(app, "split", "Point of entry");
    expect(grid(app).rows.map((one) => [one.key, one.customers])).toEqual([
      ["subscription", 8],
      ["a_la_carte", 4],
      ["gift_purchaser", 2],
      ["gift_recipient", 2],
    ]);
    await app.press("filter");
    await app.type("entry");
    await app.send("\r");
    await app.type("gift");
    await app.send("\r");
    expect(grid(app).rows).toHaveLength(1);
  });

  it("starts on the newest cohort that is complete and comparable, so that why? has an answer at once", async () => {
    const app = await open();
    expect(grid(app).rows[cohorts(app).cursor.row]?.key).toBe("2025-03");
    await app.press("why");
    expect(statesIn(app.store().state().place).investigation.question).toMatchObject({
      base: { from: "2024-03-01" },
      compare: { from: "2025-03-01" },
    });
  });

  it("explains a cohort without a year before it against the one just before, and says so", async () => {
    const app = await open();
    await choose(app, "search", "2024-02");
    await app.press("why");
    expect(statesIn(app.store().state().place).investigation.question).toMatchObject({ base: { from: "2024-01-01" } });
    expect(app.screen()).toContain("no year before 2024-02");
    await app.press("go_back", "first_row", "why");
    expect(app.screen()).toContain("Nothing is before 2024-01");
  });

  it.each([
    ["cohorts", "", "Net revenue per customer", "all (weighted)", "all"],
    ["a split of totals", "Region", "Net revenue", "all (average)", "average"],
    ["a split in calendar time", "Region", "Active customers", "all", "all"],
  ])("gives the same in %s on screen, in the copied table and in the CSV", async (_, split, label, total, short) => {
    const app = await open();
    await choose(app, "measure", label);
    if (split !== "") await choose(app, "split", split);
    if (total === "all") await app.press("axis");
    const [head = [], ...copied] = (await copiedTable(app)).split("\n").map((line) => line.split("\t"));
    const prepared = preparedIn(app.store().data);
    const measure = prepared?.measure;
    if (prepared === undefined || measure === undefined) throw new Error("no grid");
    const csv = new Map(
      gridSheet(prepared.grid, measure, "USD").rows.map((cells) => [`${cells[0]} ${cells[1]}`, cells] as const),
    );
    expect(head).toEqual([
      split === "" ? "cohort" : "region",
      "customers",
      ...prepared.grid.columns.map((column) => column.label),
    ]);
    expect(copied.at(-1)?.[0]).toBe(total);
    expect(app.screen()).toMatch(new RegExp(`^  ${short} `, "m"));
    prepared.grid.rows.forEach((one, index) => {
      one.cells.forEach((cell, column) => {
        const line = csv.get(`${one.key} ${prepared.grid.columns[column]?.key}`);
        const text = copied[index]?.[column + 2] ?? "";
        expect(line?.[3] ?? undefined).toBe(cell?.value);
        expect(line?.[4] ?? true).toBe(!text.endsWith("*"));
        const written = cell?.value === undefined ? "" : csvRow([cell.value], false);
        expect(text.replace("*", "")).toBe(written);
        expect(formatCell(cell?.value, prepared.format, prepared)).toBe(prepared.values.texts[index]?.[column]?.trim());
      });
    });
  });

  it("shows the week a year before in the pane of a week", async () => {
    const app = await open({ columns: 120, rows: 40 });
    await app.press("grain", "grain");
    expect(cohorts(app).query.grain).toBe("week");
    const at = grid(app).rows.findIndex((one) => one.against !== undefined);
    const before = grid(app).rows[at]?.against ?? "";
    await choose(app, "search", grid(app).rows[at]?.key ?? "");
    expect(app.screen()).toMatch(new RegExp(`│ ${before} +\\$\\d`));
    expect(app.screen()).toMatch(/│ change +[▲▼=]/);
  });

  it("says that there is no year before if no row has one", async () => {
    const app = await open({ columns: 120, rows: 40 });
    expect(app.screen()).toContain("c vs year ago");
    await choose(app, "split", "Region");
    expect(app.screen()).toContain("c no year before");
    expect(app.screen()).not.toContain("vs year");
  });

  it("looks right at 80x24", async () => {
    expect((await open()).screen()).toMatchSnapshot();
  });
});
