import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { parseAnyPeriod } from "../../source/domain/fiscal-year.ts";
import { emptySlice, type Slice } from "../../source/domain/slice.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { parseMapping } from "../../source/warehouse/mapping/mapping.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { root, writeFiles } from "../warehouse/support/scratch.ts";

/** One order per month for two years, worth its number: 1 in January 2023, 24 in December 2024. */
const months = Array.from({ length: 24 }, (_, index) => new Date(Date.UTC(2023, index, 15)).toISOString().slice(0, 10));
const lines = `customer_id,transacted_at,net_revenue\n${months.map((day, index) => `c,${day},${index + 1}\n`).join("")}`;

async function sessionOf(namedBy: string) {
  const files = { "transactions.csv": lines, "grounds.yml": `version: 1\nfiscal_year_starts: february\n${namedBy}` };
  const source = await mkdtemp(join(tmpdir(), "grounds-fiscal-"));
  await writeFiles(source, files);
  try {
    return await memorySession({ source, projectDir: join(root, "sql") });
  } finally {
    await rm(source, { recursive: true });
  }
}

let byEnd: Session;
beforeAll(async () => {
  byEnd = await sessionOf("");
}, 60_000);
afterAll(() => byEnd.close());

async function rowsOf(session: Session, slice: Partial<Slice>) {
  const { rows } = await answerSlice(
    session.catalog,
    { ...emptySlice, measures: ["net_revenue"], ...slice },
    session.run,
  );
  return rows.map(({ values }) => values.slice(0, slice.against ? 3 : 2).map(String));
}

it("groups order lines by fiscal years and quarters, in chronological order", async () => {
  expect(await rowsOf(byEnd, { by: ["fiscal_year"] })).toEqual([
    ["FY2023", "1"],
    ["FY2024", "90"],
    ["FY2025", "209"],
  ]);
  expect((await rowsOf(byEnd, { by: ["fiscal_quarter"] })).slice(0, 3)).toEqual([
    ["FY2023-Q4", "1"],
    ["FY2024-Q1", "9"],
    ["FY2024-Q2", "18"],
  ]);
  const byStart = await sessionOf("fiscal_year_named_by: start\n");
  expect((await rowsOf(byStart, { by: ["fiscal_year"] })).map(([year]) => year)).toEqual([
    "FY2022",
    "FY2023",
    "FY2024",
  ]);
  await byStart.close();
});

it("accepts them as periods, filters and comparisons", async () => {
  const period = parseAnyPeriod("FY2024-Q1", byEnd.dataSet.fiscal);
  expect(await rowsOf(byEnd, { by: ["fiscal_year"], period })).toEqual([["FY2024", "9"]]);
  const filters = [{ dimension: "fiscal_quarter", op: "in", values: ["FY2025-Q1"] }] as const;
  expect(await rowsOf(byEnd, { by: ["fiscal_quarter"], filters, against: "year" })).toEqual([["FY2025-Q1", "45", "9"]]);
  expect(await rowsOf(byEnd, { by: ["transaction_month"], filters, against: "prior" })).toEqual([
    ["2024-02", "14", "11"],
    ["2024-03", "15", "12"],
    ["2024-04", "16", "13"],
  ]);
});

it("may be given as a month alone", () => {
  expect(() => parseMapping("g.yml", "version: 1\nfiscal_year_starts: Februar\n")).toThrow(/g\.yml:2/);
  expect(() => parseMapping("g.yml", "version: 1\nfiscal_year_named_by: start\n")).toThrow(/g\.yml:2/);
});

it("a line at 23:30 New York on 31 December belongs to December, its quarter and its fiscal year", async () => {
  const source = await mkdtemp(join(tmpdir(), "grounds-fiscal-"));
  await writeFiles(source, {
    "transactions.csv": "customer_id,transacted_at,net_revenue\nc,2025-01-01T04:30:00Z,7\nc,2025-01-01T05:30:00Z,5\n",
    "grounds.yml": "version: 1\ntime_zone: America/New_York\nfiscal_year_starts: january\n",
  });
  const session = await memorySession({ source, projectDir: join(root, "sql") });
  await rm(source, { recursive: true });
  const by = ["transaction_month", "transaction_quarter", "fiscal_year"];
  const { rows } = await answerSlice(session.catalog, { ...emptySlice, by, measures: ["net_revenue"] }, session.run);
  expect(rows.map(({ values }) => values.slice(0, 4).map(String)).toSorted()).toEqual([
    ["2024-12", "2024-Q4", "FY2024", "7"],
    ["2025-01", "2025-Q1", "FY2025", "5"],
  ]);
  await session.close();
});
