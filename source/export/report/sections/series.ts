import type { Step, StepSeries } from "../../../analysis/investigation.ts";
import { eventMonths, printEvent } from "../../../domain/business-event.ts";
import type { Fold, LinesFigure } from "../document.ts";
import { monthsProof } from "../proof/proof-months.ts";
import { capital, type ReportContext } from "./context.ts";

/** One measure of a step over the months, a series per year. */
export interface Measure {
  readonly label: string;
  readonly unit: StepSeries["unit"];
  readonly years: readonly StepSeries[];
}

/** The series of a step grouped by measure: `share 2024` and `share 2025` are two years of one measure. */
function measuresOf({ investigation }: ReportContext, { series }: Pick<Step, "series">): readonly Measure[] {
  const measures = new Map<string, StepSeries[]>();
  for (const one of series) {
    const label = one.label.replace(/\s*\d{4}$/, "") || investigation.metric.label;
    measures.set(label, [...(measures.get(label) ?? []), one]);
  }
  return [...measures].map(([label, years]) => ({ label, unit: years[0]?.unit ?? "number", years }));
}

/** A small chart for each measure of a step. */
export function linesOfStep(context: ReportContext, step: Step): readonly LinesFigure[] {
  return linesOfPart(context, step, `chart-${step.id.replaceAll("_", "-")}`, "by month of acquisition");
}

/** A small chart for each measure of a part of the report, `id` is the prefix of their ids; `by` says what the months are. */
export function linesOfPart(
  context: ReportContext,
  step: Pick<Step, "title" | "series">,
  id: string,
  by = "by month",
): readonly LinesFigure[] {
  const { base, compare, question } = context.investigation;
  const isMarked = (month: string) =>
    [base, compare].some(({ period }) => month >= period.from.slice(0, 7) && month <= period.to.slice(0, 7));
  return measuresOf(context, step).map(({ label, unit, years }, index): LinesFigure => {
    const lines = years.map((year) => ({ label: yearOf(year), points: year.points }));
    const format = context.numbers.ofUnit(unit);
    const title = label.split(" ").length < 3 ? `${step.title}: ${label}` : capital(label);
    const ends = lines.map((line) => `${line.label}: ${rangeOf(line.points, format)}`).join("; ");
    const months = lines.flatMap(({ points }) => points.map(({ month }) => month)).sort();
    const events = eventMonths(context.input.dataSet.events, months, question.filters).map(
      ({ month, events: begun }) => {
        return { month, text: begun.map(printEvent).join("; ") };
      },
    );
    const happened = events.length === 0 ? "" : ` Events: ${events.map(({ text }) => text).join("; ")}.`;
    return {
      kind: "lines",
      id: `${id}-${index + 1}`,
      title,
      description: `${title} ${by}. ${ends}.${happened}`,
      lines,
      marked: lines.flatMap((line) => line.points.map((point) => point.month)).filter(isMarked),
      events,
      format,
    };
  });
}

/** The figures of those charts, by month, with their SQL. */
export function monthsFold(context: ReportContext, step: Step): readonly Fold[] {
  const measures = measuresOf(context, step);
  const months = [
    ...new Set(measures.flatMap(({ years }) => years.flatMap((year) => year.points.map((point) => point.month)))),
  ].sort();
  if (months.length === 0) return [];
  const { numbers, investigation } = context;
  const id = `months-${step.id.replaceAll("_", "-")}`;
  const valueAt = ({ years }: Measure, month: string) =>
    years.flatMap((year) => year.points).find((point) => point.month === month)?.value ?? null;
  const sql = monthsProof(investigation, step, measures, [months[0] ?? "", months.at(-1) ?? ""]);
  return [
    {
      summary: `Figures by month of acquisition${sql === undefined ? "" : ", and their SQL"}`,
      tables: [
        {
          id,
          caption: `${step.title} by month of acquisition`,
          columns: [
            { label: "month", align: "text" },
            ...measures.map(({ label, unit }) => ({ label: numbers.header(label, unit), align: "number" as const })),
          ],
          rows: months.map((month) => ({
            cells: [month, ...measures.map((measure) => numbers.cell(valueAt(measure, month), measure.unit))],
          })),
        },
      ],
      sql: sql === undefined ? [] : [{ tableId: id, text: sql }],
    },
  ];
}

function yearOf({ label, points }: StepSeries): string {
  return points[0]?.month.slice(0, 4) ?? label;
}

function rangeOf(points: StepSeries["points"], format: (value: number) => string): string {
  const known = points.flatMap((point) => (point.value === null ? [] : [{ month: point.month, value: point.value }]));
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return "no values";
  return `${format(first.value)} in ${first.month}, ${format(last.value)} in ${last.month}`;
}
