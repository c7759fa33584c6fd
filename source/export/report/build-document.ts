import { isTotalsFound, type TotalsInvestigation } from "../../analysis/totals/totals-investigation.ts";
import type { ReportDocument } from "./document.ts";
import type { ReportInput } from "./report-input.ts";
import { asRun } from "./sections/as-run.ts";
import { bridgeSection } from "./sections/bridge.ts";
import { reportContext } from "./sections/context.ts";
import { leadOf } from "./sections/lead.ts";
import { methodSections } from "./sections/method.ts";
import { planSection } from "./sections/plan.ts";
import { segmentSection } from "./sections/segments.ts";
import { stepSections } from "./sections/steps.ts";
import { totalsSections } from "./sections/totals.ts";
import { trueUpSection } from "./sections/true-up.ts";

/** The report as a document, the same for HTML and Markdown. */
export function buildDocument(input: ReportInput): ReportDocument {
  const { investigation } = input;
  if (isTotalsFound(investigation)) return totalsDocument({ ...input, investigation });
  const context = reportContext({ ...input, investigation });
  if (input.isOnePage === true) return { ...leadOf(context), sections: [], colophon: colophonOf(input) };
  const parts = [
    ...bridgeSection(context),
    ...trueUpSection(context),
    ...stepSections(context),
    ...segmentSection(context),
  ];
  return {
    ...leadOf(context),
    sections: [
      ...(input.isSqlAsRun ? parts.map((section) => asRun(context, section)) : parts),
      ...planSection(context),
      ...methodSections(context),
    ],
    colophon: colophonOf(input),
  };
}

function totalsDocument(input: ReportInput<TotalsInvestigation>): ReportDocument {
  const context = reportContext(input);
  const sections =
    input.isOnePage === true ? [] : [...totalsSections(context), ...planSection(context), ...methodSections(context)];
  return {
    ...leadOf(context),
    sections,
    colophon: colophonOf(input),
  };
}

function colophonOf({ version }: ReportInput): string {
  return `Made by Grounds ${version}. Attribution, not causation.`;
}
