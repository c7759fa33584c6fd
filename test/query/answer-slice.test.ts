import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { emptySlice, type Slice } from "../../source/domain/slice.ts";
import { answerSlice, statementsOf } from "../../source/query/answer-slice.ts";
import { plainValues } from "../helpers/plain-values.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

async function answer(slice: Partial<Slice>) {
  const result = await answerSlice(session.catalog, { ...emptySlice, ...slice }, session.run);
  const names = result.columns.map((column) => column.name);
  const rows = result.rows.map(({ kind, values }) => ({
    kind,
    ...Object.fromEntries(names.map((name, i) => [name, plainValues(values)[i]])),
  }));
  return { ...result, rows };
}

/** One value of the facts, by the test's own SQL. */
async function byHand(select: string): Promise<unknown> {
  const [row] = await session.run({ sql: `select ${select}`, params: [] });
  return row?.[0];
}

describe("a slice", () => {
  it("answers the measures of the tiny source as worked out by hand", async () => {
    const { rows } = await answer({
      measures: ["customers", "orders", "bags", "list_revenue", "welcome_discount", "net_revenue", "plug"],
    });
    expect(rows).toEqual([
      {
        kind: "row",
        customers: 16,
        orders: 32,
        bags: 37,
        list_revenue: 638,
        welcome_discount: 13.8,
        net_revenue: 570.1,
        plug: 0.5,
      },
    ]);
  });

  it("gives customers per point of entry whatever they bought, and a total counted from the data", async () => {
    const { rows } = await answer({
      by: ["point_of_entry"],
      measures: ["customers", "active_customers"],
      totals: true,
    });
    expect(rows.map((row) => Object.values(row))).toEqual([
      ["row", "subscription", 8, 0.5, 8, 8 / 15],
      ["row", "a_la_carte", 4, 0.25, 4, 4 / 15],
      ["row", "gift_purchaser", 2, 0.125, 2, 2 / 15],
      ["row", "gift_recipient", 2, 0.125, 1, 1 / 15],
      ["total", "Total", 16, 1, 15, 1],
    ]);
  });

  it("never adds up distinct customers: several types at once, Other and Total are each counted", async () => {
    const two = await answer({
      measures: ["active_customers"],
      filters: [{ dimension: "transaction_type", op: "in", values: ["a_la_carte", "gift"] }],
    });
    const expected = await byHand(
      "count(distinct customer_id) from silver.fct_transactions where transaction_type in ('a_la_carte', 'gift')",
    );
    expect(two.rows[0]).toMatchObject({ active_customers: expected });
    const top = await answer({
      by: ["transaction_type"],
      measures: ["active_customers", "net_revenue"],
      top: 1,
      totals: true,
      sort: { measure: "net_revenue", descending: true },
    });
    const other = await byHand(
      "count(distinct customer_id) from silver.fct_transactions where transaction_type <> 'subscription'",
    );
    expect(top.rows.map((row) => [row.kind, (row as Record<string, unknown>).active_customers])).toEqual([
      [
        "row",
        await byHand(
          "count(distinct customer_id) from silver.fct_transactions where transaction_type = 'subscription'",
        ),
      ],
      ["other", other],
      ["total", 15],
    ]);
    const money = top.rows.map((row) => Number((row as Record<string, unknown>).net_revenue));
    expect((money[0] ?? 0) + (money[1] ?? 0)).toBeCloseTo(money[2] ?? 0, 9);
  });

  it("gives the same money from the cube and from the facts", async () => {
    const cube = await answer({
      by: ["bag_size", "transaction_month"],
      measures: ["net_revenue", "list_revenue", "discounts"],
    });
    const facts = await answer({
      by: ["bag_size", "transaction_month"],
      measures: ["net_revenue", "list_revenue", "discounts", "active_customers"],
    });
    expect(cube.sql[0]?.sql).toContain("gold.cube_customer_transaction_behavior");
    expect(facts.sql[0]?.sql).toContain("silver.fct_transactions");
    expect(
      facts.rows.map(({ active_customers: _, active_customers_share: __, ...row }: Record<string, unknown>) => row),
    ).toEqual(cube.rows);
  });

  it("compares cohorts at equal age: every time filter moves by the same distance", async () => {
    const { rows, comparedWith } = await answer({
      measures: ["customers", "net_revenue_per_customer"],
      filters: [
        { dimension: "acquisition_quarter", op: "in", values: ["2025-Q1"] },
        { dimension: "point_of_entry", op: "in", values: ["subscription"] },
        { dimension: "tenure_month", op: "in", values: ["0"] },
      ],
      against: "year",
    });
    expect(comparedWith).toContain("2024-Q1");
    expect(rows[0]).toMatchObject({
      customers: 4,
      net_revenue_per_customer: 19.925,
      net_revenue_per_customer_before: 44.4,
    });
  });

  it("applies thresholds, and shows the rest as Other", async () => {
    const { rows } = await answer({
      by: ["point_of_entry"],
      measures: ["net_revenue"],
      having: [{ measure: "net_revenue", op: ">", value: 100 }],
      totals: true,
    });
    expect(rows.map((row) => Object.values(row).slice(0, 3))).toEqual([
      ["row", "subscription", 324.3],
      ["row", "a_la_carte", 134],
      ["other", "Other", 111.8],
      ["total", "Total", 570.1],
    ]);
  });

  it("shows SQL that gives the same figures with its parameters bound", async () => {
    const slice: Slice = {
      ...emptySlice,
      by: ["region"],
      measures: ["net_revenue"],
      filters: [{ dimension: "bag_size", op: "in", values: ["large"] }],
    };
    const [statement] = statementsOf(session.catalog, slice);
    expect(statement?.params).toEqual(["large"]);
    expect(statement?.sql).not.toContain("large");
    const rows = statement ? await session.run(statement) : [];
    const { rows: shown } = await answer(slice);
    expect(rows.map(([, amount]) => Number(amount)).sort()).toEqual(
      shown.map((row) => (row as Record<string, unknown>).net_revenue).sort(),
    );
  });

  it.each([
    [{ by: ["regoin"] }, /no dimension "regoin"/, /"region"/],
    [{ measures: ["net_revenu"] }, /no measure "net_revenu"/, /"net_revenue"/],
    [{ measures: ["net_revenue"], against: "year" as const }, /no period to compare/, /--from/],
    [
      { measures: ["bags"], filters: [{ dimension: "tenure_month", op: "in" as const, values: ["x"] }] },
      /not a value of tenure_month/,
      /--where/,
    ],
  ])("says what to do about %j", async (slice, what, next) => {
    await expect(answer(slice)).rejects.toThrow(what);
    await expect(answer(slice)).rejects.toMatchObject({ next: expect.stringMatching(next) });
  });
});
