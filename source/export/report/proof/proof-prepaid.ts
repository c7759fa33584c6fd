import type { Investigation } from "../../../analysis/investigation.ts";
import { selectFrom, withClauses } from "../../../query/statement.ts";
import { sqlName } from "../sql-literal.ts";
import { cellStatements } from "./cell-statements.ts";
import { labelsOf } from "./proof-figures.ts";
import { ratioOf, stacked } from "./proof-terms.ts";

const plans = ["prepaid_3", "prepaid_6", "prepaid_12"] as const;

/** Per plan: customers, list value, depth, orders and discount in both periods. */
export function prepaidProof(investigation: Investigation): string {
  const labels = labelsOf(investigation);
  const both = (name: string, top: string, bottom: string) =>
    ([0, 1] as const).map((period) => `${ratioOf(top, bottom, period)} as ${sqlName(`${name} ${labels[period]}`)}`);
  const selects = plans.map((plan) =>
    selectFrom(
      [
        `'${plan.slice(8)} orders' as plan`,
        ...both("customers", `customers_on_${plan}`, "customers"),
        ...both("list value", `list_on_${plan}`, "list"),
        ...both("depth", `discount_${plan}`, `list_on_${plan}`),
        ...both("orders per 100 customers", `orders_on_${plan} * 100`, "customers"),
        ...both("discount per customer", `discount_${plan} / 100.0`, "customers"),
      ],
      ["from cells"],
    ),
  );
  return withClauses([["cells", cellStatements(investigation).channels]], stacked(selects));
}
