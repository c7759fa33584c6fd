import { isTotals } from "../../../analysis/totals/question.ts";
import { remark } from "../../questions/ask.ts";
import type { ActionName } from "../../state/actions.ts";
import { notice } from "../../state/app-state.ts";
import { type NoteOverlay, pick } from "../../state/overlay.ts";
import type { At, Outcome } from "../../state/screen.ts";
import { sliceOfStep } from "./open-slice.ts";
import { type InvestigationState, questionIn, reduceInvestigation, storyIn } from "./state.ts";

type Own = At<InvestigationState>;

/** The outcome of an action on an investigation. */
export function actOnInvestigation(at: Own, name: ActionName, count: number): Outcome<InvestigationState> {
  const { state } = at;
  const question = questionIn(at);
  if (name === "search") return { overlay: pick("step") };
  if (name === "compare") {
    const isOfGroups = question !== undefined && isTotals(question) && question.of === "groups";
    return { overlay: pick(isOfGroups ? "group_by" : "cohort") };
  }
  if (name === "as_slice") return openedAsSlice(at);
  if (name === "note") return { overlay: noteOverlay(at) };
  if (name === "clear_filters" && question !== undefined)
    return { state: { ...state, question: { ...question, filters: [] } } };
  return { state: reduceInvestigation(at, name, count) };
}

/** Why an action is not possible now. */
export function reasonAgainst({ state, data }: Own, action: ActionName): string | undefined {
  const steps = data.investigation()?.steps ?? [];
  if (action === "switches" && state.question !== undefined && isTotals(state.question))
    return "Totals are as booked: there is nothing to switch";
  const isOnStep = action === "note" || action === "leave_out" || action === "step";
  if (isOnStep && steps.length === 0) return "There is no investigation here yet";
  if (action !== "bars" || steps[state.step]?.id === "bridge") return undefined;
  const bridge = steps.findIndex((step) => step.id === "bridge");
  return bridge < 0 ? "There is no bridge yet" : `The bars are on the bridge, step ${bridge + 1}`;
}

/** The subject of the step as a slice of both periods. */
function openedAsSlice(at: Own): Outcome<InvestigationState> {
  const investigation = at.data.investigation();
  const step = investigation?.steps[at.state.step];
  const question = questionIn(at);
  if (question === undefined || step === undefined) return notice("The investigation is still being read");
  const { slice, view, said } = sliceOfStep(step.id, question, at.data.catalog, investigation);
  return { show: { kind: "slice", slice, view }, ...remark(said) };
}

function noteOverlay(at: Own): NoteOverlay | undefined {
  const about = at.data.investigation()?.steps[at.state.step]?.id;
  if (about === undefined) return undefined;
  const kept = storyIn(at).notes[about] ?? "";
  return { kind: "note", title: "Note on this step", about, kept, isLeaving: false, input: kept };
}
