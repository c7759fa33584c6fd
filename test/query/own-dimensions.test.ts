import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { exportView } from "../../source/commands/export-view.ts";
import type { Session } from "../../source/commands/session.ts";
import { pivotOf } from "../../source/domain/pivot.ts";
import { segmentDimensions } from "../../source/domain/segment-dimension.ts";
import { emptySlice, type Slice } from "../../source/domain/slice.ts";
import { viewSlice } from "../../source/domain/view-slice.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import { linesBehind } from "../../source/query/drill-through.ts";
import { segmentCells } from "../../source/query/driver-segments.ts";
import { numbers } from "../analysis/random-cells.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { root, scratch } from "../warehouse/support/scratch.ts";
import { type RandomDimension, type RandomSource, randomSource } from "./random-dimensions.ts";

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

/** Cents by key over order lines, by hand. */
function byHand(source: RandomSource, by: readonly RandomDimension[], keeps = (_line: number) => true) {
  const sums = new Map<string, number>();
  for (const [index, { cents }] of source.lines.entries()) {
    if (!keeps(index)) continue;
    const key = JSON.stringify(by.map((one) => source.valueOn(one, index) ?? ""));
    sums.set(key, (sums.get(key) ?? 0) + cents);
  }
  return Object.fromEntries([...sums].toSorted());
}

async function bySlice(session: Session, slice: Partial<Slice>) {
  const { rows } = await answerSlice(
    session.catalog,
    { ...emptySlice, measures: ["net_revenue"], ...slice },
    session.run,
  );
  const width = slice.by?.length ?? 0;
  const sums = rows.map(({ values }) => [
    JSON.stringify(values.slice(0, width)),
    Math.round(Number(values[width]) * 100),
  ]);
  return Object.fromEntries(sums.toSorted());
}

it.each(seeds)(
  "split, filter, pivot, export, cohorts, rows and segments are those of the files for random own dimensions (%i)",
  {
    timeout: 120_000,
  },
  async (seed) => {
    const source = randomSource(seed);
    const next = numbers(seed);
    const pick = <T>(all: readonly T[]) => all[Math.floor(next() * all.length)] as T;
    const session = await memorySession({ source: await scratch(source.files), projectDir: join(root, "sql") });
    const known = source.dimensions.filter(({ name }) => session.catalog.dimensions.some((one) => one.name === name));
    expect(
      source.dimensions
        .filter((one) => !known.includes(one))
        .every(({ values }) => values.every((value) => value === null)),
    ).toBe(true);
    for (const one of known)
      expect(await bySlice(session, { by: [one.name] }), one.name).toEqual(byHand(source, [one]));
    for (let round = 0; round < 6 && known.length > 0; round += 1) {
      const [one, other, third] = [pick(known), pick(known), pick(known)];
      const value = source.valueOn(one, Math.floor(next() * source.lines.length)) ?? "";
      const op = round % 2 === 0 ? "in" : "not_in";
      const filters = [{ dimension: one.name, op, values: [value] }] as const;
      const keeps = (line: number) => ((source.valueOn(one, line) ?? "") === value) === (op === "in");
      const by = other === third ? [other] : [other, third];
      const slice = { by: by.map(({ name }) => name), filters };
      const expected = byHand(source, by, keeps);
      expect(await bySlice(session, slice), JSON.stringify(slice)).toEqual(expected);
      const pages = await linesBehind(
        session.catalog,
        { ...emptySlice, filters },
        { offset: 0, limit: 1000 },
        session.run,
      );
      expect(pages.total).toBe(source.lines.filter((_, line) => keeps(line)).length);
    }
    if (known.length > 0) await sameInPivot(source, session, [pick(known), pick(known)]);
    if (known.length > 0) await sameInExport(source, session, [pick(known), pick(known)]);
    await sameInRows(source, session, known);
    await sameInCohorts(source, session, known);
    await sameInSegments(session, known);
    await session.close();
  },
);

/** Cells of a pivot of two dimensions, the totals of its rows and columns, and the whole. */
async function sameInPivot(
  source: RandomSource,
  session: Session,
  [down, across]: readonly [RandomDimension, RandomDimension],
) {
  if (down === across) return;
  const slice = { ...emptySlice, by: [down.name, across.name], measures: ["net_revenue"] };
  const pivot = pivotOf(await answerSlice(session.catalog, viewSlice("pivot", slice, session.catalog), session.run));
  const cents = (value: unknown) => (value === null ? undefined : Math.round(Number(value) * 100));
  const [cells, ofRows, ofColumns] = [[down, across], [down], [across]].map((by) => byHand(source, by));
  const whole = source.lines.reduce((sum, line) => sum + line.cents, 0);
  const about = `${down.name} x ${across.name}`;
  expect(pivot.rows.length - 1, about).toBe(Object.keys(ofRows ?? {}).length);
  for (const { key, isTotal, values } of pivot.rows) {
    const expected = pivot.columns.map((column) =>
      isTotal ? ofColumns?.[JSON.stringify([column])] : cells?.[JSON.stringify([key, column])],
    );
    expect(values.map(cents), `${about}: ${key}`).toEqual([
      ...expected,
      isTotal ? whole : ofRows?.[JSON.stringify([key])],
    ]);
  }
}

/** The file that an export writes of two dimensions, under a filter on one of them. */
async function sameInExport(
  source: RandomSource,
  session: Session,
  [one, other]: readonly [RandomDimension, RandomDimension],
) {
  const by = one === other ? [one] : [one, other];
  const value = source.valueOn(one, 0) ?? "";
  const filters = [{ dimension: one.name, op: "in", values: [value] }] as const;
  const slice = { ...emptySlice, by: by.map(({ name }) => name), measures: ["net_revenue"], filters };
  const file = join(await scratch(), "slice.csv");
  await exportView(session, { kind: "slice", slice }, file, false);
  const names = [...by.map(({ name }) => `coalesce("${name}", '')`), "round(net_revenue::double * 100)::integer"];
  const csv = `read_csv('${file}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`;
  const rows = await rowsOf(`select ${names.join(", ")} from ${csv}`);
  const sums = rows.map((row) => [JSON.stringify(row.slice(0, -1).map(unguarded)), Number(row.at(-1))]);
  const keeps = (line: number) => (source.valueOn(one, line) ?? "") === value;
  expect(Object.fromEntries(sums.toSorted()), JSON.stringify(slice)).toEqual(byHand(source, by, keeps));
}

/** A text of an exported file without the quote that keeps spreadsheets from running it as a formula. */
function unguarded(value: unknown): string {
  return String(value).replace(/^'(?=[=+@-])/, "");
}

async function rowsOf(sql: string): Promise<readonly (readonly unknown[])[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The exported order lines: each line's values. */
async function sameInRows(source: RandomSource, session: Session, known: readonly RandomDimension[]) {
  const ofLines = known.filter(({ of }) => of !== "customers");
  const { columns, rows } = await linesBehind(session.catalog, emptySlice, { offset: 0, limit: 1000 }, session.run);
  for (const row of rows) {
    const line = Number(String(row[columns.indexOf("transaction_id")]).slice(1));
    for (const one of ofLines) {
      const cell = row[columns.indexOf(one.name)];
      expect(cell === null ? null : String(cell)).toBe(source.valueOn(one, line));
    }
  }
}

/** The calendar grid of a split adds up to the lines' sums: every line falls into one of its months. */
async function sameInCohorts(source: RandomSource, session: Session, known: readonly RandomDimension[]) {
  for (const one of known.slice(0, 3)) {
    const query = {
      measure: "net_revenue",
      axis: "calendar",
      grain: "month",
      tenure: "rolling",
      values: "count",
      filters: [],
      split: one.name,
    } as const;
    const grid = await cohortGrid(session.catalog, query, session.span, session.run);
    const sums = grid.rows.map(({ key, cells }) => [
      JSON.stringify([key]),
      cells.reduce((sum, cell) => sum + Math.round(Number(cell?.value ?? 0) * 100), 0),
    ]);
    const expected = Object.entries(byHand(source, [one])).filter(([, cents]) => cents !== 0);
    expect(Object.fromEntries(sums.filter(([, cents]) => cents !== 0).toSorted()), one.name).toEqual(
      Object.fromEntries(expected),
    );
  }
}

/** Customers by the value of each segment dimension: all of the periods, each once. */
async function sameInSegments(session: Session, known: readonly RandomDimension[]) {
  const segmentsBy = segmentDimensions(session.catalog);
  const own = segmentsBy.filter(({ name }) =>
    known.some((one) => name === one.name || name === `acquisition_${one.name}`),
  );
  const ofCustomers = known.filter(({ of }) => of === "customers").length;
  expect(own.length).toBeGreaterThanOrEqual(ofCustomers);
  const statement = segmentCells(
    {
      base: { from: "2024-01-01", to: "2024-06-30" },
      compare: { from: "2024-07-01", to: "2024-12-31" },
      filters: [],
      ...{
        firstDay: 0,
        windowDays: 30,
        reversalDays: 60,
        reversalMonth: "order",
        dataEnd: "2025-06-01",
        seed: 7,
        segmentsBy,
      },
    },
    { depth: "net", counted: [], cash: false },
  );
  const rows = await session.run(statement);
  const customers = await session.run({
    sql: `select ${own.map(({ name }) => `${name}::varchar`).join(", ") || "1"} from silver.dim_customer_acquisition
      where acquisition_date between '2024-01-01' and '2024-12-31'`,
    params: [],
  });
  for (const [at, { name }] of own.entries()) {
    const place = 2 + segmentsBy.findIndex((one) => one.name === name);
    const counted: Record<string, number> = {};
    for (const row of rows)
      counted[String(row[place])] = (counted[String(row[place])] ?? 0) + Number(row[2 + segmentsBy.length]);
    const expected: Record<string, number> = {};
    for (const row of customers) expected[String(row[at])] = (expected[String(row[at])] ?? 0) + 1;
    expect(counted, name).toEqual(expected);
  }
}
