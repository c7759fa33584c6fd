import type { Investigation, Question, StepId } from "../../../analysis/investigation.ts";
import type { ActionName } from "../../actions.ts";

export interface InvestigationState {
  /** Undefined: the home question of this data. */
  readonly question?: Question;
  readonly step: number;
  /** First line of the step's body in view. */
  readonly scroll: number;
  /** Whether the bridge shows groups or every driver. */
  readonly bars: "groups" | "drivers";
  readonly chosen: number;
  readonly notes: Readonly<Partial<Record<StepId, string>>>;
  /** Steps that the analyst leaves out of the story. */
  readonly excluded: readonly StepId[];
}

export const initialInvestigation: InvestigationState = {
  step: 0,
  scroll: 0,
  bars: "groups",
  chosen: 0,
  notes: {},
  excluded: [],
};

/** A new question from its first step, without the notes of another one. */
export function askQuestion(question: Question): InvestigationState {
  return { ...initialInvestigation, question };
}

/** The state after an action of this screen; the same object where the action is none of it. */
export function reduceInvestigation(
  state: InvestigationState,
  name: ActionName,
  count: number,
  investigation: Investigation | undefined,
): InvestigationState {
  const steps = investigation?.steps ?? [];
  const toStep = (step: number): InvestigationState => {
    const clamped = Math.max(0, Math.min(steps.length - 1, step));
    return clamped === state.step ? state : { ...state, step: clamped, scroll: 0, chosen: 0 };
  };
  const bars = state.bars === "groups" ? investigation?.groups : investigation?.drivers;
  const current = steps[state.step]?.id;
  const move = (by: number): InvestigationState =>
    current === "bridge"
      ? { ...state, chosen: Math.max(0, Math.min((bars?.length ?? 1) - 1, state.chosen + by)) }
      : { ...state, scroll: Math.max(0, state.scroll + by) };
  switch (name) {
    case "next_step":
    case "right":
      return toStep(state.step + count);
    case "previous_step":
    case "left":
      return toStep(state.step - count);
    case "first_column":
      return toStep(0);
    case "last_column":
      return toStep(steps.length - 1);
    case "up":
      return move(-count);
    case "down":
      return move(count);
    case "page_up":
      return move(-10 * count);
    case "page_down":
      return move(10 * count);
    case "first_row":
      return move(-1000);
    case "bars":
      return { ...state, bars: state.bars === "groups" ? "drivers" : "groups", chosen: 0 };
    case "leave_out":
      return current === undefined ? state : { ...state, excluded: toggled(state.excluded, current) };
    default:
      return state;
  }
}

/** The state with a note on a step; an empty note takes it away. */
export function withNote(state: InvestigationState, step: StepId, note: string): InvestigationState {
  const { [step]: _, ...others } = state.notes;
  return { ...state, notes: note.trim() === "" ? others : { ...others, [step]: note.trim() } };
}

function toggled(all: readonly StepId[], one: StepId): readonly StepId[] {
  return all.includes(one) ? all.filter((id) => id !== one) : [...all, one];
}
