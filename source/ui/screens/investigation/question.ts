import { type Story, storyOf } from "../../../analysis/story.ts";
import type { AnyQuestion } from "../../../analysis/totals/question.ts";
import type { At } from "../../state/screen.ts";
import type { InvestigationState } from "./state.ts";

/** The question in view: the one that was asked, else the home question once it is known. */
export function questionIn({ state, data }: At<InvestigationState>): AnyQuestion | undefined {
  return state.question ?? data.homeQuestion();
}

/** What was noted on it, left out and seen. */
export function storyIn(at: At<InvestigationState>): Story {
  return storyOf(at.state.stories, questionIn(at));
}
