import type { SegmentFinding } from "../../../analysis/investigation.ts";
import type { ReportSection } from "../document.ts";
import { segmentsProof } from "../proof/proof-segments.ts";
import { type AnyContext, isExcluded, type ReportContext, stepOf } from "./context.ts";
import { stepHead } from "./step-head.ts";

/** Which segments stand out from the rest, of how many tested. */
export function segmentSection(context: ReportContext): readonly ReportSection[] {
  const step = stepOf(context, "segments");
  if (!step || isExcluded(context, "segments")) return [];
  const { investigation, numbers } = context;
  const { segments, segmentsTested, question } = investigation;
  const tested = `${numbers.count(segmentsTested)} segments of one to three dimensions were tested. The contribution is what the segment adds beyond what the rest's change would have it add; z is that difference in standard errors, and either half of the customers shows it; p, from resamples with seed ${question.seed}, is the chance of such a z anywhere among the segments of its kind, were there no difference.`;
  const sql = segmentsProof(investigation);
  return [
    {
      ...stepHead(context, step, 2),
      title: "Segments",
      paragraphs: [step.finding, ...(segmentsTested > 0 ? [tested] : [])],
      tables: segments.length === 0 ? [] : [segmentTable(context, segments)],
      folds:
        sql === undefined
          ? []
          : [{ summary: "SQL of the segments", tables: [], sql: [{ tableId: "segments", text: sql }] }],
    },
  ];
}

export function segmentTable(
  context: AnyContext,
  segments: readonly SegmentFinding[],
): ReportSection["tables"][number] {
  const { investigation, numbers } = context;
  const { base, compare } = investigation;
  const columns = stepOf(context, "segments")?.table?.columns ?? [];
  const [rate, change] = [columns[4]?.unit ?? "number", columns[8]?.unit ?? "number"];
  const number = (label: string) => ({ label, align: "number" }) as const;
  return {
    id: "segments",
    caption: "Segments that stand out from the rest",
    columns: [
      { label: "segment", align: "text" },
      number(`customers ${base.label}`),
      number(`customers ${compare.label}`),
      number(numbers.header(base.label, rate)),
      number(numbers.header(compare.label, rate)),
      number(numbers.header(`rest ${base.label}`, rate)),
      number(numbers.header(`rest ${compare.label}`, rate)),
      number(numbers.header("contribution beyond the rest", change)),
      number("z"),
      number("p, adjusted"),
    ],
    rows: segments.map((one) => ({
      cells: [
        one.label,
        numbers.count(one.customersBefore),
        numbers.count(one.customers),
        ...[...one.rates, ...one.restRates].map((value) => numbers.cell(value, rate)),
        numbers.signedCell(one.contribution, change),
        numbers.cell(one.z, "number"),
        numbers.cell(one.pAdjusted, "probability"),
      ],
    })),
  };
}
