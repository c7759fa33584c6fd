import { cell } from "../domain/cell.ts";
import { type DraftChange, type DraftChoice, leftOut } from "../domain/mapping-draft.ts";
import { bodySize, linesAbove } from "./app-state.ts";
import { isOn } from "./keymap.ts";
import { keyLabel } from "./keys.ts";
import { type MapAction, type MapRequest, type MapState, settledMap } from "./map-state.ts";
import { movesLast } from "./overlays/items.ts";
import { pointInList } from "./overlays/list-window.ts";
import { type Item, isSameEntry, itemAt, matching, pick, reduceOverlay, typed } from "./overlays/state.ts";
import { mappingExtent } from "./screens/mapping/mapping-view.ts";
import { isOutright, itemUnderCursor, nextDoubtful, nextTable, withDraft } from "./screens/mapping/state.ts";
import { moveCursor, rowAt } from "./viewport.ts";

/** The one flow of the mapping's screen; nothing here touches files. */
export function reduceMap(state: MapState, action: MapAction): MapState {
  switch (action.type) {
    case "size":
      return settledMap({ ...state, size: { columns: action.columns, rows: action.rows } });
    case "changed":
      return action.draft === undefined
        ? say({ ...state, isBusy: false }, "Nothing to undo", "label")
        : settledMap({ ...state, isBusy: false, mapping: withDraft(state.mapping, action.draft) });
    case "failed":
      return say({ ...state, isBusy: false }, action.text, "error");
    case "text":
      if (state.overlay?.kind !== "pick") return state;
      return { ...state, overlay: typed(state.overlay, action.text) };
    case "point":
      return settledMap(pointed({ ...state, notice: undefined }, action.y));
    case "wheel":
      return settledMap(wheeled({ ...state, notice: undefined }, action.rows));
    case "prompt":
      return inOverlay({ ...state, notice: undefined }, action.key);
    case "do":
      return settledMap(act({ ...state, notice: undefined }, action.name));
  }
}

/** The cursor on the line, or on the entry of an open list, that was clicked; on what it is on already, that is opened or chosen. */
function pointed(state: MapState, y: number): MapState {
  const { mapping, overlay, size } = state;
  if (overlay?.kind === "pick") {
    const items = mapItems(state);
    const next = pointInList(overlay, items, y, size);
    return next !== overlay && isSameEntry(overlay, next, items)
      ? inOverlay(state, "accept")
      : { ...state, overlay: next };
  }
  if (overlay !== undefined) return state;
  const cursor = rowAt(mapping.cursor, y - linesAbove, mappingExtent(mapping, bodySize(size)));
  if (cursor !== mapping.cursor && cursor.row === mapping.cursor.row) return act(state, "change");
  return { ...state, mapping: { ...mapping, cursor } };
}

/** The rows that the wheel went: the cursor follows, or what is open is scrolled. */
function wheeled(state: MapState, rows: number): MapState {
  const key = rows < 0 ? "up" : "down";
  let next = state;
  for (let step = 0; step < Math.abs(rows); step++)
    next = next.overlay === undefined ? settledMap(act(next, key)) : inOverlay(next, key);
  return next;
}

function act(state: MapState, name: string): MapState {
  const { mapping } = state;
  switch (name) {
    case "quit":
    case "suspend":
      return request(state, { kind: name });
    case "palette":
      return { ...state, overlay: pick("palette") };
    case "help":
    case "sql":
      return { ...state, overlay: { kind: name, scroll: 0 } };
    case "back":
      return say(state, "a writes the mapping and builds, q leaves and writes nothing", "label");
    case "next_screen":
    case "previous_screen":
      return toTop(state, nextTable(mapping, name === "next_screen" ? 1 : -1));
    case "next_step":
    case "previous_step": {
      const row = nextDoubtful(mapping, name === "next_step" ? 1 : -1);
      return row === undefined ? say(state, "Nothing here is in doubt", "label") : toRow(state, row);
    }
    case "change":
      return { ...state, overlay: pick(itemUnderCursor(mapping)?.column ? "source_column" : "source_file") };
    case "accept":
      return state.isBusy ? waiting(state) : { ...request(state, { kind: "accept" }), isBusy: true };
    case "undo":
      return changed(state, { kind: "undo" });
    case "leave_out":
      return withoutItem(state);
  }
  const cursor = moveCursor(mapping.cursor, name, 1, mappingExtent(mapping, bodySize(state.size)));
  return cursor === undefined ? state : { ...state, mapping: { ...mapping, cursor } };
}

/** A table's line as the first in view, so that its columns are too. */
function toTop(state: MapState, row: number): MapState {
  const { mapping } = toRow(state, row);
  return { ...state, mapping: { ...mapping, cursor: { ...mapping.cursor, row, top: row } } };
}

function toRow(state: MapState, row: number): MapState {
  const { mapping } = state;
  return { ...state, mapping: { ...mapping, cursor: { ...mapping.cursor, row } } };
}

function withoutItem(state: MapState): MapState {
  const { table, column } = itemUnderCursor(state.mapping) ?? {};
  if (table === undefined || (column !== undefined && column.expression === undefined) || table.files.length === 0)
    return say(state, "This is left out already: ⏎ chooses what it is made from", "label");
  if (column !== undefined && isOutright(column))
    return say(state, "Amounts are always in some currency: ⏎ chooses another", "label");
  return column === undefined
    ? changed(state, { kind: "table", table: table.table, value: leftOut })
    : changed(state, { kind: "column", table: table.table, column: column.column, value: leftOut });
}

function changed(state: MapState, change: DraftChange): MapState {
  return state.isBusy ? waiting(state) : { ...request(state, { kind: "change", change }), isBusy: true };
}

function waiting(state: MapState): MapState {
  return say(state, "One moment: the change before is still being tried on the files", "label");
}

/** What the open list offers, narrowed by what was typed. */
export function mapItems({ overlay, mapping, keymap }: MapState): readonly Item[] {
  if (overlay?.kind !== "pick") return [];
  const { table, column } = itemUnderCursor(mapping) ?? {};
  const shown = ({ value, label, detail }: DraftChoice) => ({ value, label: cell(label), detail: cell(detail) });
  const all =
    overlay.purpose === "palette"
      ? keymap.rows
          .filter((row) => isOn(row, "mapping") && row.action !== "palette")
          .sort(movesLast)
          .map((row) => ({ value: row.action, label: row.description, detail: row.keys.map(keyLabel).join(" ") }))
      : (column?.choices ?? table?.choices ?? []).map(shown);
  return matching(all, overlay.input);
}

function inOverlay(state: MapState, key: Extract<MapAction, { type: "prompt" }>["key"]): MapState {
  const { overlay } = state;
  if (overlay === undefined) return state;
  const closed: MapState = { ...state, overlay: undefined };
  if (key === "cancel") return closed;
  const items = mapItems(state);
  if (key !== "accept") {
    return { ...state, overlay: reduceOverlay(overlay, key, items) };
  }
  const value = overlay.kind === "pick" ? itemAt(overlay, items)?.value : undefined;
  if (overlay.kind !== "pick" || value === undefined) return closed;
  if (overlay.purpose === "palette") return settledMap(act(closed, value));
  const { table, column } = itemUnderCursor(state.mapping) ?? {};
  if (table === undefined) return closed;
  return column === undefined
    ? changed(closed, { kind: "table", table: table.table, value })
    : changed(closed, { kind: "column", table: table.table, column: column.column, value });
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function request(state: MapState, wish: DistributiveOmit<MapRequest, "id">): MapState {
  return { ...state, request: { ...wish, id: (state.request?.id ?? 0) + 1 } as MapRequest };
}

function say(state: MapState, text: string, tone: NonNullable<MapState["notice"]>["tone"]): MapState {
  return { ...state, notice: { text, tone } };
}
