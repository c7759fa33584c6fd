import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { formatCell } from "../../source/domain/format.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, scratchFolder, tinySession } from "../helpers/tiny-warehouse.ts";
import { scratch } from "../warehouse/support/scratch.ts";

type Days = readonly [from: string, to: string];

interface Answer {
  readonly base: { readonly customers: number; readonly value: number };
  readonly compare: { readonly customers: number; readonly value: number };
  readonly change: number;
  readonly groups: readonly { readonly name: string; readonly contribution: number }[];
  readonly drivers: readonly { readonly name: string; readonly group: string; readonly contribution: number }[];
  readonly kinds: readonly {
    readonly kind: string;
    readonly customers_base: number;
    readonly customers_compare: number;
    readonly base: number;
    readonly compare: number;
  }[];
  readonly true_up: readonly { readonly rows: number; readonly net_as_booked: number; readonly difference: number }[];
}

let session: Session;
let folder: Awaited<ReturnType<typeof scratchFolder>>;
let warehouse: string;
beforeAll(async () => {
  session = await tinySession();
  folder = await scratchFolder();
  warehouse = join(folder.path, "w.duckdb");
  await copyTinyWarehouse(warehouse);
});
afterAll(async () => {
  await session.close();
  await folder.remove();
});

async function ask(...words: string[]): Promise<Answer> {
  const place = ["--source", tinySource, "--warehouse", warehouse];
  const { code, out } = await runHere("investigate", "--format", "json", ...place, ...words);
  expect(code).toBe(0);
  return JSON.parse(out);
}

/** Customers by kind from bronze alone, by hand. */
async function kindsByHand(base: Days, compare: Days) {
  const rows = await session.run({
    sql: `with days as (
      select customer_id, cast(transacted_at as date) as day, net_revenue from bronze.stg_transactions
    ), customers as (
      select customer_id,
        count(*) filter (day between cast($1 as date) and cast($2 as date)) > 0 as in_base,
        count(*) filter (day between cast($3 as date) and cast($4 as date)) > 0 as in_compare,
        min(day) as first_day
      from days group by customer_id
    )
    select case when in_base and in_compare then 'retained' when in_base then 'lost'
        when first_day > cast($2 as date) then 'new' else 'returned' end as kind, count(*) as customers
    from customers where in_base or in_compare group by kind`,
    params: [...base, ...compare],
  });
  return new Map(rows.map(([kind, customers]) => [String(kind), Number(customers)]));
}

async function netByHand(from: string, to: string): Promise<number> {
  const sql = `select cast(sum(net_revenue) as double) from bronze.stg_transactions
    where cast(transacted_at as date) between cast($1 as date) and cast($2 as date)`;
  const [[net] = []] = await session.run({ sql, params: [from, to] });
  return Number(net);
}

const quarters: readonly (readonly [string, Days, string, Days])[] = [
  ["2024-Q1", ["2024-01-01", "2024-03-31"], "2024-Q2", ["2024-04-01", "2024-06-30"]],
  ["2024-01", ["2024-01-01", "2024-01-31"], "2024-02..2024-12", ["2024-02-01", "2024-12-31"]],
  ["2024", ["2024-01-01", "2024-12-31"], "2025", ["2025-01-01", "2025-12-31"]],
];

describe("grounds investigate --of period", () => {
  it.each(quarters)("agrees with SQL by hand from %s %j to %s %j", async (base, baseDays, compare, compareDays) => {
    const answer = await ask("--of", "period", "--base", base, "--compare", compare);
    expect(answer.base.value).toBeCloseTo(await netByHand(...baseDays), 9);
    expect(answer.compare.value).toBeCloseTo(await netByHand(...compareDays), 9);
    const hand = await kindsByHand(baseDays, compareDays);
    for (const { kind, customers_base, customers_compare } of answer.kinds)
      expect(Math.max(customers_base, customers_compare), kind).toBe(hand.get(kind));
    const of = (name: string) => hand.get(name) ?? 0;
    expect(answer.base.customers).toBe(of("retained") + of("lost"));
    expect(answer.compare.customers).toBe(of("retained") + of("new") + of("returned"));
  });

  it.each(quarters)("adds up to the change from %s %j to %s, and ties out", async (base, _, compare) => {
    for (const metric of ["net_revenue", "list_revenue", "bags", "orders"]) {
      const answer = await ask("--of", "period", "--base", base, "--compare", compare, "--metric", metric);
      const sum = answer.groups.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(answer.change, 9);
      expect(answer.change).toBeCloseTo(answer.compare.value - answer.base.value, 9);
      const kinds = answer.kinds.reduce((total, kind) => total + kind.compare - kind.base, 0);
      expect(kinds).toBeCloseTo(answer.change, 9);
      expect(answer.true_up.map(({ difference }) => difference)).toEqual([0, 0]);
    }
  });

  it("answers for the lines that the filters keep", async () => {
    const answer = await ask(
      "--of",
      "period",
      "--base",
      "2024-Q1",
      "--compare",
      "2024-Q2",
      "--where",
      "transaction_type=gift",
    );
    const sql = `select cast(coalesce(sum(net_revenue), 0) as double) from bronze.stg_transactions
      where transaction_type = 'gift' and cast(transacted_at as date) between date '2024-01-01' and date '2024-03-31'`;
    const [[net] = []] = await session.run({ sql, params: [] });
    expect(answer.base.value).toBeCloseTo(Number(net), 9);
  });
});

describe("grounds investigate --of groups", () => {
  it("compares two groups in the same days, and adds up", async () => {
    const regions = await session.run({
      sql: "select distinct customer.region from silver.fct_transactions as line inner join silver.dim_customer_acquisition as customer on line.customer_key = customer.customer_key where customer.region is not null order by 1",
      params: [],
    });
    const [one, other] = regions.map(([region]) => String(region));
    const words = ["--base-where", `region=${one}`, "--compare-where", `region=${other}`];
    const answer = await ask("--of", "groups", ...words);
    const sum = answer.groups.reduce((total, { contribution }) => total + contribution, 0);
    expect(sum).toBeCloseTo(answer.compare.value - answer.base.value, 9);
    expect(answer.kinds.map(({ kind }) => kind)).toEqual(["all"]);
    expect(answer.true_up.map(({ difference }) => difference)).toEqual([0, 0]);
  });
});

describe("what cannot be asked is rejected with the nearest question, which has an answer", () => {
  const groups = (dimension: string, one: string, other: string) => [
    ...["--of", "groups", "--base-where", `${dimension}=${one}`],
    ...["--compare-where", `${dimension}=${other}`],
  ];

  it.each([
    ["periods that overlap", ["--of", "period", "--base", "2025", "--compare", "2025-Q1"], /The two periods overlap/],
    [
      "periods outside the data",
      ["--of", "period", "--base", "1999", "--compare", "2024"],
      /1999 lies outside the data/,
    ],
    ["a measure without a tree", ["--of", "period", "--metric", "discounts"], /A total of "discounts" cannot be/],
    [
      "groups that share customers",
      groups("transaction_type", "subscription", "a_la_carte"),
      /The two groups share \d+ customers?/,
    ],
    ["groups by what was bought", groups("bag_size", "standard", "large"), /The two groups share \d+ customers?/],
  ])("%s", async (_, words, what) => {
    const place = ["--source", tinySource, "--warehouse", warehouse];
    const refused = await runHere("investigate", ...words, ...place);
    expect([refused.code, refused.log]).toEqual([expect.any(Number), expect.stringMatching(what)]);
    expect(refused.code).toBeGreaterThan(0);
    const [, said = ""] =
      /nearest question(?:, of each customer's first order)?: (--.*?)[.;]?$/m.exec(refused.log) ?? [];
    expect(said, refused.log).not.toBe("");
    // Any of the metrics will do; a placeholder is not a value of the data.
    const [first = ""] = said.split(/; or |, /);
    if (first.includes("…")) return;
    const nearest = [...first.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    const of = ["--of", words[1] ?? ""];
    const found = await runHere("investigate", ...of, ...nearest, ...place, "--format", "json");
    expect(found.code, found.log).toBe(0);
  });
});

describe("two groups by something that each customer has one value of", () => {
  it.each([
    ["region=west", "region=west,south", "region=west"],
    ["region!=east", "region=south,east", "region=south"],
  ])("are refused with the value that is on both sides: %s against %s", async (base, compare, common) => {
    const words = ["--of", "groups", "--base-where", base, "--compare-where", compare];
    const place = ["--source", tinySource, "--warehouse", warehouse];
    const { code, log } = await runHere("investigate", ...words, ...place);
    expect(code).toBe(1);
    expect(log).toContain(`Both groups have ${common}`);
    expect(log).not.toContain("marketing_channel");
  });
});

describe("a question about totals on a source of few columns", () => {
  const lines = ["2024-01-10", "2024-02-10", "2024-03-10", "2025-01-10", "2025-02-10", "2025-03-10"].flatMap(
    (day, at) => ["a", "b", "c"].map((customer) => `${customer},${day},${10 + at}.00`),
  );

  it.each([
    ["period", ["--base", "2024-Q1", "--compare", "2025-Q1"]],
    ["groups", ["--base-where", "acquisition_month=2024-01", "--compare-where", "acquisition_month=2024-02"]],
  ])("leaves out the steps that it has no data for, and says what would bring them: %s", async (of, words) => {
    const later = "d,2024-02-11,5.00\nd,2025-02-11,6.00";
    const source = await scratch({
      "transactions.csv": `customer_id,transacted_at,net_revenue\n${lines.join("\n")}\n${later}\n`,
    });
    const asked = ["investigate", "--of", of, ...words, "--source", source, "--memory", "--format", "json"];
    const { code, out, log } = await runHere(...asked);
    expect(code, log).toBe(0);
    const { steps, caveats } = JSON.parse(out);
    expect(steps.map(({ id }: { id: string }) => id)).toEqual([
      "confirm",
      "true_up",
      "customers",
      "volume",
      "list_price",
      "bridge",
      "segments",
      "report",
    ]);
    expect(caveats).toContain(
      "Left out, as the source has no data: product mix (add product_id in transactions, or a mapping), discounts (add discount_offerings, or a mapping), returns (add reversals, or a mapping).",
    );
    const { question, finding } = steps.find(({ id }: { id: string }) => id === "list_price");
    expect(question).toBe("Did a unit bring more or less before discounts and reversals?");
    expect(finding).toMatch(/^Value per unit\b.*The source has no prices in products.* provides them\.$/);
  });
});

describe("the report of a question about totals", () => {
  it("has headline, bridge, tie-out and steps, and the same bytes again", async () => {
    const place = ["--source", tinySource, "--warehouse", warehouse, "--replicates", "100"];
    const words = ["investigate", "--of", "period", "--base", "2024", "--compare", "2025", ...place];
    const files = ["one.md", "two.md", "page.html"].map((name) => join(folder.path, name));
    for (const file of files) expect((await runHere(...words, "--report", file)).code).toBe(0);
    const [one = "", two, page = ""] = await Promise.all(files.map((file) => readFile(file, "utf8")));
    expect(one).toBe(two);
    for (const text of [
      "All customers, 2025 against 2024",
      "## The bridge",
      "## True-up",
      "## Customers",
      "--of period",
    ])
      expect(one).toContain(text);
    expect(page).toContain("<svg");
    const { true_up } = await ask("--of", "period", "--base", "2024", "--compare", "2025", "--replicates", "100");
    expect(one).toContain(`| Order lines | ${true_up.map(({ rows }) => formatCell(rows, "count")).join(" | ")} |`);
  });
});
