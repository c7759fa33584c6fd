import { type Field, kinds } from "../query/driver-fields.ts";
import { metricOf } from "./coffee-factors.ts";
import { barOf, beside, cent, discountPlaces, type Evidence, ratio } from "./evidence.ts";
import type { Step } from "./investigation.ts";
import { changeColumn, column } from "./step-columns.ts";
import { explains, movements, percent } from "./words.ts";

/** Step 8: refunds, credits, chargebacks and replacements, and net revenue under each accounting of replacements. */
export function returnsStep(evidence: Evidence): Step {
  const { words, bridge, months, base, compare } = evidence;
  const bar = barOf(evidence, "reversals");
  const counted = evidence.options.counted;
  const billed = ["list"] as const;
  const share = (period: 0 | 1) => {
    const list = ratio(evidence, period, billed, ["customers"]);
    const less = ratio(evidence, period, discountPlaces(evidence), ["customers"]);
    const reversed = ratio(
      evidence,
      period,
      counted.map((kind) => `reversal_${kind}` as const),
      ["customers"],
    );
    return list - less === 0 ? 0 : reversed / (list - less);
  };
  const replaced = (period: 0 | 1) => ratio(evidence, period, ["orders_replaced"], ["orders"]);
  const facts = movements([
    { subject: "their share of billed value", before: share(0), after: share(1), write: percent },
    { subject: "the share of orders replaced", before: replaced(0), after: replaced(1), write: percent },
  ]);
  return {
    id: "returns",
    title: "Returns",
    question: "Are more orders refunded, credited or replaced, and does the accounting of replacements matter?",
    verdict: bar.verdict,
    finding: explains(words, { text: "Reversals", isMany: true }, bar, bridge, facts),
    table: {
      columns: [
        column("what", "text"),
        column(`${base.label} per customer`, "money"),
        column(`${compare.label} per customer`, "money"),
        changeColumn("change", "money"),
        column("counts", "text"),
      ],
      rows: returnRows(evidence),
    },
    series: kinds.flatMap((kind) =>
      months.series(`${kind}s per customer`, "money", (month) =>
        months.ratio(month, [`reversal_${kind}`], ["customers"], cent),
      ),
    ),
    sql: [evidence.statements.channels, evidence.statements.months],
    ...beside(evidence, "Reversals"),
  };
}

const returnLabels: Readonly<Record<string, string>> = {
  refund: "Refunds",
  credit: "Credits",
  chargeback: "Chargebacks",
  replacement: "Replacements, at value",
};

function returnRows(evidence: Evidence): readonly (readonly (string | number | null)[])[] {
  const { totals, options, question } = evidence;
  const row = (label: string, before: number, after: number, counts: string) => [
    label,
    before,
    after,
    after - before,
    counts,
  ];
  const perCustomer = (field: Field) =>
    ([0, 1] as const).map((period) => ratio(evidence, period, [field], ["customers"], cent));
  const others = options.counted.filter((kind) => kind !== "replacement");
  const under = (isContra: boolean) =>
    ([0, 1] as const).map((period) =>
      metricOf(totals[period], { ...options, depth: "net", counted: isContra ? [...others, "replacement"] : others }),
    );
  const [cost0 = 0, cost1 = 0] = perCustomer("replacement_cost");
  const [plain0 = 0, plain1 = 0] = under(false);
  const [contra0 = 0, contra1 = 0] = under(true);
  const isChosen = (policy: string) => (question.switches.replacements === policy ? "chosen" : "");
  return [
    ...kinds.map((kind) => {
      const [before = 0, after = 0] = perCustomer(`reversal_${kind}`);
      return row(returnLabels[kind] ?? kind, before, after, options.counted.includes(kind) ? "yes" : "no");
    }),
    row("Cost of replacements", cost0, cost1, "no"),
    row("Net revenue, replacements as cost", plain0, plain1, isChosen("cost")),
    row("Net revenue, replacements as contra revenue", contra0, contra1, isChosen("contra")),
    row("Net revenue, replacements excluded", plain0, plain1, isChosen("exclude")),
    row("Net revenue after cost of replacements", plain0 - cost0, plain1 - cost1, ""),
  ];
}
