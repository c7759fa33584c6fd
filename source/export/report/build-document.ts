import type { ReportDocument } from "./document.ts";
import type { ReportInput } from "./report-input.ts";
import { bridgeSection } from "./sections/bridge.ts";
import { reportContext } from "./sections/context.ts";
import { leadOf } from "./sections/lead.ts";
import { methodSections } from "./sections/method.ts";
import { segmentSection } from "./sections/segments.ts";
import { stepSections } from "./sections/steps.ts";
import { trueUpSection } from "./sections/true-up.ts";

/** The report as a document, the same for HTML and Markdown. */
export function buildDocument(input: ReportInput): ReportDocument {
  const context = reportContext(input);
  return {
    ...leadOf(context),
    sections: [
      ...bridgeSection(context),
      ...trueUpSection(context),
      ...stepSections(context),
      ...segmentSection(context),
      ...methodSections(context),
    ],
    colophon: `Made by Grounds ${input.version}. Attribution, not causation.`,
  };
}
