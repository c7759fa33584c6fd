import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessionOn } from "../../source/commands/open-session.ts";
import type { CohortQuery } from "../../source/domain/cohort.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { runHere } from "../helpers/command-line.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let instance: DuckDBInstance;
let raw: DuckDBConnection;

/** The demo as it is launched, with its raw files beside it in another database. */
beforeAll(async () => {
  scratch = await scratchFolder();
  process.env.GROUNDS_DATA = scratch.path;
  await answer("build");
  instance = await DuckDBInstance.create(":memory:");
  raw = await instance.connect();
  for (const name of ["transactions", "customers", "reversals", "subscription_state_changes"]) {
    await raw.run(`create view ${name} as select * from read_csv('${join(scratch.path, "raw", `${name}.csv`)}')`);
  }
  await raw.run(`
    create table entries as
    with events as (
      select customer_id, transacted_at as entered_at,
        case transaction_type when 'subscription' then 1 when 'a_la_carte' then 2 else 3 end as kind
      from transactions
      union all
      select gift_recipient_id, transacted_at, 4 from transactions where gift_recipient_id is not null
      union all
      select customer_id, changed_at, 1 from subscription_state_changes where state = 'started'
    )
    select customer_id, min(entered_at) as entered_at, arg_min(kind, row(entered_at, kind)) = 1 as is_subscriber
    from events group by customer_id`);
}, 300_000);
afterAll(async () => {
  raw.closeSync();
  instance.closeSync();
  await scratch.remove();
});

async function answer(...words: readonly string[]): Promise<string> {
  const ran = await runHere(...words);
  expect(ran.code, ran.log).toBe(0);
  return ran.out;
}

async function byHand(sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await raw.runAndReadAll(sql)).getRowsJson();
}

/** First-month net revenue per subscription customer of 2024-Q1 and 2025-Q1, with what this SQL adds to a line. */
async function firstMonth(added: string): Promise<readonly number[]> {
  const rows = await byHand(`
    with late as (
      select transaction_id, sum(amount) filter (where kind <> 'replacement') as amount
      from reversals join transactions using (transaction_id)
      where reversed_at > transacted_at + interval 60 day
      group by transaction_id
    )
    select sum(net_revenue::decimal(18, 4) + ${added})
        filter (where transacted_at < entered_at + interval 30 day) / count(distinct customer_id)
    from entries
    left join transactions using (customer_id)
    left join late using (transaction_id)
    where is_subscriber and date_trunc('quarter', entered_at) in (date '2024-01-01', date '2025-01-01')
    group by date_trunc('quarter', entered_at)
    order by date_trunc('quarter', entered_at)`);
  return rows.map(([value]) => Number(value));
}

/** Cumulative net revenue per subscription customer up to a month of lifetime, over the cohorts that have completed it. */
async function cumulative(month: number, channel: string | undefined): Promise<number> {
  const days = 30 * (month + 1);
  const [row] = await byHand(`
    with complete as (
      select customer_id, entered_at
      from entries join customers using (customer_id)
      where is_subscriber and ${channel === undefined ? "true" : `marketing_channel = '${channel}'`}
        and date_trunc('month', entered_at) + interval 1 month + interval ${days} day
          <= (select max(transacted_at)::date + interval 1 day from transactions)
    )
    select sum(net_revenue::decimal(18, 4)) filter (where transacted_at < entered_at + interval ${days} day)
      / count(distinct customer_id)
    from complete left join transactions using (customer_id)`);
  return Number(row?.[0]);
}

describe("the home case", () => {
  it("shows in one cell each what the question names, as SQL on the raw files gives it", async () => {
    const grid = ["cohorts", "--entry", "subscription", "--rows", "quarter", "--steps", "month", "--format", "json"];
    const cells = JSON.parse(await answer(...grid)).filter(
      (cell: Record<string, unknown>) =>
        cell.tenure_month === 0 && ["2024-Q1", "2025-Q1"].includes(String(cell.acquisition_quarter)),
    );
    const shown = cells.map((cell: Record<string, unknown>) => Number(cell.net_revenue_per_customer));
    expect(shown.map((value: number) => value.toFixed(2))).toEqual(["20.24", "10.20"]);
    expect(shown).toEqual((await firstMonth("0")).map((value) => expect.closeTo(value, 5)));
  });

  it.each([
    ["as booked", ["--reversal-days", "any"], "0", ["20.24", "10.20"]],
    ["within 60 days", [], "coalesce(late.amount, 0)", ["20.26", "10.25"]],
  ] as const)("explains its change with reversals %s", async (_, words, added, printed) => {
    const found = JSON.parse(await answer("investigate", "--entry", "subscription", ...words, "--format", "json"));
    const ends: readonly number[] = [found.base.value, found.compare.value];
    expect(ends.map((value) => value.toFixed(2))).toEqual(printed);
    expect(ends).toEqual((await firstMonth(added)).map((value) => expect.closeTo(value, 6)));
  });

  it("has the cumulative value of paid social in a split grid that SQL on the raw files gives", async () => {
    const words = ["cohorts", "--entry", "subscription", "--measure", "cumulative_net_per_customer"];
    const split = JSON.parse(await answer(...words, "--split", "marketing_channel", "--format", "json"));
    for (const [month, text] of Object.entries({ 5: "60.20", 12: "127.21", 28: "259.33" })) {
      const { cumulative_net_per_customer: shown } = split.find(
        (row: Record<string, unknown>) => row.tenure_month === Number(month) && row.marketing_channel === "paid_social",
      );
      expect(shown.toFixed(2)).toBe(text);
      expect(shown).toBeCloseTo(await cumulative(Number(month), "paid_social"), 5);
    }
  });

  it("has the same cumulative value of all cohorts, split and unsplit, as SQL on the raw files", async () => {
    const session = await sessionOn(await openWarehouse(join(scratch.path, "warehouse.duckdb")), true);
    try {
      const whole: CohortQuery = {
        measure: "cumulative_net_per_customer",
        axis: "tenure",
        grain: "month",
        tenure: "rolling",
        values: "count",
        filters: [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }],
      };
      for (const query of [whole, { ...whole, split: "marketing_channel" }]) {
        const { total } = await cohortGrid(session.catalog, query, session.span, session.run);
        for (const [month, text] of Object.entries({ 27: "282.84", 28: "287.75" })) {
          const shown = Number(total.cells[Number(month)]?.value);
          expect(shown.toFixed(2)).toBe(text);
          expect(shown).toBeCloseTo(await cumulative(Number(month), undefined), 5);
        }
      }
    } finally {
      await session.close();
    }
  });

  it("books the same net revenue as the raw file", async () => {
    const [row] = await byHand("select sum(net_revenue::decimal(18, 4)) from transactions");
    const slice = JSON.parse(await answer("slice", "--measure", "net_revenue", "--format", "json"));
    expect(slice[0].net_revenue).toBe(2663952.94);
    expect(Number(row?.[0])).toBe(2663952.94);
  });
});
