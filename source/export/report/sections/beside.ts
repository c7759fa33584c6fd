import type { Step } from "../../../analysis/investigation.ts";
import type { ReportSection } from "../document.ts";
import { switchingProof } from "../proof/proof-switching.ts";
import { verdictWords } from "../verdict-words.ts";
import type { ReportContext } from "./context.ts";
import { linesOfPart } from "./series.ts";
import { stepTable } from "./step-table.ts";

/** The second finding of a step, as a section below it. */
export function besideSection(context: ReportContext, { id, beside }: Step): readonly ReportSection[] {
  if (beside === undefined) return [];
  const slug = `switching-${id.replaceAll("_", "-")}`;
  const tableId = `table-${slug}`;
  const table = beside.table.rows.length === 0 ? [] : stepTable(context, beside, tableId);
  const sql = { tableId, text: switchingProof(beside, context.investigation) };
  return [
    {
      id: slug,
      title: beside.title,
      level: 3,
      question: beside.question,
      verdict: verdictWords(beside.verdict),
      paragraphs: [beside.finding],
      figures: linesOfPart(context, beside, `chart-${slug}`),
      tables: table,
      folds: table.length === 0 ? [] : [{ summary: "SQL of the table", tables: [], sql: [sql] }],
    },
  ];
}
