import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { emptySlice, type Slice } from "../../source/domain/slice.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import { customersBehind, linesBehind } from "../../source/query/drill-through.ts";
import { liftsOf, unknownValues, withoutUnknown } from "../../source/query/filter-check.ts";
import { plainValues } from "../helpers/plain-values.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const lines =
  "silver.fct_transactions as line join silver.dim_customer_acquisition using (customer_key) left join silver.dim_coffee_profile as profile using (coffee_profile_key)";

const ask = (slice: Partial<Slice>) => answerSlice(session.catalog, { ...emptySlice, ...slice }, session.run);

async function sql(text: string): Promise<readonly (readonly unknown[])[]> {
  return session.run({ sql: text, params: [] });
}

describe("parts of a slice", () => {
  it("are shown as shares of all, for amounts and counts, but for a cohort's size only by customer attributes", async () => {
    const byCustomer = await ask({ by: ["region"], measures: ["customers", "active_customers", "retention"] });
    expect(byCustomer.columns.map((column) => column.name)).toEqual([
      "region",
      "customers",
      "customers_share",
      "active_customers",
      "active_customers_share",
      "retention",
    ]);
    const byLine = await ask({ by: ["bag_size"], measures: ["customers", "active_customers"] });
    expect(byLine.columns.map((column) => column.name)).not.toContain("customers_share");
    expect(byLine.columns.at(-1)?.denominator).toBe("active customers of the whole slice (parts may overlap)");
    const expected = await sql(
      "select bag_size, count(distinct customer_key) / 15 from silver.fct_transactions group by 1",
    );
    for (const [bag, share] of expected)
      expect(byLine.rows.find((row) => row.values[0] === bag)?.values[3]).toBeCloseTo(Number(share), 9);
  });

  it("are shown as shares of the first dimension or of the others, with the denominator in the column's name", async () => {
    for (const [shareOf, name, partition] of [
      ["row", "net_revenue_share_of_region", "region"],
      ["column", "net_revenue_share_of_transaction_type", "transaction_type"],
    ] as const) {
      const { columns, rows } = await ask({ by: ["region", "transaction_type"], measures: ["net_revenue"], shareOf });
      expect(columns.at(-1)?.name).toBe(name);
      const expected = await sql(
        `select region, transaction_type, cast(sum(net_revenue) / sum(sum(net_revenue)) over (partition by ${partition}) as double) from ${lines} group by 1, 2`,
      );
      for (const [region, type, share] of expected)
        expect(rows.find((row) => row.values[0] === region && row.values[1] === type)?.values[3]).toBeCloseTo(
          Number(share),
          9,
        );
    }
  });

  it("have subtotals counted from the data, for both of two dimensions and for the first ones of more", async () => {
    const two = await ask({
      by: ["region", "roast"],
      measures: ["active_customers", "net_revenue_per_customer"],
      subtotals: true,
      totals: true,
    });
    const subtotals = two.rows.filter((row) => row.kind === "subtotal");
    const regions = await sql(
      `select region, count(distinct customer_key), cast(sum(net_revenue) as double) / (select count(*) from silver.dim_customer_acquisition as other where other.region = dim_customer_acquisition.region) from ${lines} group by 1`,
    );
    for (const [region, count, rate] of regions) {
      const row = subtotals.find((one) => one.values[0] === region && one.by?.join() === "region");
      expect(row?.values.slice(1, 3)).toEqual(["Subtotal", count]);
      expect(row?.values[4]).toBeCloseTo(Number(rate), 9);
    }
    const roasts = await sql(`select coalesce(roast, ''), count(distinct customer_key) from ${lines} group by 1`);
    for (const [roast, count] of roasts)
      expect(subtotals.find((one) => one.by?.join() === "roast" && one.values[1] === roast)?.values[2]).toBe(count);
    const three = await ask({ by: ["region", "roast", "bag_size"], measures: ["bags"], subtotals: true });
    expect(new Set(three.rows.filter((row) => row.kind === "subtotal").map((row) => row.by?.join()))).toEqual(
      new Set(["region", "region,roast"]),
    );
  });
});

describe("thresholds, order and the rest", () => {
  it("work on ratios and on measures that are not shown; nulls pass no threshold", async () => {
    const { rows } = await ask({
      by: ["acquisition_month"],
      measures: ["orders"],
      having: [{ measure: "retention", op: ">=", value: 1 }],
    });
    const expected = await sql(
      `select strftime(acquisition_month, '%Y-%m') from silver.dim_customer_acquisition left join silver.fct_transactions using (customer_key) group by acquisition_month having count(distinct fct_transactions.customer_key) = count(distinct dim_customer_acquisition.customer_key) order by 1`,
    );
    expect(rows.map((row) => row.values[0])).toEqual(expected.map(([month]) => month));
  });

  it("give thresholds, top and total that add up, with nulls among the keys", async () => {
    const { rows } = await ask({
      by: ["method"],
      measures: ["net_revenue"],
      having: [{ measure: "net_revenue", op: "<", value: 200 }],
      top: 2,
      totals: true,
    });
    expect(rows.map((row) => [row.kind, ...plainValues(row.values).slice(0, 2)])).toEqual([
      ["row", "french_press", 134.4],
      ["row", "espresso", 73],
      ["other", "Other", 362.7],
      ["total", "Total", 570.1],
    ]);
    const lowest = await ask({
      by: ["method"],
      measures: ["net_revenue"],
      top: 1,
      totals: true,
      sort: { measure: "net_revenue", descending: false },
    });
    expect(lowest.rows.map((row) => plainValues(row.values).slice(0, 2))).toEqual([
      ["", 11],
      ["Other", 559.1],
      ["Total", 570.1],
    ]);
  });

  it("count the rest of thousands of rows in one statement", async () => {
    const { rows } = await ask({
      by: ["transaction_date", "acquisition_date"],
      measures: ["net_revenue", "orders"],
      having: [{ measure: "net_revenue", op: ">", value: 10 }],
      totals: true,
    });
    const sum = rows.filter((row) => row.kind !== "total").reduce((total, row) => total + Number(row.values[2]), 0);
    expect(sum).toBeCloseTo(570.1, 9);
    expect(rows.find((row) => row.kind === "other")).toBeDefined();
  });

  it("give the same rows whether the cube or the facts answer", async () => {
    const filters = [{ dimension: "transaction_type", op: "in", values: ["gift"] }] as const;
    const cube = await ask({ by: ["point_of_entry"], measures: ["net_revenue"], filters });
    const facts = await ask({ by: ["point_of_entry"], measures: ["net_revenue", "orders"], filters });
    expect(cube.sql[0]?.sql).toContain("gold.cube");
    expect(facts.rows.map((row) => plainValues(row.values).slice(0, 2))).toEqual(
      cube.rows.map((row) => plainValues(row.values).slice(0, 2)),
    );
  });
});

describe("attributes of the coffee", () => {
  it("split a cohort grid consistently with filtering it", async () => {
    const query = {
      measure: "net_revenue",
      axis: "tenure",
      grain: "month",
      tenure: "rolling",
      values: "count",
      filters: [{ dimension: "roast", op: "not_in", values: ["light"] }],
      split: "method",
    } as const;
    const { rows } = await cohortGrid(session.catalog, query, session.span, session.run);
    const expected = await sql(
      `select coalesce(method, ''), cast(sum(net_revenue) as double) from ${lines} where tenure_month = 0 and coalesce(roast, '') <> 'light' and acquired_at + interval 30 day <= timestamp '2025-06-21' group by 1`,
    );
    expect(rows[0]?.cells[0]?.cohorts).toBe(6);
    for (const [method, value] of expected)
      expect(Number(rows.find((row) => row.key === method)?.cells[0]?.value ?? 0) * 6).toBeCloseTo(Number(value), 9);
  });
});

describe("what is behind a slice", () => {
  it("also exists for data without channels and regions, whose columns are left out", async () => {
    const { measures, dimensions } = session.catalog;
    const less = {
      measures: measures.filter(({ name }) => name !== "plug"),
      dimensions: dimensions.filter(({ name }) => !["region", "marketing_channel", "bag_size"].includes(name)),
    };
    const filters = [{ dimension: "method", op: "in", values: ["espresso"] }] as const;
    const page = { offset: 0, limit: 5 };
    const behind = await linesBehind(less, { ...emptySlice, filters }, page, session.run);
    const [[count, customers] = []] = await sql(
      `select count(*), count(distinct customer_key) from ${lines} where method = 'espresso'`,
    );
    expect(behind.total).toBe(count);
    expect(behind.columns).not.toContain("bag_size");
    expect(behind.columns).not.toContain("plug");
    const people = await customersBehind(less, { ...emptySlice, filters }, page, session.run);
    expect(people.total).toBe(customers);
    expect(people.columns).not.toContain("region");
  });
});

describe("filters of many values", () => {
  it("keep what one comparison for each would keep", async () => {
    const keep = async (dimension: string, op: "in" | "not_in", values: readonly string[]) => {
      const filters = [{ dimension, op, values }];
      const slice = { ...emptySlice, measures: ["order_lines"], filters };
      return Number((await answerSlice(session.catalog, slice, session.run)).rows[0]?.values[0] ?? 0);
    };
    const all = await keep("region", "not_in", ["nowhere"]);
    for (const [dimension, values] of [
      ["region", ["west", "south", ""]],
      ["tenure_month", ["0", "1", "2"]],
      ["transaction_date", ["2024-01-10", "2024-02", "2024-Q2", "2024-05-05"]],
      ["transaction_month", ["2024-01", "2024-Q2", "2025"]],
    ] as const) {
      const single = await Promise.all(values.map((value) => keep(dimension, "in", [value])));
      const overlaps = dimension === "transaction_date" ? await keep(dimension, "in", ["2024-05-05"]) : 0;
      const sum = single.reduce((one, other) => one + other, 0) - overlaps;
      expect([dimension, await keep(dimension, "in", values)]).toEqual([dimension, sum]);
      expect([dimension, await keep(dimension, "not_in", values)]).toEqual([dimension, all - sum]);
    }
  });

  it("with 20,000 values are planned as one list", async () => {
    const values = Array.from({ length: 20_000 }, (_, at) => `v${at}`);
    const filters = [{ dimension: "region", op: "in", values }] as const;
    const { rows, sql } = await answerSlice(
      session.catalog,
      { ...emptySlice, measures: ["order_lines"], filters },
      session.run,
    );
    expect(rows[0]?.values[0] ?? 0).toBe(0);
    expect(sql[0]?.sql.match(/\bor\b/g)).toBeNull();
    const [unknown] = await unknownValues(session.catalog, filters, session.run);
    expect([unknown?.values.length, unknown?.examples.length]).toEqual([20_000, 3]);
    const few = withoutUnknown([{ ...filters[0], values: [...values, "west"] }], unknown ? [unknown] : []);
    expect(few[0]?.values).toEqual([...values.slice(0, 100), "west"]);
  });
});

describe("filters that leave nothing", () => {
  it("name the nearest values that the data has, and the filter to lift", async () => {
    const filters = [
      { dimension: "region", op: "in", values: ["wset", "west", ""] },
      { dimension: "acquisition_month", op: "in", values: ["2030-01"] },
    ] as const;
    expect(await unknownValues(session.catalog, filters, session.run)).toEqual([
      {
        dimension: "region",
        values: ["wset", ""],
        examples: [
          { value: "wset", near: ["west"] },
          { value: "", near: ["midwest", "northeast", "south", "west"] },
        ],
      },
    ]);
    const lifts = await liftsOf(session.catalog, { ...emptySlice, filters }, session.run);
    const [[west] = []] = await sql(`select count(*) from ${lines} where region = 'west'`);
    expect(lifts).toEqual([{ filter: filters[1], orderLines: west }]);
  });
});
