import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { built, landed, root, scratch } from "./support/scratch.ts";

const shop = "Who,When,Units,Price\n a ,2024-01-01,2,1.25\nb,2024-01-02,-1,3\n,2024-01-03,1,1\n a ,2024-01-04,1,x\n";
const mapping = (columns: string, more = "") => `version: 1
name: Shop
currency: EUR
tables:
  transactions:
    files: [shop.csv]
${more}    columns:
      customer_id: trim(Who)
      transacted_at: When
${columns}
`;
const sum = "      net_revenue: try_cast(Units as integer) * try_cast(Price as decimal(18, 2))";

describe("a mapping", () => {
  it("maps other columns to the contract's by SQL, and leaves rows out by its filter", async () => {
    const folder = await scratch({
      "shop.csv": shop,
      "grounds.yml": mapping(sum, "    filter: Who is not null -- anonymous\n"),
    });
    expect(await landed(folder)).toEqual([
      ["a", "2.50", 1, 2],
      ["b", "-3.00", 2, 3],
      ["a", null, 4, 5],
    ]);
    expect(await landed(folder, "select file, rows from landing.raw.source_files")).toEqual([["shop.csv", 4]]);
  });

  it("keeps the first row of each value of distinct_on", async () => {
    const customers = `  customers:\n    files: [shop.csv]\n    distinct_on: customer_id\n    filter: Who is not null\n    columns: { customer_id: trim(Who), region: When }\n`;
    const folder = await scratch({ "shop.csv": shop, "grounds.yml": mapping(sum) + customers });
    expect(await landed(folder, "select customer_id, region from landing.raw.customers order by 1")).toEqual([
      ["a", "2024-01-01"],
      ["b", "2024-01-02"],
    ]);
  });

  it.each([
    [
      "an unknown column of the file",
      mapping("      net_revenue: Amount"),
      /transactions\.net_revenue fails \(.*grounds\.yml:10\)/,
    ],
    [
      "a value that does not fit",
      mapping("      net_revenue: Price::decimal(18, 2)"),
      /transactions\.net_revenue fails \(.*grounds\.yml:10\) .*try_cast/,
    ],
    [
      "a filter that is no SQL",
      mapping(sum, "    filter: Who is is\n"),
      /transactions\.filter fails \(.*grounds\.yml:7\)/,
    ],
    [
      "a column that the contract lacks",
      mapping(`${sum}\n      price: Price`),
      /grounds\.yml:11.*transactions has no column price/,
    ],
    ["a required column left out", mapping(""), /leaves out transactions\.net_revenue .*grounds\.yml:7/],
    ["a key nobody knows", mapping(sum, "    fitler: x\n"), /grounds\.yml:7/],
    ["a currency that is none", mapping(sum).replace("EUR", "euros"), /grounds\.yml:3.*currency/],
    ["no YAML", mapping(sum).replace("version: 1", "version: [1"), /The mapping is not right \(.*grounds\.yml:\d+\)/],
    [
      "a file that is not there",
      mapping(sum).replace("shop.csv", "store.csv"),
      /store\.csv is not in .*grounds\.yml:6/,
    ],
    ["two statements", mapping("      net_revenue: 1) from x; drop table y; select (1"), /net_revenue fails/],
    [
      "a look at other files",
      mapping("      net_revenue: (select content from read_text('/etc/hostname'))"),
      /net_revenue fails .*a query of its own/,
    ],
  ])("is refused at its line: %s", async (_name, text, expected) => {
    const folder = await scratch({ "shop.csv": shop, "grounds.yml": text });
    const failed = await landed(folder).then(
      () => ({ name: "" }),
      (error) => error,
    );
    expect(failed).toMatchObject({ name: "UserError" });
    expect([failed.message, failed.why, failed.next].join(" ")).toMatch(expected);
  });
});

describe("the shipped mapping of Online Retail", () => {
  it.runIf(process.env.GROUNDS_ONLINE_RETAIL)("gives the published cohort", async () => {
    const { outcome } = await built({
      source: process.env.GROUNDS_ONLINE_RETAIL ?? "",
      mapping: join(root, "data/mappings/online-retail.yml"),
      warehouse: "memory",
      projectDir: join(root, "sql"),
    });
    const rows = await outcome.database?.query(
      `select count(distinct customer_id) from silver.fct_transactions
       join silver.dim_customer_acquisition using (customer_id) where acquisition_month = date '2010-12-01'
       group by tenure_calendar_month order by tenure_calendar_month`,
    );
    await outcome.database?.close();
    expect(rows?.rows.flat()).toEqual([948, 362, 317, 367, 341, 376, 360, 336, 336, 374, 354, 474, 260]);
  });
});
