import type { Step } from "../../../analysis/investigation.ts";
import { cell } from "../../../domain/cell.ts";
import { type Line, seg, spread, wrapText } from "../../widgets/line.ts";
import { trendLines } from "../../widgets/trends.ts";
import { stepTableLines } from "./step-table.ts";
import { metricLabel, type StepContext } from "./view.ts";

/** Rows of the charts of a part beside a step. */
const chartRows = 8;

type Part = Pick<Step, "title" | "finding" | "table" | "series"> & { readonly verdict: string };

/** A part beside a step: its title and verdict, finding, table and months. */
export function partLines(part: Part, view: StepContext, width: number): readonly Line[] {
  const { investigation, currency, events } = view;
  const { base, compare, question } = investigation;
  const about = { base, compare, filters: question.filters, currency, events };
  const charts = trendLines({ series: part.series, metric: metricLabel(view) }, about, {
    width: width - 2,
    height: chartRows,
  });
  return [
    spread([seg(` ${cell(part.title)}`, "strong")], [seg(`${part.verdict} `, "accent")], width),
    ...wrapText(cell(part.finding), width - 3).map((text): Line => [seg(` ${text}`)]),
    [],
    ...(part.table === undefined || part.table.rows.length === 0
      ? []
      : [...stepTableLines(part.table, { width, currency }), []]),
    ...charts.map((line): Line => [seg(" "), ...line]),
  ];
}
