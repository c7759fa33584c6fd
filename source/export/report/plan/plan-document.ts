import { basename } from "node:path";
import { cell } from "../../../domain/cell.ts";
import { changeShare } from "../../../domain/equal-age.ts";
import { type PlanBridge, planBridge } from "../../../domain/plan-bridge.ts";
import type { ReportDocument, ReportSection, ReportTable, Tile, WaterfallFigure } from "../document.ts";
import { Numbers } from "../numbers.ts";
import { inputsTable, plainSection, textTable } from "../sections/method.ts";
import { withLiterals } from "../sql-literal.ts";
import type { PlanReportInput } from "./plan-input.ts";
import { varianceTables } from "./variance-tables.ts";

/** The report of a plan: the bridge from planned to actual net revenue, the variances of each measure, and where they come from. */
export function planDocument(input: PlanReportInput): ReportDocument {
  const numbers = new Numbers(input.dataSet.currency, "money");
  const bridge = planBridge(input.variances);
  return {
    title: "Plan and actuals",
    subject: subjectOf(input),
    tiles: bridge === undefined ? [] : tilesOf(bridge, numbers),
    summary: bridge === undefined ? [noBridge] : [sentenceOf(bridge, numbers)],
    ...(bridge === undefined ? {} : { waterfall: waterfallOf(bridge, numbers) }),
    warnings: input.notes,
    contents: [],
    sections: [variancesSection(input, bridge, numbers), ...methodSections(input, numbers)],
    colophon: `Made by Grounds ${input.version}. Attribution, not causation.`,
  };
}

/** Said where there are no bars. */
export const noBridge = "The plan has no net revenue for a month that is over in the data, so there is no bridge.";

function subjectOf({ variances, plan, dataSet }: PlanReportInput): string {
  const over = variances.filter(({ actual }) => actual !== undefined).length;
  return `${cell(basename(plan.file))}: ${variances.length} lines, ${over} of them over by the data's end, ${dataSet.to}`;
}

function tilesOf({ from, to }: PlanBridge, numbers: Numbers): readonly Tile[] {
  const tone = to >= from ? ("gain" as const) : ("loss" as const);
  const share = changeShare(to, from);
  return [
    { label: "Planned net revenue", value: numbers.value(from), detail: "months that are over", tone: "plain" },
    { label: "Actual net revenue", value: numbers.value(to), detail: "the same months", tone: "plain" },
    { label: "Variance", value: numbers.change(to - from), detail: numbers.percent(share), tone },
  ];
}

/** `Net revenue is -$1,200.00 against the plan in 2025-01 to 2025-03: orders -$900.00, value per order -$300.00.` */
export function sentenceOf(bridge: PlanBridge, numbers: Numbers): string {
  const { from, to, bars } = bridge;
  const parts = bars.map(({ label, contribution }) => `${cell(label).toLowerCase()} ${numbers.change(contribution)}`);
  return `Net revenue in ${monthsOf(bridge)} differs from the plan by ${numbers.change(to - from)}: ${parts.join(", ")}.`;
}

function monthsOf({ lines }: PlanBridge): string {
  const months = lines.map(({ month }) => month ?? "").sort();
  const [first = "", last = ""] = [months[0], months.at(-1)];
  return first === last ? first : `${first} to ${last}`;
}

function waterfallOf({ from, to, bars }: PlanBridge, numbers: Numbers): WaterfallFigure {
  const listed = bars.map(({ label, contribution }) => `${label} ${numbers.change(contribution)}`).join(", ");
  return {
    kind: "waterfall",
    id: "waterfall",
    title: `From a plan of ${numbers.value(from)} to ${numbers.value(to)}`,
    description: `Waterfall from the plan to the actual net revenue: ${listed}.`,
    from: { label: "Plan", value: from, text: numbers.value(from) },
    to: { label: "Actual", value: to, text: numbers.value(to) },
    bars: bars.map(({ label, contribution }) => ({ label, contribution, text: numbers.change(contribution) })),
  };
}

/** The bridge from plan to actual, a table for each measure, and the SQL of the actuals. */
export function variancesSection(
  input: Pick<PlanReportInput, "variances" | "sql" | "catalog" | "dataSet">,
  bridge: PlanBridge | undefined,
  numbers: Numbers,
): ReportSection {
  const sql = input.sql.map((statement, index) => ({
    tableId: `statement-${index + 1}`,
    text: withLiterals(statement),
  }));
  return {
    ...plainSection("variances", "Variances"),
    tables: [...(bridge === undefined ? [] : [bridgeTable(bridge, numbers)]), ...varianceTables(input)],
    folds: [{ summary: "SQL of the actuals", tables: [], sql }],
  };
}

function bridgeTable({ from, to, bars }: PlanBridge, numbers: Numbers): ReportTable {
  const shareOf = (contribution: number) => numbers.percent(from === 0 ? null : contribution / Math.abs(from));
  return {
    id: "bridge",
    caption: "From planned to actual net revenue",
    columns: [
      { label: "", align: "text" },
      { label: "net revenue", align: "number" },
      { label: "of the plan", align: "number" },
    ],
    rows: [
      { cells: ["Plan", numbers.value(from), ""], kind: "subtotal" },
      ...bars.map(({ label, contribution }) => ({
        cells: [label, numbers.change(contribution), shareOf(contribution)],
      })),
      { cells: ["Actual", numbers.value(to), shareOf(to - from)], kind: "subtotal" },
    ],
  };
}

const method = [
  "The actual figure of a line is what Grounds gives for its month, measure and values of dimensions; a month that the data does not cover in full has none.",
  "Orders are the change in orders at the planned value of one, value per order the rest: the actual orders times the change in that value. If active customers are planned too, orders are those of more or fewer customers at the planned net revenue of one, and of more or fewer orders of each. The bars add up to the variance exactly.",
];

function methodSections(input: PlanReportInput, numbers: Numbers): readonly ReportSection[] {
  const { dataSet, version, engine, plan } = input;
  const facts = [
    ["Plan", basename(plan.file)],
    ["sha256 of the plan", plan.sha256],
    ["Data from", dataSet.from],
    ["Data to", dataSet.to],
    ["Currency", dataSet.currency],
    ["Grounds", version],
    [engine.name, engine.version],
  ];
  return [
    { ...plainSection("method", "Method"), paragraphs: method },
    {
      ...plainSection("sources", "Inputs and versions"),
      tables: [inputsTable(dataSet, numbers), textTable("versions", "Data set and versions", ["what", "value"], facts)],
    },
  ];
}
