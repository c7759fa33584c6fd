import { changeShare } from "../domain/equal-age.ts";
import { kinds } from "../query/driver-fields.ts";
import { booksSentences, comparableSentences } from "./books.ts";
import { doubtOf, doubtSentences, silentVerdict } from "./doubt.ts";
import { barOf, cent, discountPlaces, type Evidence, ratio } from "./evidence.ts";
import type { Step, StepTable } from "./investigation.ts";
import { hasNames, namedRows } from "./named-discounts.ts";
import { changeColumn, column, endColumns, withCounts } from "./step-columns.ts";
import { tiesOut } from "./true-up.ts";
import {
  capital,
  count,
  customersOf,
  decimal,
  explains,
  fewIn,
  leftOut,
  movements,
  percent,
  wasOrWere,
} from "./words.ts";

/** Step 1: the two values, how many customers they are based on, and whether they differ. */
export function confirmStep(evidence: Evidence): Step {
  const { base, compare, bridge, words, metric, question, months } = evidence;
  const first = question.firstDay ?? 0;
  const window = `days ${first} to ${first + question.switches.windowDays - 1} of lifetime`;
  const share = changeShare(compare.value, base.value);
  const fraction = share === undefined ? "" : `${percent(share)}; `;
  const interval = words.interval({ low: bridge.interval[0], high: bridge.interval[1] });
  const left = base.immature + compare.immature;
  const doubtful = { ...bridge, base, compare, words };
  const sentences = [
    `${capital(metric.label)} (${window}) ${wasOrWere(metric.label)} ${words.value(base.value)} in ${base.label} (${customersOf(base.customers)}) and ${words.value(compare.value)} in ${compare.label} (${count(compare.customers)}): a change of ${words.change(bridge.change)} (${fraction}${interval}).`,
    ...doubtSentences(doubtful),
    ...booksSentences(evidence),
    ...comparableSentences(evidence),
    ...(doubtOf(doubtful) === "too few" ? [] : fewIn([base, compare])),
    ...leftOut(left, "is not over"),
  ];
  const unit = metric.format === "money" ? "money" : "number";
  return {
    id: "confirm",
    title: "Confirm",
    question: `Did ${metric.label} change, and could it be chance?`,
    verdict: bridge.significant ? "confirmed" : silentVerdict(doubtful),
    finding: sentences.join(" "),
    table: {
      columns: [
        column("period", "text"),
        column("customers", "count"),
        column("left out", "count"),
        column(metric.label, unit),
        ...endColumns(unit),
      ],
      rows: [base, compare].map((one) => [one.label, one.customers, one.immature, one.value, ...one.interval]),
    },
    series: months.series("", unit, (month) => metricOfMonth(evidence, month)),
    sql: [evidence.statements.counts, evidence.statements.channels],
  };
}

/** Step 2: from list price to net as booked, to the cent. */
export function trueUpStep(evidence: Evidence): Step {
  const { trueUp, base, compare, words, months } = evidence;
  const [plug0, plug1] = ([0, 1] as const).map((period) => ratio(evidence, period, ["plug"], ["customers"], -cent));
  const isWhole = tiesOut(trueUp);
  const difference = [trueUp.baseDifference, trueUp.compareDifference].map((amount) => words.amount(amount));
  const finding = isWhole
    ? `List price less discounts, reversals and plug is net as booked, to the cent: ${count(trueUp.baseRows)} order lines in ${base.label}, ${count(trueUp.compareRows)} in ${compare.label}. Unexplained (plug): ${words.money(plug0 ?? 0)} and ${words.money(plug1 ?? 0)} per customer.`
    : `Net as booked differs from what the order lines give: by ${difference[0]} in ${base.label} (${count(trueUp.baseRows)} of ${count(trueUp.baseBookedRows)} lines) and by ${difference[1]} in ${compare.label} (${count(trueUp.compareRows)} of ${count(trueUp.compareBookedRows)}).`;
  return {
    id: "true_up",
    title: "True-up",
    question: "Does list price less discounts less reversals give the net revenue that was booked?",
    verdict: isWhole ? "ties out" : "does not tie out",
    finding,
    table: trueUpTable(evidence),
    series: months.series("plug per customer", "money", (month) => months.ratio(month, ["plug"], ["customers"], -cent)),
    sql: [evidence.statements.trueUp, ...(hasNames(trueUp) ? [evidence.statements.named] : [])],
  };
}

function trueUpTable({ trueUp, base, compare }: Evidence): StepTable {
  const perCustomer = ([, before, after]: ReturnType<typeof namedRows>[number]) => {
    const [was, is] = [Number(before) / (base.customers || 1), Number(after) / (compare.customers || 1)];
    return [was, is, is - was];
  };
  const amounts = {
    columns: [
      column("line", "text"),
      column(base.label, "amount"),
      column(compare.label, "amount"),
      column(`${base.label} per customer`, "money"),
      column(`${compare.label} per customer`, "money"),
      changeColumn("change per customer", "money"),
    ],
    rows: [
      ...trueUp.lines.flatMap((line) => [
        [
          line.label,
          line.base,
          line.compare,
          line.basePerCustomer,
          line.comparePerCustomer,
          line.comparePerCustomer - line.basePerCustomer,
        ],
        ...namedRows(line).map((row) => [...row, ...perCustomer(row)]),
      ]),
      ["Difference", trueUp.baseDifference, trueUp.compareDifference, null, null, null],
    ],
  };
  return withCounts(amounts, [["Order lines", trueUp.baseRows, trueUp.compareRows, null, null, null]]);
}

/** Step 9: orders per customer and units per order. */
export function volumeStep(evidence: Evidence): Step {
  const { base, compare, words, bridge, months } = evidence;
  const units = evidence.business.unit.many;
  const bar = barOf(evidence, "volume");
  const rows = ([0, 1] as const).map((period) => ({
    orders: ratio(evidence, period, ["orders"], ["customers"]),
    bags: ratio(evidence, period, ["bags"], ["orders"]),
    all: ratio(evidence, period, ["bags"], ["customers"]),
    list: ratio(evidence, period, ["list"], ["customers"], cent),
  }));
  const [before, after] = [rows[0], rows[1]];
  const facts = movements([
    { subject: "orders per customer", before: before?.orders ?? 0, after: after?.orders ?? 0, write: decimal },
    { subject: `${units} per order`, before: before?.bags ?? 0, after: after?.bags ?? 0, write: decimal },
  ]);
  return {
    id: "volume",
    title: "Volume",
    question: `Are customers ordering less often, or fewer ${units} at a time?`,
    verdict: bar.verdict,
    finding: explains(words, { text: `Orders and ${units}`, isMany: true }, bar, bridge, facts),
    table: {
      columns: [
        column("period", "text"),
        column("orders per customer", "number"),
        column(`${units} per order`, "number"),
        column(`${units} per customer`, "number"),
        column("list per customer", "money"),
      ],
      rows: rows.map((row, period) => [(period === 0 ? base : compare).label, row.orders, row.bags, row.all, row.list]),
    },
    series: [
      ...months.series("orders per customer", "number", (month) => months.ratio(month, ["orders"], ["customers"])),
      ...months.series(`${units} per order`, "number", (month) => months.ratio(month, ["bags"], ["orders"])),
    ],
    sql: [evidence.statements.channels, evidence.statements.months],
  };
}

/** The metric of one month's customers; null without any. */
export function metricOfMonth(evidence: Evidence, month: string): number | null {
  const { months, options } = evidence;
  const customers = months.sum(month, ["customers"]);
  if (customers === 0) return null;
  if (options.depth === "orders" || options.depth === "bags") return months.sum(month, [options.depth]) / customers;
  const less =
    options.depth === "list"
      ? 0
      : months.sum(month, discountPlaces(evidence)) +
        months.sum(
          month,
          kinds.filter((kind) => options.counted.includes(kind)).map((kind) => `reversal_${kind}` as const),
        ) +
        months.sum(month, ["plug"]) -
        (options.cash ? months.sum(month, ["deferred"]) : 0);
  return ((months.sum(month, ["list"]) - less) / customers) * cent;
}
