import { expect, it } from "vitest";
import { chosenRules } from "../../source/query/chosen-rules.ts";
import { runHere } from "../helpers/command-line.ts";
import { scratch, transactions } from "../warehouse/support/scratch.ts";

it("says in words what a mapping set, and nothing about other vars", () => {
  const vars = {
    net_includes: [],
    net_before: ["refund"],
    first_month_days: 28,
    price_point_premium_from: 5,
    run_at: "2024-01-01",
  };
  expect(chosenRules(JSON.stringify(vars)).map(({ says }) => says)).toEqual([
    "the source's net revenue is taken to be before discounts and reversals",
    "each refund is taken off the source's net revenue",
    "the first month of a customer is 28 days",
    "a product counts as premium from 5 per 100 g",
  ]);
});

it("is reported before the first answer", async () => {
  const folder = await scratch({
    "transactions.csv": transactions("c,2024-01-01,1", "c,2024-03-01,2"),
    "grounds.yml": "version: 1\nnet_includes: [discounts]\noptions: { bad_row_share: 0.05 }\ntables: {}\n",
  });
  const { log } = await runHere("slice", "--by", "region", "--source", folder, "--memory");
  expect(log).toContain("set      net_includes: the source's net revenue is taken to be after discounts");
  expect(log).toContain("set      bad_row_share: up to 5 % of a table's rows may be bad");
});
