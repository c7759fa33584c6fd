import { type Cursor, originCursor } from "../../state/viewport.ts";

export interface OwnSqlState {
  /** The query that was run last; absent: none yet. */
  readonly text?: string;
  /** Earlier queries, newest first. */
  readonly earlier: readonly string[];
  readonly cursor: Cursor;
}

export const initialOwnSql: OwnSqlState = { earlier: [], cursor: originCursor };

/** A longer list of earlier queries is no help. */
const maxEarlier = 50;

/** The state with another query to run. */
export function running(state: OwnSqlState, text: string): OwnSqlState {
  const before = state.text === undefined ? state.earlier : [state.text, ...state.earlier];
  const earlier = [...new Set(before)].filter((one) => one !== text).slice(0, maxEarlier);
  return { text, earlier, cursor: originCursor };
}
