import { basename } from "node:path";
import type { Question } from "../../../analysis/investigation.ts";
import { isTotals } from "../../../analysis/totals/question.ts";
import { reversalWords } from "../../../analysis/words.ts";
import { worded } from "../../../domain/business-words.ts";
import { conversionText } from "../../../domain/conversion.ts";
import type { DataSet } from "../../../domain/data-set.ts";
import type { ReportSection, ReportTable } from "../document.ts";
import type { Numbers } from "../numbers.ts";
import { commandOf } from "../reproduce.ts";
import type { AnyContext } from "./context.ts";

/** How the numbers were computed, with which choices, from which files. */
export function methodSections(context: AnyContext): readonly ReportSection[] {
  const { question } = context.investigation;
  return [methodSection(context), ...(isTotals(question) ? [] : [switchesSection(question)]), sourcesSection(context)];
}

const methods = {
  tree: "The metric is written as a product of its drivers: channel mix, orders per customer, {units} per order, {unit} sizes, {product} mix, list prices, discounts and reversals. That is an identity, not a model. The bridge gives each driver its Shapley value: what changes when it moves from the base period to the compare period, averaged over all orders in which the drivers can move. The bars sum to the change exactly, and no bar depends on an order; the range over all orders is shown beside each.",
  mix: "The metric is a mean over customers: of each category of one dimension, its share of customers times its rate. Mix is the change of the share times what the category's rate, as a mean of both periods, has above that of all; rate is the change of the rate times the share, as a mean of both periods (Kitagawa 1955). Of a total, the number of customers is a bar of its own. The bars sum to the change exactly; the range over all orders is shown beside each.",
  totals:
    "The total is written as a sum over kinds of customers (those who stayed, left, are new or came back; in a comparison of groups, all), each a product: customers, orders per customer, {units} per order, {product} mix, list prices, discounts and reversals. That is an identity, not a model. A kind that is there on one side only takes the rates that it lacks from all customers of the other side. The bridge gives each driver its Shapley value, averaged over all orders in which the drivers can move: the bars sum to the change exactly, and the range over all orders is shown beside each.",
} as const;

function methodSection({ investigation, input }: AnyContext): ReportSection {
  return {
    ...plainSection("method", "Method and caveats"),
    paragraphs: [
      worded(methods[investigation.metric.method.kind], investigation.business),
      "This is attribution, not causation: a bar says how much of the change came by way of that driver, not why the driver moved.",
      "The bridge is exact for these customers. A 95 % interval says how far the bar would move were another such cohort drawn: it is the middle 95 % of the bars computed again over resampled customers. A bar whose interval includes 0 is named no driver.",
    ],
    list: [...input.dataSet.assumptions.map(sentence), ...converted(input.dataSet), ...investigation.caveats],
  };
}

/** Amounts converted from other currencies. */
function converted({ conversions = [] }: DataSet): readonly string[] {
  return conversions.map((one) => `${conversionText(one)}.`);
}

/** `Assumption: amount: taken … .` */
function sentence(assumption: string): string {
  return `${assumption.replace(/^a/, "A")}.`;
}

function switchesSection({ switches, firstDay = 0 }: Question): ReportSection {
  const rows = [
    ["Replacements of unsatisfied orders", switches.replacements],
    ["Prepaid plans", switches.prepaid],
    ["Month that a reversal lowers", `by ${switches.reversalMonth}`],
    ["Reversals of an order count", reversalWords(switches.reversalDays)],
    ["Window", `days ${firstDay} to ${firstDay + switches.windowDays - 1} of lifetime`],
  ];
  return {
    ...plainSection("switches", "Accounting switches"),
    tables: [textTable("switches-table", "Choices that change the numbers", ["switch", "set to"], rows)],
  };
}

function sourcesSection({ input, investigation, numbers }: AnyContext): ReportSection {
  const { dataSet, version, engine } = input;
  const { seed, replicates } = investigation.question;
  const facts = [
    ["Data set", dataSet.isSynthetic ? "synthetic demo set" : basename(dataSet.name)],
    ["Data from", dataSet.from],
    ["Data to", dataSet.to],
    ["Currency", dataSet.currency],
    ["Grounds", version],
    ...(engine ? [[engine.name, engine.version]] : []),
    ["Seed", String(seed)],
    ["Resamples", numbers.count(replicates)],
    ["Command", commandOf(investigation.question)],
  ];
  return {
    ...plainSection("sources", "Inputs and versions"),
    paragraphs: ["The same files, question, seed and version give this report again, byte for byte."],
    tables: [inputsTable(dataSet, numbers), textTable("versions", "Data set and versions", ["what", "value"], facts)],
  };
}

/** The files that were read, with what identifies their contents. */
export function inputsTable({ inputs }: DataSet, numbers: Numbers): ReportTable {
  return {
    id: "inputs",
    caption: "Input files",
    columns: [
      { label: "table", align: "text" },
      { label: "file", align: "text" },
      { label: "rows", align: "number" },
      { label: "sha256", align: "text" },
    ],
    rows: inputs.map(({ table, file, rows, sha256 }) => ({
      cells: [table, basename(file), numbers.count(rows), sha256],
    })),
  };
}

export function plainSection(id: string, title: string): ReportSection {
  return { id, title, level: 2, paragraphs: [], figures: [], tables: [], folds: [] };
}

export function textTable(
  id: string,
  caption: string,
  labels: readonly string[],
  rows: readonly (readonly string[])[],
): ReportTable {
  return {
    id,
    caption,
    columns: labels.map((label) => ({ label, align: "text" })),
    rows: rows.map((cells) => ({ cells })),
  };
}
