import type { Field } from "../query/driver-fields.ts";
import { metricOf } from "./coffee-factors.ts";
import { barOf, beside, cent, type Evidence, ratio } from "./evidence.ts";
import type { Step } from "./investigation.ts";
import { column } from "./step-columns.ts";
import { explains, movements, percent } from "./words.ts";

/** Step 3: how many take the welcome offer, and how deep it is. */
export function welcomeStep(evidence: Evidence): Step {
  const { base, compare, words, bridge, months } = evidence;
  const bar = barOf(evidence, "welcome");
  const figures = ([0, 1] as const).map((period) => ({
    customers: ratio(evidence, period, ["customers_on_welcome"], ["customers"]),
    list: ratio(evidence, period, ["list_on_welcome"], ["list"]),
    depth: ratio(evidence, period, ["discount_welcome"], ["list_on_welcome"]),
    discount: ratio(evidence, period, ["discount_welcome"], ["customers"], cent),
  }));
  const [before, after] = [figures[0], figures[1]];
  const facts = movements([
    {
      subject: "their share of new customers",
      before: before?.customers ?? 0,
      after: after?.customers ?? 0,
      write: percent,
    },
    { subject: "their depth", before: before?.depth ?? 0, after: after?.depth ?? 0, write: percent },
  ]);
  return {
    id: "welcome",
    title: "Welcome offer",
    question: "Are more customers acquired on a welcome offer, and is it deeper?",
    verdict: bar.verdict,
    finding: explains(words, { text: "Welcome offers", isMany: true }, bar, bridge, facts),
    table: {
      columns: [
        column("period", "text"),
        column("customers on the offer", "percent"),
        column("list value on the offer", "percent"),
        column("depth", "percent"),
        column("discount per customer", "money"),
      ],
      rows: figures.map((row, period) => [
        (period === 0 ? base : compare).label,
        row.customers,
        row.list,
        row.depth,
        row.discount,
      ]),
    },
    series: [
      ...months.series("share", "percent", (month) => months.ratio(month, ["customers_on_welcome"], ["customers"])),
      ...months.series("depth", "percent", (month) => months.ratio(month, ["discount_welcome"], ["list_on_welcome"])),
    ],
    sql: [evidence.statements.channels, evidence.statements.months],
    ...beside(evidence, "Welcome offers"),
  };
}

const plans = ["prepaid_3", "prepaid_6", "prepaid_12"] as const;

/** Step 4: who prepays 3, 6 or 12 orders, at what discount, and what counting cash would change. */
export function prepaidStep(evidence: Evidence): Step {
  const { base, compare, words, bridge, months } = evidence;
  const bar = barOf(evidence, "prepaid");
  const both = (tops: readonly Field[], bottoms: readonly Field[], unit = 1): readonly [number, number] => [
    ratio(evidence, 0, tops, bottoms, unit),
    ratio(evidence, 1, tops, bottoms, unit),
  ];
  const customers = both(["customers_on_prepaid"], ["customers"]);
  const discount = both(
    plans.map((plan) => `discount_${plan}` as const),
    ["customers"],
    cent,
  );
  const facts = movements([
    { subject: "their share of customers", before: customers[0], after: customers[1], write: percent },
    {
      subject: "their discount per customer",
      before: discount[0],
      after: discount[1],
      write: (value) => words.money(value),
    },
  ]);
  const label = (text: string) => [`${text} ${base.label}`, `${text} ${compare.label}`] as const;
  return {
    id: "prepaid",
    title: "Prepaid plans",
    question: "Are more customers prepaying 3, 6 or 12 orders?",
    verdict: bar.verdict,
    finding: [
      explains(words, { text: "Prepaid plans", isMany: true }, bar, bridge, facts),
      cashSentence(evidence),
    ].join(" "),
    table: {
      columns: [
        column("plan", "text"),
        ...label("customers").map((text) => column(text, "percent")),
        ...label("list value").map((text) => column(text, "percent")),
        ...label("depth").map((text) => column(text, "percent")),
        ...label("orders per 100 customers").map((text) => column(text, "number")),
        ...label("discount per customer").map((text) => column(text, "money")),
      ],
      rows: plans.map((plan) => [
        `${plan.slice(8)} orders`,
        ...both([`customers_on_${plan}`], ["customers"]),
        ...both([`list_on_${plan}`], ["list"]),
        ...both([`discount_${plan}`], [`list_on_${plan}`]),
        ...both([`orders_on_${plan}`], ["customers"], 100),
        ...both([`discount_${plan}`], ["customers"], cent),
      ]),
    },
    series: [
      ...months.series("share", "percent", (month) => months.ratio(month, ["customers_on_prepaid"], ["customers"])),
      ...plans.flatMap((plan) =>
        months.series(`${plan.slice(8)} orders`, "percent", (month) =>
          months.ratio(month, [`customers_on_${plan}`], ["customers"]),
        ),
      ),
    ],
    sql: [evidence.statements.channels, evidence.statements.months],
    ...beside(evidence, "Prepaid plans"),
  };
}

function cashSentence({ totals, options, words }: Evidence): string {
  const value = (period: 0 | 1) => words.value(metricOf(totals[period], { ...options, cash: !options.cash }));
  return `${options.cash ? "Recognised as delivered" : "Counted as cash"}, the metric is ${value(0)} and ${value(1)}.`;
}
