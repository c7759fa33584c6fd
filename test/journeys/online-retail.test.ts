import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { projectDir } from "../../source/commands/places.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { widthOf } from "../../source/domain/width.ts";
import { readCatalog } from "../../source/query/read-catalog.ts";
import type { ActionName } from "../../source/ui/state/actions.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { root } from "../helpers/places.ts";
import { plainValues } from "../helpers/plain-values.ts";
import { type Driver, type DriverOptions, openDriver } from "./driver.ts";

const source = join(root, "test/fixtures/online-retail");
let session: Session;
let app: Driver | undefined;

beforeAll(async () => {
  const mapping = join(root, "data/mappings/online-retail.yml");
  session = await memorySession({ source, mapping, projectDir: join(root, "sql") });
});
afterEach(() => app?.close());
afterAll(() => session.close());

async function open(options: DriverOptions = {}): Promise<Driver> {
  app = await openDriver(coreOf(session), { columns: 120, rows: 40, ...options });
  return app;
}

async function choose(driver: Driver, action: ActionName, text: string): Promise<void> {
  await driver.press(action);
  await driver.type(text);
  await driver.send("\r");
}

/** Order lines of the shop's own file, as its mapping reads them, without any of the models. */
const byHand = `
  with file as (
    select row_number() over () as record, regexp_replace(CustomerID, '\\.0$', '') as customer, Country as country,
      Description as description, InvoiceDate::timestamp as moment,
      round(Quantity::decimal(18, 4) * UnitPrice::decimal(18, 4), 2) as net
    from read_csv('${join(source, "online_retail.csv.gz")}', all_varchar = true) where CustomerID is not null),
  bought as (select * from file where not contains(lower(coalesce(description, '')), 'nan')),
  first as (select customer, min(moment) as acquired from bought group by 1)`;

/** Runs on the file itself, because the warehouse can no longer read files. */
async function sql(text: string): Promise<readonly (readonly unknown[])[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(`${byHand} ${text}`)).getRows();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe("a shop that sells neither coffee nor subscriptions", () => {
  it.each([
    [80, 24],
    [120, 40],
    [200, 60],
  ])("has every screen at %i x %i, and nothing that is not a number", async (columns, rows) => {
    const driver = await open({ columns, rows });
    for (const [actions, title] of [
      [[], "▸ Cohorts"],
      [["view"], "▸ Cohorts"],
      [["to_slices"], "▸ Slices ▸ leaderboards"],
      [["view"], "▸ Slices ▸ table"],
      [["view"], "▸ Slices ▸ pivot"],
      [["rows"], "▸ Rows ▸ order lines"],
      [["customers"], "▸ Rows ▸ customers"],
      [["to_pipeline"], "▸ Pipeline"],
      [["to_investigation"], "▸ Investigate"],
    ] as const) {
      await driver.press(...actions);
      const lines = driver.screen().split("\n");
      expect(driver.screen()).toContain(title);
      expect(driver.screen()).toContain("online-retail");
      expect(driver.screen()).not.toMatch(/NaN|Infinity|undefined|\bnull\b/);
      expect(lines).toHaveLength(rows);
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
    }
  });

  it("leaves out dimensions and measures without data, instead of showing them empty", async () => {
    const driver = await open({ columns: 200, rows: 60 });
    await driver.press("to_slices", "clear_filters");
    const whole = await readCatalog(projectDir());
    const has = new Set(session.catalog.dimensions.map((one) => one.name));
    const absent = whole.dimensions.filter((one) => !has.has(one.name));
    expect(absent.map((one) => one.name)).toEqual(
      expect.arrayContaining(["marketing_channel", "bag_size", "roast", "discount_program", "subscription_status"]),
    );
    expect(driver.screen()).toContain("region ──");
    for (const { label } of absent) expect(driver.screen()).not.toContain(`${label.toLowerCase()} ──`);
    for (const measure of ["list_revenue", "refunds", "welcome_discount"]) {
      await driver.press("measure");
      await driver.type(measure);
      expect(driver.screen(), measure).toContain("Nothing matches");
      await driver.send("\u001b");
    }
  });

  it("C1 C2 shows the grid as computed by hand from its file", async () => {
    const driver = await open();
    await choose(driver, "measure", "Active customers");
    await driver.press("axis");
    const grid = driver.store().data.grid();
    const shown = grid?.rows.flatMap((row) =>
      row.cells.flatMap((cell, index) =>
        cell?.value ? [[row.key, grid.columns[index]?.key, Number(cell.value), row.customers]] : [],
      ),
    );
    const expected = await sql(
      `select strftime(acquired, '%Y-%m'), strftime(moment, '%Y-%m'), count(distinct customer),
        max(size) from bought join first using (customer)
        join (select date_trunc('month', acquired) as month, count(*) as size from first group by 1) as cohort
        on cohort.month = date_trunc('month', acquired) group by 1, 2 order by 1, 2`,
    );
    expect(expected.length).toBeGreaterThan(50);
    expect(shown).toEqual(expected.map((row) => [row[0], row[1], Number(row[2]), Number(row[3])]));
  });

  it("S1 ranks regions as computed by hand from its file", async () => {
    const driver = await open();
    await driver.press("to_slices", "clear_filters");
    const board = driver.store().data.slice("board:region");
    const expected = await sql(
      `select country, cast(sum(net) as double) from bought
       join (select customer, arg_min(country, record) as country from file group by 1) as home using (customer)
       group by 1 order by 2 desc`.replaceAll("select country,", "select home.country,"),
    );
    expect(expected.length).toBeGreaterThan(2);
    expect(board?.rows.filter((row) => row.kind === "row").map((row) => plainValues(row.values).slice(0, 2))).toEqual(
      expected,
    );
  });

  it("leaves out the steps without data, and says which file they need", async () => {
    const driver = await open();
    await driver.press("to_investigation");
    expect(driver.screen().replaceAll(/\s+/g, " ")).toContain(
      "Left out, as the source has no data: welcome offer and prepaid plans (add discount_offerings, or a mapping), unit size and product mix (add products, or a mapping), returns (add reversals, or a mapping).",
    );
    expect(
      driver
        .store()
        .data.investigation()
        ?.steps.map(({ title }) => title),
    ).toEqual(["Confirm", "True-up", "Value per unit", "Volume", "Bridge", "Segments", "Report"]);
    await choose(driver, "step", "2");
    expect(driver.screen()).toContain("✓ ties out");
  });
});
