import type { Investigation } from "../../../analysis/investigation.ts";
import { countedKinds } from "../../../analysis/investigation-metric.ts";
import { kinds } from "../../../query/driver-fields.ts";
import { selectFrom, withClauses } from "../../../query/statement.ts";
import { sqlName, sqlText } from "../sql-literal.ts";
import { cellStatements } from "./cell-statements.ts";
import { labelsOf } from "./proof-figures.ts";
import { netTerms, ratioOf, stacked } from "./proof-terms.ts";

const labels = {
  refund: "Refunds",
  credit: "Credits",
  chargeback: "Chargebacks",
  replacement: "Replacements, at value",
};

/** Reversals by kind, and net revenue under each accounting of replacements, per customer. */
export function returnsProof(investigation: Investigation): string {
  const { switches } = investigation.question;
  const [base, compare] = labelsOf(investigation);
  const others = countedKinds(switches).filter((kind) => kind !== "replacement");
  const plain = netTerms(investigation, others);
  const contra = netTerms(investigation, [...others, "replacement"]);
  const rows: readonly (readonly [label: string, cents: string])[] = [
    ...kinds.map((kind) => [labels[kind], `reversal_${kind}`] as const),
    ["Cost of replacements", "replacement_cost"],
    ["Net revenue, replacements as cost", plain],
    ["Net revenue, replacements as contra revenue", contra],
    ["Net revenue, replacements excluded", plain],
    ["Net revenue after cost of replacements", `${plain} - replacement_cost`],
  ];
  const selects = rows.map(([label, cents]) => {
    const [before, after] = [0, 1].map((period) => ratioOf(`(${cents}) / 100.0`, "customers", period as 0 | 1));
    return selectFrom(
      [
        `${sqlText(label)} as what`,
        `${before} as ${sqlName(`${base} per customer`)}`,
        `${after} as ${sqlName(`${compare} per customer`)}`,
        `${after} - ${before} as change`,
      ],
      ["from cells"],
    );
  });
  return withClauses([["cells", cellStatements(investigation).channels]], stacked(selects));
}
