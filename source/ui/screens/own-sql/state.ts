import { type Cursor, originCursor } from "../../state/viewport.ts";

export interface OwnSqlState {
  /** The query that is answered; absent: none yet. */
  readonly text?: string;
  /** Queries before it, newest first. */
  readonly earlier: readonly string[];
  readonly cursor: Cursor;
}

export const initialOwnSql: OwnSqlState = { earlier: [], cursor: originCursor };

/** More earlier queries than this are no help in a list. */
const mostEarlier = 50;

/** The state with another query to be answered. */
export function running(state: OwnSqlState, text: string): OwnSqlState {
  const before = state.text === undefined ? state.earlier : [state.text, ...state.earlier];
  const earlier = [...new Set(before)].filter((one) => one !== text).slice(0, mostEarlier);
  return { text, earlier, cursor: originCursor };
}
