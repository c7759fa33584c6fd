import type { ReportSection } from "../document.ts";
import { segmentsProof } from "../proof/proof-segments.ts";
import { isExcluded, type ReportContext, stepOf } from "./context.ts";
import { toldStep } from "./told-step.ts";

/** Who changed otherwise than the rest, and among how many segments that were tested. */
export function segmentSection(context: ReportContext): readonly ReportSection[] {
  const step = stepOf(context, "segments");
  if (!step || isExcluded(context, "segments")) return [];
  const { investigation, numbers } = context;
  const { segments, segmentsTested, question } = investigation;
  const tested = `${numbers.count(segmentsTested)} segments of one to three dimensions were tested; found on one half of the customers, confirmed on the other. z is the difference from the rest in standard errors; p, from resamples with seed ${question.seed}, is the chance of such a z anywhere among them, were there no difference.`;
  const sql = segmentsProof(investigation);
  const unit = step.table?.columns[1]?.unit ?? "number";
  return [
    {
      ...toldStep(context, step, 2),
      title: "Segments",
      paragraphs: [step.finding, ...(segmentsTested > 0 ? [tested] : [])],
      tables:
        segments.length === 0
          ? []
          : [
              {
                id: "segments",
                caption: "Segments that changed otherwise than the rest",
                columns: [
                  { label: "segment", align: "text" },
                  { label: numbers.header("beyond the rest", unit), align: "number" },
                  { label: "z", align: "number" },
                  { label: "p, adjusted", align: "number" },
                  { label: "customers", align: "number" },
                ],
                rows: segments.map((one) => ({
                  cells: [
                    one.label,
                    numbers.signedCell(one.contribution, unit),
                    numbers.cell(one.z, "number"),
                    numbers.cell(one.pAdjusted, "probability"),
                    numbers.count(one.customers),
                  ],
                })),
              },
            ],
      folds:
        sql === undefined
          ? []
          : [{ summary: "SQL of the segments", tables: [], sql: [{ tableId: "segments", text: sql }] }],
    },
  ];
}
