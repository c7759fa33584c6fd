import type { Investigation } from "../../../analysis/investigation.ts";
import type { ScreenContext } from "../view.ts";
import type { InvestigationState } from "./state.ts";

/** What the investigation is drawn from. */
export interface InvestigationView extends ScreenContext {
  readonly state: InvestigationState;
  readonly investigation: Investigation;
}
