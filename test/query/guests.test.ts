import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { emptySlice, type Filter, type Slice } from "../../source/domain/slice.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { customersBehind, linesBehind } from "../../source/query/drill-through.ts";
import { unknownValues } from "../../source/query/filter-check.ts";
import { numbers } from "../analysis/random-cells.ts";
import { sessionOnFiles } from "../helpers/memory-session.ts";

/** 40 customers in three regions or none, and 100 order lines of guests among 400. */
function files() {
  const next = numbers(11);
  const whole = (below: number) => Math.floor(next() * below);
  const regions = ["north", "south", "west", ""];
  const customers = Array.from({ length: 40 }, (_, at) => `c${at},2024-01-01,${regions[at % 4]}`);
  const lines = Array.from({ length: 400 }, (_, at) => {
    const day = new Date(Date.UTC(2024, 0, 1 + whole(300))).toISOString().slice(0, 10);
    const customer = at % 4 === 0 ? "" : `c${whole(40)}`;
    return `t${at},o${at},${customer},${day},${whole(9000) / 100},s${whole(3)}`;
  });
  return {
    "customers.csv": ["customer_id,created_at,region", ...customers, ""].join("\n"),
    "transactions.csv": ["transaction_id,order_id,customer_id,transacted_at,net_revenue,store", ...lines, ""].join(
      "\n",
    ),
    "grounds.yml": `version: 1
tables:
  transactions:
    files: [transactions.csv]
    guests: true
    columns: { transaction_id: transaction_id, order_id: order_id, customer_id: customer_id, transacted_at: transacted_at, net_revenue: net_revenue }
  customers:
    files: [customers.csv]
    columns: { customer_id: customer_id, created_at: created_at, region: region }
dimensions:
  store: { label: Store, of: lines, column: store }
measures:
  nowhere_net: { of: net_revenue, where: { region: (none) } }
`,
  };
}

let session: Session;
beforeAll(async () => {
  session = await sessionOnFiles(files());
});
afterAll(() => session.close());

const measures = ["net_revenue", "order_lines", "orders", "active_customers"];

/** Net revenue in cents, order lines and orders of what a slice keeps. */
async function totalOf(slice: Partial<Slice>): Promise<readonly number[]> {
  const result = await answerSlice(session.catalog, { ...emptySlice, measures, ...slice }, session.run);
  const at = (name: string) => result.columns.findIndex((column) => column.name === name);
  const values = result.rows[0]?.values ?? [];
  return ["net_revenue", "order_lines", "orders"].map((name) => Math.round(Number(values[at(name)] ?? 0) * 100));
}

/** The same of each row of a breakdown, by its value. */
async function partsBy(dimension: string, slice: Partial<Slice> = {}) {
  const result = await answerSlice(
    session.catalog,
    { ...emptySlice, measures, by: [dimension], ...slice },
    session.run,
  );
  const at = (name: string) => result.columns.findIndex((column) => column.name === name);
  return result.rows.map(({ values }) => ({
    value: String(values[0] ?? ""),
    sums: ["net_revenue", "order_lines", "orders"].map((name) => Math.round(Number(values[at(name)] ?? 0) * 100)),
  }));
}

const minus = (all: readonly number[], part: readonly number[]) => all.map((one, at) => one - (part[at] ?? 0));

describe("order lines of guests, who have no value of a customer's dimension", () => {
  it.each(["region", "point_of_entry", "acquisition_month", "acquisition_store", "store"])(
    "are in the slices filtered by %s as in its breakdown",
    async (dimension) => {
      const all = await totalOf({});
      for (const { value, sums } of await partsBy(dimension)) {
        const filter = (op: Filter["op"]): Filter => ({ dimension, op, values: [value] });
        expect(await totalOf({ filters: [filter("in")] }), `is ${value}`).toEqual(sums);
        expect(await totalOf({ filters: [filter("not_in")] }), `is not ${value}`).toEqual(minus(all, sums));
        const page = { offset: 0, limit: 1 };
        const slice = { ...emptySlice, filters: [filter("in")] };
        const { total } = await linesBehind(session.catalog, slice, page, session.run);
        expect(total * 100, `lines of ${value}`).toBe(sums[1]);
        const customers = await customersBehind(session.catalog, slice, page, session.run);
        expect(customers.total, "a guest is no customer").toBeLessThanOrEqual(40);
      }
    },
  );

  it("are counted with the other values that a filter names or leaves out", async () => {
    const some: Filter = { dimension: "region", op: "in", values: ["north", ""] };
    const rest: Filter = { dimension: "region", op: "in", values: ["south", "west", "unknown"] };
    const [all, kept, others] = [
      await totalOf({}),
      await totalOf({ filters: [some] }),
      await totalOf({ filters: [rest] }),
    ];
    expect(kept).toEqual(minus(all, others));
    const both = [some, { dimension: "point_of_entry", op: "not_in", values: ["gift"] } as const];
    expect(await totalOf({ filters: both })).toEqual(kept);
  });

  it("are in the rest where only the largest rows are shown", async () => {
    for (const by of [["region"], ["region", "store"]]) {
      const slice = { ...emptySlice, by, measures: ["net_revenue"], top: 1, totals: true };
      const { rows } = await answerSlice(session.catalog, slice, session.run);
      const sum = (kind: string) =>
        rows.filter((row) => row.kind === kind).reduce((total, row) => total + Number(row.values[by.length]), 0);
      expect(sum("row") + sum("other"), by.join()).toBeCloseTo(sum("total"), 6);
    }
  });

  it("have a value that filters may name, and count in a measure of those without one", async () => {
    const named: Filter[] = [{ dimension: "point_of_entry", op: "in", values: [""] }];
    expect(await unknownValues(session.catalog, named, session.run)).toEqual([]);
    const [cents] = await totalOf({ filters: [{ dimension: "region", op: "in", values: [""] }] });
    const { rows } = await answerSlice(session.catalog, { ...emptySlice, measures: ["nowhere_net"] }, session.run);
    expect(Math.round(Number(rows[0]?.values[0]) * 100)).toBe(cents);
  });
});
