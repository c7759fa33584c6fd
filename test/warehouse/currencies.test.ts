import { describe, expect, it } from "vitest";
import { type Files, landed, scratch } from "./support/scratch.ts";

const amounts = "select net_revenue from landing.raw.transactions order by source_file, _record";
const header = "customer_id,transacted_at,net_revenue,currency";
const lines = (...rows: readonly string[]) => `${header}\n${rows.join("\n")}\n`;
const mixed = lines("c-1,2024-01-01,1.00,EUR", "c-2,2024-01-02,2.00,eur ", "c-3,2024-01-03,3.00,USD");

function mapping(amount: string, more = ""): string {
  return `version: 1\ntables:\n  transactions:\n    files: ["*.csv"]\n${more}    columns: { customer_id: customer_id, transacted_at: transacted_at, net_revenue: "${amount}" }\n`;
}

async function amountsOf(files: Files) {
  return (await landed(await scratch(files), amounts)).flat();
}

describe("order lines in several currencies", () => {
  it.each([
    ["a column of currencies", { "transactions.csv": mixed }],
    ["a column of currencies, mapped", { "orders.csv": mixed, "grounds.yml": mapping("net_revenue") }],
    [
      "JSON",
      {
        "transactions.json": JSON.stringify(
          ["EUR", "EUR", "USD"].map((currency) => ({
            customer_id: "c",
            transacted_at: "2024-01-01",
            net_revenue: 1,
            currency,
          })),
        ),
      },
    ],
    [
      "a file each",
      {
        "a.csv": lines("c-1,2024-01-01,1.00,EUR", "c-1,2024-01-01,1.00,EUR"),
        "b.csv": lines("c-1,2024-01-02,2.00,USD"),
        "grounds.yml": mapping("net_revenue"),
      },
    ],
    [
      "signs that a mapping takes off",
      {
        "orders.csv": lines("c-1,2024-01-01,€1.00,", "c-2,2024-01-02,€2.00,", "c-3,2024-01-03,$3.00,").replaceAll(
          "currency",
          "note",
        ),
        "grounds.yml": mapping("regexp_replace(net_revenue, '[€$]', '')"),
      },
    ],
  ])("are refused, because they cannot be added: %s", async (_name, files: Files) => {
    await expect(amountsOf(files)).rejects.toMatchObject({
      id: "source.mixedCurrencies",
      message: expect.stringMatching(/^\w+\.(csv|json) has amounts of several currencies$/),
      why: expect.stringMatching(/EUR 2, USD 1/),
      next: expect.stringContaining("filter"),
    });
  });

  it("are read if a filter keeps one of them", async () => {
    const files = { "orders.csv": mixed, "grounds.yml": mapping("net_revenue", "    filter: currency = 'EUR'\n") };
    expect(await amountsOf(files)).toEqual(["1.00"]);
  });

  it("are read if the amount's expression converts them to one", async () => {
    const rate = "net_revenue::decimal(18, 2) * if(currency = 'USD', 0.5, 1)";
    expect(await amountsOf({ "orders.csv": mixed, "grounds.yml": mapping(rate) })).toHaveLength(3);
  });

  it("of one currency are read, by sign as well as by code", async () => {
    const rows = lines("c-1,2024-01-01,€1.00,", "c-2,2024-01-02,EUR 2.00,", "c-3,2024-01-03,3.00,").replaceAll(
      "currency",
      "note",
    );
    const files = { "orders.csv": rows, "grounds.yml": mapping("regexp_replace(net_revenue, '[^0-9.]', '', 'g')") };
    expect(await amountsOf(files)).toEqual(["1.00", "2.00", "3.00"]);
  });

  it("of one currency are read, in any spelling", async () => {
    const one = lines("c-1,2024-01-01,1.00,EUR", "c-2,2024-01-02,2.00, eur", "c-3,2024-01-03,3.00,");
    expect(await amountsOf({ "transactions.csv": one })).toEqual(["1.00", "2.00", "3.00"]);
  });
});
