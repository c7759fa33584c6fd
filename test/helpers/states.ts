import type { CohortsState } from "../../source/ui/screens/cohorts/state.ts";
import type { InvestigationState } from "../../source/ui/screens/investigation/state.ts";
import type { MappingState } from "../../source/ui/screens/mapping/state.ts";
import type { OwnSqlState } from "../../source/ui/screens/own-sql/state.ts";
import type { PipelineState } from "../../source/ui/screens/pipeline/state.ts";
import type { RowsState } from "../../source/ui/screens/rows/state.ts";
import type { SlicesState } from "../../source/ui/screens/slices/state.ts";
import type { SwitchingState } from "../../source/ui/screens/switching/state.ts";
import type { Place } from "../../source/ui/state/place.ts";

/** The states of the screens, which otherwise only the screens themselves know. */
export interface States {
  readonly cohorts: CohortsState;
  readonly slices: SlicesState;
  readonly rows: RowsState;
  readonly investigation: InvestigationState;
  readonly pipeline: PipelineState;
  readonly switching: SwitchingState;
  readonly "own-sql": OwnSqlState;
  readonly mapping: MappingState;
}

export function statesIn({ screen, states }: Place): States & { readonly screen: string } {
  return { screen, ...(states as unknown as States) };
}

/** The place with these states for some screens. */
export function withStates(place: Place, states: Partial<States> & { readonly screen?: string }): Place {
  const { screen = place.screen, ...changed } = states;
  return { screen, states: { ...place.states, ...changed } };
}
