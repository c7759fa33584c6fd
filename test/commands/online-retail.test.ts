import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../helpers/command-line.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";

/** A sample of the shop's file; the whole file if GROUNDS_ONLINE_RETAIL names its folder. */
const sample = join(import.meta.dirname, "../fixtures/online-retail");
const shipped = join(import.meta.dirname, "../../data/mappings/online-retail.yml");
const whole = process.env.GROUNDS_ONLINE_RETAIL;

let scratch: Awaited<ReturnType<typeof scratchFolder>>;

beforeAll(async () => {
  scratch = await scratchFolder();
  process.env.GROUNDS_DATA = scratch.path;
});
afterAll(() => scratch.remove());

/** What each mapping counts as a customer's order lines. The proposed one counts cancellations as reversals. */
const kept = {
  shipped: "not contains(lower(coalesce(Description, '')), 'nan')",
  proposed: "Quantity::integer > 0",
} as const;

/** Customers by month of their first line who have a line in a month, from the file itself. */
async function byHand(folder: string, condition: string) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const read = `read_csv('${join(folder, "online_retail.csv.gz")}', all_varchar = true)`;
    const rows = await connection.runAndReadAll(
      `with bought as (select CustomerID as customer, date_trunc('month', InvoiceDate::timestamp) as month
         from ${read} where CustomerID is not null and ${condition}),
       first as (select customer, min(month) as acquired from bought group by 1)
       select strftime(acquired, '%Y-%m'), strftime(month, '%Y-%m'), count(distinct customer)::integer
       from bought join first using (customer) group by 1, 2 order by 1, 2`,
    );
    return rows.getRows();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

interface GridRow {
  readonly acquisition_month: string;
  readonly transaction_month: string;
  readonly active_customers: number | null;
}

async function gridOf(source: string, mapping: string): Promise<readonly GridRow[]> {
  const words = ["cohorts", "--axis", "calendar", "--measure", "active_customers", "--memory", "--format", "json"];
  const { code, out, log } = await runHere(...words, "--source", source, "--mapping", mapping);
  expect(code, log).toBe(0);
  return JSON.parse(out);
}

async function proposedFor(source: string): Promise<string> {
  const file = join(scratch.path, `${source === sample ? "sample" : "whole"}.yml`);
  const { code, log } = await runHere("map", source, "--yes", "--out", file, "--overwrite");
  expect([code, log]).toEqual([0, expect.stringMatching(/transactions from online_retail\.csv\.gz: \d+ rows\n/)]);
  return file;
}

describe("a sample of the Online Retail data", () => {
  it.each(["shipped", "proposed"] as const)("gives with the %s mapping what its file gives by hand", async (way) => {
    const mapping = way === "shipped" ? shipped : await proposedFor(sample);
    const shown = (await gridOf(sample, mapping)).flatMap((row) =>
      row.active_customers ? [[row.acquisition_month, row.transaction_month, row.active_customers]] : [],
    );
    const expected = await byHand(sample, kept[way]);
    expect(expected.length).toBeGreaterThan(50);
    expect(shown).toEqual(expected);
  });
});

describe.runIf(whole)("the whole Online Retail data", () => {
  it.each([
    ["shipped", [948, 362, 317, 367, 341, 376, 360, 336, 336, 374, 354, 474, 260]],
    ["proposed", [885, 324, 286, 340, 321]],
  ] as const)("gives the published cohort by the %s mapping", { timeout: 180_000 }, async (way, published) => {
    const source = whole ?? "";
    const grid = await gridOf(source, way === "shipped" ? shipped : await proposedFor(source));
    const first = grid.filter((row) => row.acquisition_month === "2010-12").map((row) => row.active_customers);
    expect(first.slice(0, published.length)).toEqual(published);
  });
});
