import type { Step } from "../../../analysis/investigation.ts";
import { stepFigure } from "../../../analysis/step-figure.ts";
import { cell } from "../../../domain/cell.ts";
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
  if (table === undefined) return [];
  return table.rows.map((row, at) => {
    const parts = table.columns.flatMap(({ label }, index) => {
      const value = row[index];
      if (value === null || value === undefined || value === "") return [];
      return [`${cell(label)} ${stepFigure(table, at, index, { currency }) ?? cell(value)}`.trim()];
    });
    return `${parts.join(", ")}.`;
  });
}
