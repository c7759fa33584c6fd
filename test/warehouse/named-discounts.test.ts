import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UserError } from "../../source/errors.ts";
import { parseMapping } from "../../source/warehouse/mapping/mapping.ts";
import { runHere } from "../helpers/command-line.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { root, scratch } from "./support/scratch.ts";

const projectDir = join(root, "sql");
const lines = `transaction_id,customer_id,transacted_at,net_revenue,quantity,coupon,card
t1,c1,2024-01-01,8,1,1.5,.5
t2,c1,2024-02-01,20,1,,x
t3,c2,2024-02-02,-1,1,3,0
t4,c2,2024-03-02,-2,0,2,
`;
const mapping = (...entries: readonly string[]) =>
  `version: 1\ndiscounts:\n${entries.map((one) => `  - ${one}\n`).join("")}`;
const both = mapping("{ name: Coupon, amount: coupon }", "{ name: Store card, program: card, amount: card }");

const said = (text: string) => {
  try {
    parseMapping("grounds.yml", text);
    return "accepted";
  } catch (error) {
    return error instanceof UserError ? `${error.message}: ${error.why}` : String(error);
  }
};

describe("named discounts", () => {
  it("are reported with line and next step if they cannot be read, are larger than their line, or fail", async () => {
    const source = await scratch({ "transactions.csv": lines, "grounds.yml": both });
    const { code, log } = await runHere(
      "slice",
      "--by",
      "discount_name",
      "--measure",
      "discounts",
      "--source",
      source,
      "--memory",
      "--bad-row-share",
      "0.5",
    );
    expect(code).toBe(0);
    expect(log).toContain("1 quarantined (not a number 1)");
    expect(log).toMatch(
      /doubtful discounts: 1 order line has discounts larger than the list value, by 1 in all \(first t3, line 4 of transactions\.csv\).* line 2 of .*grounds\.yml/,
    );
    const wrong = await scratch({
      "transactions.csv": lines,
      "grounds.yml": mapping("{ name: Coupon, amount: kupon }"),
    });
    const failed = await runHere("slice", "--source", wrong, "--memory");
    expect([failed.code, failed.log]).toEqual([
      1,
      expect.stringMatching(/discount_of_coupon fails \(.*grounds\.yml:3\)/),
    ]);
  });

  it("may have decimal commas in a plain column", async () => {
    const commas = lines
      .replace("1,1.5,.5", '1,"1,5","-,50"')
      .replace("1,,x", '1,"12,5",')
      .replace("1,3,0", '1,"1.000,5",0');
    const source = await scratch({ "transactions.csv": commas, "grounds.yml": both });
    const session = await memorySession({ source, projectDir, vars: { bad_row_share: 0.5 } });
    const amounts =
      "select discount_of_coupon, discount_of_store_card from bronze.stg_transactions order by transaction_id";
    expect(await session.run({ sql: amounts, params: [] })).toEqual([
      ["1.5000", "-0.5000"],
      ["12.5000", null],
      ["2.0000", null],
    ]);
    const bad = "select source_line, value, reason from bronze.quarantine";
    expect(await session.run({ sql: bad, params: [] })).toEqual([[4, "1.000,5", "not a number"]]);
    await session.close();
  });

  it("can come from a table, whose programs have their own measures; those without an order line are quarantined", async () => {
    const table =
      "transaction_id,name,program,amount\nt1,Five off,Store Coupon,1.50\nt1,Card,card,0.25\nt9,Card,card,1\n";
    const source = await scratch({ "transactions.csv": lines, "line_discounts.csv": table });
    const session = await memorySession({ source, projectDir, vars: { bad_row_share: 0.5 } });
    const ask = (sql: string) => session.run({ sql, params: [] });
    expect(
      await ask(
        "select store_coupon_discount, card_discount, other_discount, list_revenue, discount_program from silver.fct_transactions where transaction_id = 't1'",
      ),
    ).toEqual([["1.5000", "0.2500", "0.0000", "9.7500", "several"]]);
    expect(await ask("select source_line, column_name, value, reason from bronze.quarantine")).toEqual([
      [4, "transaction_id", "t9", "unknown value"],
    ]);
    expect(session.catalog.measures.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["store_coupon_discount", "card_discount_per_customer"]),
    );
    await session.close();
  });

  it.each([
    [
      "{ name: Till, amount: till }",
      ["-0.5000", "1.0000", "2.0000"],
      [/2 of its 3 amounts are negative: 2\.5000 off the list/],
    ],
    ["{ name: Till, amount: till, sign: turned }", ["-0.5000", "1.0000", "2.0000"], []],
    ["{ name: Till, amount: till, sign: as_written }", ["-2.0000", "-1.0000", "0.5000"], []],
  ])(
    "are turned if most of their amounts are negative, as an assumption until the sign is given: %s",
    async (entry, amounts, expected) => {
      const text =
        "transaction_id,customer_id,transacted_at,net_revenue,till\nt1,c1,2024-01-01,8,-2\nt2,c1,2024-01-02,9,-1\nt3,c1,2024-01-03,7,0.5\n";
      const source = await scratch({ "transactions.csv": text, "grounds.yml": mapping(entry) });
      const session = await memorySession({ source, projectDir });
      expect(session.dataSet.assumptions).toEqual(expected.map((one) => expect.stringMatching(one)));
      expect(await session.run({ sql: "select amount from silver.fct_line_discounts order by 1", params: [] })).toEqual(
        amounts.map((amount) => [amount]),
      );
      await session.close();
    },
  );

  it.each([
    [
      ["{ name: Coupon, amount: a }", "{ name: coupon, amount: b }"],
      /grounds\.yml:4\).*another discount is also called coupon/,
    ],
    [["{ name: Volume, amount: a }"], /grounds\.yml:3\).*no program can be called volume.*volume_offer/],
    [["{ name: A, program: Big Sale, amount: a }"], /grounds\.yml:3\).*lower-case letters/],
    [["{ name: A, amont: a }"], /grounds\.yml:3\).*amont/],
    [["{ name: A, program: welcome, amount: a }", "{ name: B, program: welcome, amount: b }"], /accepted/],
  ])("have names and programs that are valid in the model: %j", (entries, expected) => {
    expect(said(mapping(...entries))).toMatch(expected);
  });
});
