import type { ListingOrder } from "../../../domain/listing-order.ts";
import type { Slice } from "../../../domain/slice.ts";
import { type Cursor, originCursor } from "../../state/viewport.ts";

export interface RowsState {
  readonly slice: Slice;
  readonly kind: "lines" | "customers";
  readonly cursor: Cursor;
  /** Absent: oldest first, or highest net revenue first. */
  readonly order?: ListingOrder;
  /** The text that was searched for; `isSeeking` while the cursor still has to go to it. */
  readonly sought?: string;
  readonly isSeeking?: boolean;
  /** The open customer, and where the cursor was in the rows behind. */
  readonly customer?: string;
  readonly behind?: Cursor;
}

/** The state with one customer open. */
export function openCustomer(state: RowsState, customer: string): RowsState {
  return { ...state, customer, behind: state.behind ?? state.cursor, cursor: originCursor };
}

/** The state with the rows again, where they were left; undefined if no customer is open. */
export function closeCustomer({ customer, behind, ...state }: RowsState): RowsState | undefined {
  return customer === undefined ? undefined : { ...state, cursor: behind ?? originCursor };
}

/** The rows behind a slice, from the first one. */
export function initialRows(slice: Slice, kind: RowsState["kind"]): RowsState {
  return { slice, kind, cursor: originCursor };
}

/** Rows sorted by a column, highest first; reversed if they are sorted by it already. */
export function sortedRows(state: RowsState, column: string): RowsState {
  const descending = state.order?.column === column ? !state.order.descending : true;
  const cursor = { ...originCursor, column: state.cursor.column, left: state.cursor.left };
  return { ...state, order: { column, descending }, cursor };
}

/** The same listing under other filters, from the first row. */
export function filteredRows(state: RowsState, filters: Slice["filters"]): RowsState {
  return { ...state, slice: { ...state.slice, filters }, cursor: originCursor };
}
