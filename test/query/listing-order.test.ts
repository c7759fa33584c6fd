import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { isFigure } from "../../source/domain/amount.ts";
import { cell } from "../../source/domain/cell.ts";
import { emptySlice } from "../../source/domain/slice.ts";
import type { RowPage, Value } from "../../source/domain/slice-result.ts";
import { csvRows } from "../../source/export/csv-line.ts";
import { customersBehind, linesBehind } from "../../source/query/drill-through.ts";
import { findRows } from "../../source/query/find-rows.ts";
import { writtenLines } from "../../source/query/written-listing.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, tinySession } from "../helpers/tiny-warehouse.ts";
import { scratch } from "../warehouse/support/scratch.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const everything = { offset: 0, limit: 10_000 };
const readers = { lines: linesBehind, customers: customersBehind } as const;
const read = (of: keyof typeof readers, order?: { readonly column: string; readonly descending: boolean }) =>
  readers[of](session.catalog, emptySlice, { ...everything, order }, session.run);
const valuesOf = ({ columns, rows }: RowPage, name: string) => rows.map((row) => row[columns.indexOf(name)] ?? null);

/** By value; nulls come last either way. */
function inOrder(values: readonly Value[], descending: boolean): boolean {
  const known = values.filter((value) => value !== null);
  const isLast = values.slice(0, known.length).every((value) => value !== null);
  const compare = (a: Value, b: Value) =>
    isFigure(a) && isFigure(b) ? Number(a) - Number(b) : Number(cell(a) > cell(b)) - Number(cell(a) < cell(b));
  return (
    isLast && known.every((value, at) => at === 0 || compare(known[at - 1] ?? null, value) * (descending ? -1 : 1) <= 0)
  );
}

describe("order lines and customers", () => {
  it.each(["lines", "customers"] as const)("come in the order of any column, always the same %s", async (of) => {
    const usual = await read(of);
    const sorted = (page: RowPage) => page.rows.map((row) => row.map(cell).join("\t")).sort();
    for (const column of usual.columns)
      for (const descending of [true, false]) {
        const page = await read(of, { column, descending });
        expect(inOrder(valuesOf(page, column), descending), `${column} ${descending}`).toBe(true);
        expect(sorted(page)).toEqual(sorted(usual));
      }
  });

  it("are found by a text in any column, at their position in the displayed order", async () => {
    const order = { column: "net_revenue", descending: true };
    const page = await read("lines", order);
    for (const text of ["2025-01", String(valuesOf(page, "customer_id")[3]).toUpperCase(), "no such text"]) {
      const has = (row: readonly Value[]) =>
        row
          .map((one) => cell(one))
          .join(" ")
          .toLowerCase()
          .includes(text.toLowerCase());
      const places = page.rows.flatMap((row, place) => (has(row) ? [place] : []));
      const found = await findRows(session.catalog, { of: "lines", slice: emptySlice, order, text }, session.run);
      expect(found.rows.map(([place]) => place)).toEqual(places);
      expect(found.total).toBe(places.length);
    }
  });

  it("are exported in the displayed order", async () => {
    const order = { column: "net_revenue", descending: false };
    const ids = valuesOf(await read("lines", order), "transaction_id");
    const csv: string[] = [];
    for await (const { bytes } of session.lines(writtenLines(session.catalog, emptySlice, csvRows(false), { order })))
      csv.push(...Buffer.from(bytes).toString("utf8").trim().split("\n"));
    expect(csv.map((line) => line.split(",")[0])).toEqual(ids);
  });

  it("are printed as on the screens: customers, sorted and limited", async () => {
    const warehouse = join(await scratch(), "w.duckdb");
    await copyTinyWarehouse(warehouse);
    const words = ["rows", "--customers", "--sort", "-orders", "--limit", "2", "--format", "json"];
    const { out } = await runHere(...words, "--source", tinySource, "--warehouse", warehouse);
    const page = await read("customers", { column: "orders", descending: true });
    const printed = JSON.parse(out) as readonly { readonly customer_id: string }[];
    expect(printed.map((row) => row.customer_id)).toEqual(valuesOf(page, "customer_id").slice(0, 2));
  });
});
