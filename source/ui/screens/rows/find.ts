import { cell } from "../../../domain/cell.ts";
import { counted } from "../../../domain/format.ts";
import type { RowPage, Value } from "../../../domain/slice-result.ts";
import type { CoreQuery } from "../../state/core-query.ts";
import type { AppData } from "../../state/data.ts";
import type { Item } from "../../state/overlay.ts";
import type { At, Picker } from "../../state/screen.ts";
import type { RowsState } from "./state.ts";

/** The rows of the listing that contain the text, each after its position; undefined while they are searched. */
function matches(state: RowsState, text: string, data: AppData): RowPage | undefined {
  if (state.customer !== undefined) return inTimeline(text, data);
  const slot = data.slot("found");
  return slot?.key === JSON.stringify(searchQuery(state, text)) && !slot.isStale ? data.found() : undefined;
}

/** A customer's timeline is fully in memory. */
function inTimeline(text: string, data: AppData): RowPage | undefined {
  const page = data.page()?.page;
  if (page === undefined) return undefined;
  const has = (row: readonly Value[]) => row.map(cell).join(" ").toLowerCase().includes(text.toLowerCase());
  const rows = page.rows.flatMap((row, place) => (has(row) ? [[place, ...row]] : []));
  return { ...page, columns: ["place", ...page.columns], rows, total: rows.length };
}

/** The query that searches the listing for a text. */
function searchQuery({ kind, slice, order }: RowsState, text: string): CoreQuery {
  return { kind: "found", of: kind, slice, order, text };
}

/** The query for the last search, so that the next matching row is known. */
export function soughtQuery(state: RowsState): readonly [slot: string, query: CoreQuery] | undefined {
  const { sought, customer } = state;
  return sought === undefined || customer !== undefined ? undefined : ["found", searchQuery(state, sought)];
}

/** The list of rows that contain the typed text. */
export const searchPicker: Picker<RowsState> = {
  title: () => "Find rows",
  typed: "a text in any column",
  items: ({ state, data }, { input }) => foundItems(state, input.trim(), data),
  query: ({ state }, { input }) => soughtQuery({ ...state, sought: input.trim() || state.sought }),
  current: ({ state }) => String(state.cursor.row),
  acceptAny({ state }, { input }, chosen) {
    const sought = input.trim() || state.sought;
    if (sought === undefined) return {};
    if (chosen === undefined) return { state: { ...state, sought, isSeeking: true } };
    const { isSeeking: _, ...rest } = state;
    return { state: { ...rest, sought, cursor: { ...state.cursor, row: Number(chosen) } } };
  },
};

/** With nothing typed: the earlier search, and the row under the cursor, from which the next one is found. */
function foundItems(state: RowsState, input: string, data: AppData): readonly Item[] | undefined {
  const text = input || state.sought;
  if (text === undefined) return [];
  const found = matches(state, text, data);
  if (found === undefined) return undefined;
  const items = found.rows.map((row): Item => itemOf(Number(row[0]), row.slice(1, 4).map(cell).join("  ")));
  const { row } = state.cursor;
  if (input !== "" || items.some(({ value }) => value === String(row))) return items;
  const place = items.findIndex(({ value }) => Number(value) > row);
  return items.toSpliced(place < 0 ? items.length : place, 0, itemOf(row, "where the cursor is"));
}

function itemOf(place: number, label: string): Item {
  return { value: String(place), label, detail: `row ${counted(place + 1)}` };
}

/** The state with the cursor on the next row that matches the search, once it is known. */
export function soughtRow({ state, data }: At<RowsState>): RowsState {
  const found = state.isSeeking === true && state.sought !== undefined ? matches(state, state.sought, data) : undefined;
  if (found === undefined) return state;
  const { isSeeking: _, ...rest } = state;
  const places = found.rows.map(([place]) => Number(place));
  const row = places.find((place) => place >= state.cursor.row) ?? places[0] ?? state.cursor.row;
  return { ...rest, cursor: { ...state.cursor, row } };
}

/** How many rows match the search, for the line below the rows. */
export function soughtText(state: RowsState, data: AppData): string {
  if (state.sought === undefined) return "";
  const found = matches(state, state.sought, data);
  const count =
    found === undefined ? "searching for" : found.total === 0 ? "no row has" : `${counted(found.total)} have`;
  return ` · ${count} "${cell(state.sought)}"`;
}
