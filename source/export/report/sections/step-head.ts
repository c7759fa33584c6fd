import type { Step } from "../../../analysis/investigation.ts";
import type { ReportSection } from "../document.ts";
import { verdictWords } from "../verdict-words.ts";
import { type AnyContext, eyebrowOf } from "./context.ts";

/** The beginning of every step's section: question, finding, verdict, note. */
export function stepHead(context: AnyContext, step: Step, level: 2 | 3): ReportSection {
  const note = context.input.notes?.[step.id]?.trim();
  return {
    id: `step-${step.id.replaceAll("_", "-")}`,
    title: step.title,
    level,
    eyebrow: eyebrowOf(context, step.id),
    question: step.question,
    verdict: verdictWords(step.verdict),
    paragraphs: [step.finding],
    ...(note ? { note } : {}),
    figures: [],
    tables: [],
    folds: [],
  };
}
