import { type Story, storyOf } from "../../../analysis/story.ts";
import type { AnyQuestion } from "../../../analysis/totals/question.ts";
import type { At } from "../../state/screen.ts";
import type { InvestigationState } from "./state.ts";

/** The current question: the one that was asked, or the home question once it is known. */
export function questionIn({ state, data }: At<InvestigationState>): AnyQuestion | undefined {
  return state.question ?? data.homeQuestion();
}

/** Its notes, steps left out and steps seen. */
export function storyIn(at: At<InvestigationState>): Story {
  return storyOf(at.state.stories, questionIn(at));
}
