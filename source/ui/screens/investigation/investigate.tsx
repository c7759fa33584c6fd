import { Box } from "ink";
import type { ReactNode } from "react";
import { withNote } from "../../../analysis/story.ts";
import { cell } from "../../../domain/cell.ts";
import { go } from "../../input/key-rows.ts";
import { type At, defineScreen, type Export, type ViewProps } from "../../state/screen.ts";
import { progressBar } from "../../widgets/bars.ts";
import { seg } from "../../widgets/line.ts";
import { Lines } from "../../widgets/rows.tsx";
import { linesView } from "../lines-view.tsx";
import { actOnInvestigation, reasonAgainst } from "./act.ts";
import { questionChips } from "./chips.ts";
import { investigationLines } from "./investigation-screen.ts";
import { investigationKeys, investigationWords } from "./keys.ts";
import { investigationPickers } from "./pickers.ts";
import { stepSentences } from "./sentences.ts";
import {
  askQuestion,
  changeStory,
  closeBar,
  type InvestigationState,
  initialInvestigation,
  questionIn,
  storyIn,
} from "./state.ts";
import { settled, target } from "./step-in-view.ts";
import { stepContext } from "./view.ts";

/** A change in revenue, explained step by step. */
export const investigate = defineScreen<InvestigationState>({
  id: "investigation",
  title: "Investigate",
  about: "Twelve steps from a change in revenue to what drove it, each with its numbers and SQL.",
  keys: investigationKeys,
  keyWords: investigationWords,
  jumps: [{ row: go("to_investigation", ["3"], "Show the investigation") }],

  initial: ({ notes }) => ({ ...initialInvestigation, stories: notes?.stories ?? {} }),
  reduce: actOnInvestigation,
  reasonAgainst,
  pickers: investigationPickers,
  palette: ["step", "measure"],
  settle: settled,
  back: ({ state, data }) => closeBar(state, data.investigation()),
  target,
  show: ({ state }, intent) =>
    intent.kind === "question" ? { state: askQuestion(state, intent.question) } : undefined,
  note(at, about, text) {
    const step = at.data.investigation()?.steps.find(({ id }) => id === about)?.id;
    const question = questionIn(at);
    if (step === undefined || question === undefined) return at.state;
    return changeStory(at.state, question, (story) => withNote(story, step, text));
  },

  analysis: ({ question, stories }) => [question, notesIn(stories)],
  carry: ({ stories }, to) => ({ ...to, stories }),
  save(before, after, notes) {
    const changed = Object.entries(after.stories).filter(([key, story]) => before.stories[key] !== story);
    return changed.map(([key, story]) => notes.save(key, story));
  },
  encode: ({ question, step, open }) => ({ question, story: { step, open } }) as object,
  decode({ question, story }, { stories }) {
    return { ...initialInvestigation, stories, ...(question === undefined ? {} : { question }), ...story };
  },

  queries(at) {
    const question = questionIn(at);
    return { investigation: question && { kind: "investigation", question }, question: { kind: "question" } };
  },
  slots: () => ["investigation", "question"],
  View: linesView(investigationLines),
  Waiting,
  crumbs({ data }) {
    const found = data.investigation();
    return found === undefined ? [] : [`${cell(found.base.label)} → ${cell(found.compare.label)}`];
  },
  chips(at) {
    const question = questionIn(at);
    return question === undefined ? [] : questionChips(question, at.data, at.size.columns);
  },
  spoken(at) {
    const view = stepContext(at);
    return view === undefined ? ["Reading."] : stepSentences(view);
  },

  row({ state, data }) {
    const step = data.investigation()?.steps[state.step];
    return step && [step.title, step.verdict, step.finding];
  },
  column: () => 2,
  table: ({ data }) => data.investigation()?.steps.map((step) => [step.title, step.verdict, step.finding]),
  sql({ state, data }) {
    const step = data.investigation()?.steps[state.step];
    return [...(step?.sql ?? []), ...(step?.beside?.sql ?? [])];
  },
  exportOf,
});

/** Progress until the first answer arrives. */
function Waiting({ at }: ViewProps<InvestigationState>): ReactNode {
  const done = at.data.slot("investigation")?.progress ?? 0;
  return (
    <Box flexDirection="column" paddingTop={1} paddingLeft={3} rowGap={1}>
      <Lines lines={[[seg("analysing the change, Esc stops", "label")]]} />
      <Lines lines={[progressBar(done, Math.min(60, at.size.columns - 6))]} />
    </Box>
  );
}

/** Notes and steps left out; that a step was seen is not analysis. */
function notesIn(stories: InvestigationState["stories"]) {
  return Object.entries(stories).map(([key, { notes, excluded }]) => [key, notes, excluded]);
}

/** The report of what is on screen, named after its subject. */
function exportOf(at: At<InvestigationState>): Export | string {
  const { data } = at;
  const investigation = data.investigation();
  if (investigation === undefined || data.slot("investigation")?.isStale !== false)
    return "The investigation is still being computed";
  const story = storyIn(at);
  const { metric } = investigation.question;
  const name = `${metric}-${investigation.base.label}-to-${investigation.compare.label}`;
  const file = `${name.replaceAll(/[^A-Za-z0-9]+/g, "-").toLowerCase()}.html`;
  return { view: { kind: "report", investigation, story }, file };
}
