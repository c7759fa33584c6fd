import type { Step, StepId } from "../../../analysis/investigation.ts";
import type { TotalsInvestigation } from "../../../analysis/totals/totals-investigation.ts";
import type { ReportSection } from "../document.ts";
import { withLiterals } from "../sql-literal.ts";
import { barTable } from "./bridge.ts";
import { isExcluded, type ReportContext } from "./context.ts";
import { segmentTable } from "./segments.ts";
import { stepHead } from "./step-head.ts";
import { stepTable } from "./step-table.ts";

type Context = ReportContext<TotalsInvestigation>;

/** The bridge of a total, its tie-out, and every step with its table and the SQL behind it. */
export function totalsSections(context: Context): readonly ReportSection[] {
  const { steps } = context.investigation;
  const first: readonly StepId[] = ["bridge", "true_up"];
  const ordered = [
    ...first.flatMap((id) => steps.find((step) => step.id === id) ?? []),
    ...steps.filter(({ id }) => !first.includes(id) && id !== "report"),
  ];
  return ordered.filter(({ id }) => !isExcluded(context, id)).map((step) => sectionOf(context, step));
}

function sectionOf(context: Context, step: Step): ReportSection {
  const { groups, drivers, segments } = context.investigation;
  const sql = step.sql.map((statement) => ({ tableId: tableId(step), text: withLiterals(statement) }));
  const fold = { summary: "SQL of the figures", tables: [], sql };
  const section = stepHead(context, step, 2);
  if (step.id === "bridge") {
    const parts = barTable(context, "drivers", "Contribution of each part of the drivers", drivers);
    return {
      ...section,
      title: "The bridge",
      tables: [barTable(context, "bridge", "Contribution of each driver to the change", groups)],
      folds: [{ summary: "Parts of the drivers", tables: [parts], sql: [] }, fold],
    };
  }
  const isSegments = step.id === "segments";
  const tables = isSegments
    ? segments.length === 0
      ? []
      : [segmentTable(context, segments)]
    : stepTable(context, step, tableId(step));
  return { ...section, tables, folds: [fold] };
}

function tableId({ id }: Step): string {
  return `table-${id.replaceAll("_", "-")}`;
}
