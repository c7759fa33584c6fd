import type { Bar, Investigation, Question, Step, StepId, StepSeries } from "../../source/analysis/investigation.ts";
import { Amount } from "../../source/domain/amount.ts";
import { coffeeWords } from "../../source/domain/business-words.ts";

const groups: readonly Bar[] = [
  bar("welcome", "Welcome offers", -3.91, "major"),
  bar("bag_size", "Bag size", -1.85, "moderate"),
  bar("profile", "Coffee profile", -1.12, "moderate"),
  bar("volume", "Orders and bags", -1.02, "moderate"),
  bar("reversals", "Returns", -0.98, "moderate"),
  bar("prepaid", "Prepaid plans", -0.62, "moderate"),
  bar("list_price", "List price", -0.41, "minor"),
  bar("channel", "Channel mix", -0.22, "minor"),
  bar("other", "Other discounts", 0.31, "offsetting"),
  bar("plug", "Unexplained", -0.05, "not a driver"),
];

const titles: readonly (readonly [StepId, string, string, Step["verdict"]])[] = [
  ["confirm", "Confirm", "Did net revenue in month 0 per customer fall?", "confirmed"],
  ["true_up", "True-up", "Does list price less discounts less reversals give booked net?", "ties out"],
  ["welcome", "Welcome", "Are more new subscribers on welcome offers, or deeper ones?", "major"],
  ["prepaid", "Prepaid", "Are more customers prepaying 3, 6 or 12 orders?", "moderate"],
  ["bag_size", "Bag size", "Are bags smaller?", "moderate"],
  ["profile", "Profile", "Are cheaper coffees chosen?", "moderate"],
  ["list_price", "Price", "Did the price of the same coffee change?", "minor"],
  ["returns", "Returns", "Is more refunded, credited or replaced?", "moderate"],
  ["volume", "Volume", "Do customers order less often, or less at a time?", "moderate"],
  ["bridge", "Bridge", "What explains the change, altogether?", "done"],
  ["segments", "Segments", "Where did it fall most?", "done"],
  ["report", "Report", "What should be said?", "done"],
];

/** An investigation with bars that add up to the change, and fixed texts. */
export function fakeInvestigation(question: Question, hostile: string | undefined): Investigation {
  const change = groups.reduce((sum, one) => sum + one.contribution, 0);
  return {
    question,
    business: coffeeWords,
    metric: {
      label: "net revenue per customer",
      format: "money",
      method: { kind: "tree", depth: "net" },
    },
    base: {
      period: question.base,
      label: "Q1 2024",
      customers: 3012,
      immature: 0,
      value: 20.31,
      interval: [19.9, 20.7],
    },
    compare: {
      period: question.compare,
      label: "Q1 2025",
      customers: 4188,
      immature: 12,
      value: 20.31 + change,
      interval: [10.1, 10.8],
    },
    change,
    interval: [change - 0.4, change + 0.4],
    significant: true,
    groups,
    drivers: groups.flatMap((one) => [
      { ...one, label: `${one.label}: share`, contribution: one.contribution * 0.7 },
      { ...one, label: `${one.label}: depth`, contribution: one.contribution * 0.3 },
    ]),
    trueUp: {
      lines: [],
      baseDifference: new Amount(0n),
      compareDifference: new Amount(0n),
      baseRows: 9120,
      compareRows: 12010,
      baseBookedRows: 9120,
      compareBookedRows: 12010,
      lateReversals: [0, 0],
      parts: [],
    },
    segments: [],
    segmentsTested: 412,
    together: [],
    steps: titles.map(([id, title, asked, verdict]) => step(id, title, asked, verdict, hostile)),
    caveats: ["The bridge attributes; it does not prove causes."],
  };
}

function step(id: StepId, title: string, asked: string, verdict: Step["verdict"], hostile: string | undefined): Step {
  return {
    id,
    title,
    question: asked,
    verdict,
    finding: `${hostile ?? title} explains -$0.62 of -$9.87 (95 % interval -0.70 to -0.55): the share rose from 8.1 % to 21.9 %.`,
    table: {
      columns: [
        { label: "plan", unit: "text" },
        { label: "Q1 2024", unit: "percent" },
        { label: "Q1 2025", unit: "percent" },
        { label: "discount", unit: "money" },
      ],
      rows: [
        [hostile ?? "3 orders", 0.041, 0.102, 0.21],
        ["6 orders", 0.03, 0.081, 0.4],
        ["12 orders", 0.01, 0.036, 0.83],
        ["none", 0.919, 0.781, null],
      ],
    },
    series: [series("2024", 0.08), series("2025", 0.22)],
    sql: [{ sql: "select prepaid_orders, sum(prepaid_discount)\nfrom gold.driver_trends_monthly", params: [] }],
  };
}

function series(label: string, level: number): StepSeries {
  const points = Array.from({ length: 12 }, (_, index) => ({
    month: `${label}-${String(index + 1).padStart(2, "0")}`,
    value: label === "2025" && index > 5 ? null : level + 0.01 * index + 0.01 * Math.sin(index),
  }));
  return { label, unit: "percent", points };
}

function bar(name: string, label: string, contribution: number, verdict: Bar["verdict"]): Bar {
  const spread = 0.08 + Math.abs(contribution) * 0.05;
  return {
    name,
    label,
    group: name,
    contribution,
    low: contribution - spread,
    high: contribution + spread,
    orderLow: contribution * 1.2,
    orderHigh: contribution * 0.8,
    share: contribution / -9.87,
    verdict,
  };
}
