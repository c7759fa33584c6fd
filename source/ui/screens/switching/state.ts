import { type SwitchingAsked, type SwitchingSide, switchable, usualChanges } from "../../../analysis/switching.ts";
import type { Period } from "../../../domain/period.ts";
import type { Filter } from "../../../domain/slice.ts";
import type { AppData } from "../../state/data.ts";
import { type Cursor, originCursor } from "../../state/viewport.ts";

export interface SwitchingState {
  /** Absent: the default dimension, and the default changes. */
  readonly of?: string;
  readonly from?: SwitchingAsked["from"];
  readonly period?: Period;
  readonly filters: readonly Filter[];
  readonly cursor: Cursor;
}

export const initialSwitching: SwitchingState = { filters: [], cursor: originCursor };

/** The current question, with defaults for what was not chosen. */
export function askedIn(state: SwitchingState, { catalog, dataSet }: AppData): SwitchingAsked {
  const from = state.from ?? usualChanges(dataSet.capabilities);
  const known = switchable(catalog, from);
  const of = known.find((name) => name === state.of) ?? known[0] ?? "product";
  return { of, from, period: state.period, filters: state.filters };
}

/** The state with another question, its cursor on the row of all changes. */
export function asking(state: SwitchingState, change: Partial<SwitchingState>): SwitchingState {
  return { ...state, ...change, cursor: originCursor };
}

/** The change under the cursor; undefined on the row of all changes. */
export function pairAt(side: SwitchingSide, { cursor }: SwitchingState) {
  return cursor.row === 0 ? undefined : side.pairs[cursor.row - 1];
}
