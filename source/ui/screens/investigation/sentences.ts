import type { Step } from "../../../analysis/investigation.ts";
import { cell } from "../../../domain/cell.ts";
import { formatNumber, formatOfUnit } from "../../../domain/format.ts";
import { bridgeRows } from "./bridge-rows.ts";
import { barSentence } from "./bridge-view.ts";
import { verdictWords } from "./navigator.ts";
import type { StepContext } from "./view.ts";

/** The step as sentences for a screen reader: question and finding, its note, the bar under the cursor or its table. */
export function stepSentences(view: StepContext): readonly string[] {
  const { investigation, story, state } = view;
  const step = investigation.steps[state.step];
  if (step === undefined) return ["Reading."];
  const note = story.notes[step.id];
  return [
    `Step ${state.step + 1} of ${investigation.steps.length}: ${cell(step.title)}, ${verdictWords(step.verdict)}.`,
    cell(step.question),
    cell(step.finding),
    ...(note === undefined ? [] : [`Note: ${cell(note)}.`]),
    ...(story.excluded.includes(step.id) ? ["Left out of the story."] : []),
    ...(step.id === "bridge" ? barSentences(view) : tableSentences(step, view.currency)),
    ...besideSentences(step, view.currency),
  ];
}

function besideSentences({ beside }: Step, currency: string): readonly string[] {
  if (beside === undefined) return [];
  const { title, verdict, finding } = beside;
  return [`${cell(title)}, ${verdict}.`, cell(finding), ...tableSentences(beside, currency)];
}

function barSentences(view: StepContext): readonly string[] {
  const rows = bridgeRows(view.investigation, view.state.open);
  const row = rows[view.state.chosen];
  return row === undefined ? [] : [`Bar ${view.state.chosen + 1} of ${rows.length}: ${barSentence(view, row)}`];
}

/** One sentence per row, each number with its column and unit. */
function tableSentences({ table }: Pick<Step, "table">, currency: string): readonly string[] {
  return (table?.rows ?? []).map((row) => {
    const parts = (table?.columns ?? []).flatMap(({ label, unit }, index) => {
      const value = row[index];
      if (value === null || value === undefined || value === "") return [];
      const isNumber = typeof value === "number" && unit !== "text";
      return [
        `${cell(label)} ${isNumber ? formatNumber(value, formatOfUnit(unit), { currency }) : cell(value)}`.trim(),
      ];
    });
    return `${parts.join(", ")}.`;
  });
}
