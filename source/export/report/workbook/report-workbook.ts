import { isTotalsFound } from "../../../analysis/totals/totals-investigation.ts";
import { inputsSheet, sqlSheet } from "../../xlsx/background.ts";
import { type NamedSheet, toXlsx } from "../../xlsx/workbook.ts";
import { buildDocument } from "../build-document.ts";
import type { ReportDocument } from "../document.ts";
import { variancesSheet } from "../plan/plan-workbook.ts";
import type { ReportInput } from "../report-input.ts";
import { reportContext } from "../sections/context.ts";
import { bridgeSheet, driversSheet } from "./bridge-sheets.ts";
import { stepSheets, summarySheet } from "./step-sheets.ts";
import { tieOutSheets, totalsTieOutSheets } from "./tie-out-sheets.ts";

/**
 * The report as a workbook: findings, the bridge and the tie-out with live formulas, the figures of every step, the SQL, the
 * inputs, and the choices behind them; the same bytes for the same input.
 */
export function reportWorkbook(input: ReportInput): AsyncIterable<Uint8Array> {
  const { investigation, dataSet } = input;
  const document = buildDocument(input);
  const context = reportContext(input);
  const withCurrency = ({ name, sheet }: NamedSheet): NamedSheet => ({
    name,
    sheet: { currency: dataSet.currency, ...sheet },
  });
  const tieOut = isTotalsFound(investigation) ? totalsTieOutSheets(investigation) : tieOutSheets(investigation);
  return toXlsx([
    summarySheet(context),
    ...[bridgeSheet(investigation), driversSheet(investigation), ...tieOut].map(withCurrency),
    ...stepSheets(context),
    ...(input.plan === undefined ? [] : [variancesSheet("Plan", input.plan.sheet)]),
    sqlSheet(statementsOf(document)),
    inputsSheet(dataSet),
    aboutSheet(document),
  ]);
}

/** The statements that the page shows beside its tables, by the table that each computes. */
function statementsOf({ sections }: ReportDocument) {
  return sections.flatMap(({ folds }) =>
    folds.flatMap(({ sql }) => sql.map(({ tableId, text }) => ({ name: tableId, text }))),
  );
}

/** What a reader must know: the question, the switches, versions, method and caveats. */
function aboutSheet({ title, subject, warnings, sections }: ReportDocument): NamedSheet {
  const tables = sections.flatMap((section) => section.tables);
  const facts = ["switches-table", "versions"].flatMap((id) => tables.find((table) => table.id === id)?.rows ?? []);
  const method = sections.find(({ id }) => id === "method");
  const rows = [
    ["report", title],
    ["subject", subject],
    ...warnings.map((text) => ["warning", text]),
    ...facts.map(({ cells }) => cells),
    ...(method?.paragraphs ?? []).map((text) => ["method", text]),
    ...(method?.list ?? []).map((text) => ["caveat", text]),
  ];
  const columns = [
    { name: "what", unit: "text" as const },
    { name: "value", unit: "text" as const, isWrapped: true, width: 110 },
  ];
  return { name: "About", sheet: { columns, rows, hasFilter: false } };
}
