import type { At } from "../../state/screen.ts";
import { navigatorLines, stepAt } from "./navigator.ts";
import { type InvestigationState, settleInvestigation, toStep } from "./state.ts";
import { barOnStep, maxScroll } from "./step-view.ts";
import { type StepContext, stepContext } from "./view.ts";

type Own = At<InvestigationState>;

/** What the current step is drawn from, and its rows below the strip of steps and a line. */
function stepInView(at: Own): { readonly view: StepContext; readonly height: number } | undefined {
  const view = stepContext(at);
  if (view === undefined) return undefined;
  const strip = navigatorLines(view.investigation, view.state.step, view.story, view.size.columns);
  return { view, height: view.size.rows - strip.length - 1 };
}

/** The state once the answer on screen belongs to the question: the step marked as seen, scrolled no further than its end. */
export function settled(at: Own): InvestigationState {
  if (at.data.slot("investigation")?.isStale !== false) return at.state;
  const state = settleInvestigation(at);
  const found = state.scroll === 0 ? undefined : stepInView({ ...at, state });
  if (found === undefined) return state;
  const scroll = Math.min(state.scroll, maxScroll(found.view, found.height));
  return scroll === state.scroll ? state : { ...state, scroll };
}

/** The step of the strip, or the bar of the bridge, at a position of the body. */
export function target(at: Own, x: number, y: number): InvestigationState {
  const { state } = at;
  const found = stepInView(at);
  if (found === undefined) return state;
  const { view, height } = found;
  const step = stepAt({ x, y }, view.investigation, view.story, view.size.columns);
  if (step !== undefined) return toStep(state, step, view.investigation.steps);
  const bar = barOnStep(x, y - (view.size.rows - height), view, height);
  return bar === undefined ? state : { ...state, chosen: bar };
}
