import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grocery } from "../fixtures/grocery.ts";
import { runHere } from "../helpers/command-line.ts";
import { writeFiles } from "../warehouse/support/scratch.ts";

let folder: string;
const place = () => ["--source", join(folder, "set"), "--warehouse", join(folder, "w.duckdb"), "--replicates", "100"];

/** The grocer's export with two of its discounts in one program. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "grounds-by-name-"));
  const files = grocery();
  const mapping = files["grounds.yml"]?.replace("name: Coupon match,", "name: Coupon match, program: coupon,");
  await writeFiles(join(folder, "set"), { ...files, "grounds.yml": mapping ?? "" });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const columns = { Coupon: "coupon_disc", "Coupon match": "coupon_match_disc", "Loyalty card": "retail_disc" };

/** What each discount took off on some days, by hand from the file, in the order of its programs. */
async function byHand(where: string): Promise<readonly (readonly [string, number])[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const sums = Object.values(columns).map((name) => `-sum(cast(${name} as decimal(18, 2)))::double`);
    const from = `read_csv('${join(folder, "set", "sales.csv")}', all_varchar = true)`;
    const result = await connection.runAndReadAll(`select ${sums.join(", ")} from ${from} as sale where ${where}`);
    const [amounts = []] = result.getRowsJS();
    return Object.keys(columns).map((name, at) => [name, Number(amounts[at])]);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

interface Side {
  readonly discounts_by_name: readonly { readonly program: string; readonly name: string; readonly amount: number }[];
  readonly coupon_discount: number;
  readonly difference: number;
}

async function sidesOf(...words: readonly string[]): Promise<readonly Side[]> {
  const { code, out, log } = await runHere("investigate", ...words, ...place(), "--format", "json");
  expect(code, log).toBe(0);
  return JSON.parse(out).true_up;
}

describe("the true-up lists each discount by its name", { timeout: 120_000 }, () => {
  it("of two periods, as in the files, and each program is the sum of its names", async () => {
    const sides = await sidesOf("--of", "period", "--base", "2024-Q1", "--compare", "2025-Q1");
    for (const [at, year] of [2024, 2025].entries()) {
      const named = sides[at]?.discounts_by_name ?? [];
      const hand = await byHand(`day between '${year}-01-01' and '${year}-03-31'`);
      expect(new Map(named.map(({ name, amount }) => [name, amount]))).toEqual(new Map(hand));
      expect(named.map(({ program }) => program)).toEqual(["coupon", "coupon", "loyalty_card"]);
      const coupons = (hand[0]?.[1] ?? 0) + (hand[1]?.[1] ?? 0);
      expect([sides[at]?.coupon_discount, sides[at]?.difference]).toEqual([coupons, 0]);
    }
  });

  it("of two cohorts, in their first 30 days, and the report and the workbook list them", async () => {
    const words = ["--base", "2024-01", "--compare", "2024-02", "--reversal-days", "any"];
    const sides = await sidesOf(...words);
    for (const [at, month] of ["2024-01", "2024-02"].entries()) {
      const hand = await byHand(`exists (
        select 1 from (select household_key, min(day) as first from read_csv('${join(folder, "set", "sales.csv")}', all_varchar = true) group by 1) as cohort
        where cohort.household_key = sale.household_key and cohort.first like '${month}%'
          and cast(sale.day as date) < cast(cohort.first as date) + 30)`);
      expect(new Map(sides[at]?.discounts_by_name.map(({ name, amount }) => [name, amount]))).toEqual(new Map(hand));
    }
    const report = join(folder, "report.md");
    expect((await runHere("investigate", ...words, ...place(), "--report", report)).code).toBe(0);
    const text = await readFile(report, "utf8");
    expect(text).toContain("The discounts of the tie-out by name");
    expect(text).toMatch(/\| Coupon match \| coupon \|/);
  });
});
