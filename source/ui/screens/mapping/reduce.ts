import { type DraftChange, leftOut } from "../../../domain/mapping-draft.ts";
import type { ActionName } from "../../state/actions.ts";
import type { Notice } from "../../state/app-state.ts";
import { pick } from "../../state/overlay.ts";
import type { At, Outcome } from "../../state/screen.ts";
import { moveCursor } from "../../state/viewport.ts";
import { mappingExtent } from "./mapping-view.ts";
import { isOutright, itemUnderCursor, type MappingState, nextDoubtful, nextTable } from "./state.ts";

/** What the mapping wants done outside. */
export type MappingEffect = { readonly kind: "change"; readonly change: DraftChange } | { readonly kind: "accept" };

/** What comes of an action on the mapping. */
export function reduceMapping(
  { state, size }: At<MappingState>,
  name: ActionName,
  count: number,
): Outcome<MappingState> {
  switch (name) {
    case "back":
      return say("a writes the mapping and builds, q leaves and writes nothing");
    case "next_screen":
    case "previous_screen": {
      // A table's line is the first in view, so that its columns are too.
      const row = nextTable(state, name === "next_screen" ? 1 : -1);
      return { state: { ...state, cursor: { ...state.cursor, row, top: row } } };
    }
    case "next_step":
    case "previous_step": {
      const row = nextDoubtful(state, name === "next_step" ? 1 : -1);
      if (row === undefined) return say("Nothing here is in doubt");
      return { state: { ...state, cursor: { ...state.cursor, row } } };
    }
    case "change":
      return { overlay: pick(itemUnderCursor(state)?.column ? "source_column" : "source_file") };
    case "accept":
      return wanted(state, { kind: "accept" });
    case "undo":
      return changed(state, { kind: "undo" });
    case "leave_out":
      return withoutItem(state);
  }
  const cursor = moveCursor(state.cursor, name, count, mappingExtent(state, size));
  return cursor === undefined ? {} : { state: { ...state, cursor } };
}

/** A change of the draft, tried on the files; one at a time. */
export function changed(state: MappingState, change: DraftChange): Outcome<MappingState> {
  return wanted(state, { kind: "change", change });
}

/** What the item under the cursor is made from. */
export function madeFrom(state: MappingState, value: string): Outcome<MappingState> {
  const { table, column } = itemUnderCursor(state) ?? {};
  if (table === undefined) return {};
  return column === undefined
    ? changed(state, { kind: "table", table: table.table, value })
    : changed(state, { kind: "column", table: table.table, column: column.column, value });
}

function wanted(state: MappingState, effect: MappingEffect): Outcome<MappingState> {
  if (state.isBusy) return say("One moment: the change before is still being tried on the files");
  return { state: { ...state, isBusy: true }, effect };
}

function withoutItem(state: MappingState): Outcome<MappingState> {
  const { table, column } = itemUnderCursor(state) ?? {};
  if (table === undefined || (column !== undefined && column.expression === undefined) || table.files.length === 0)
    return say("This is left out already: ⏎ chooses what it is made from");
  if (column !== undefined && isOutright(column)) return say("Amounts are always in some currency: ⏎ chooses another");
  return madeFrom(state, leftOut);
}

export function say(text: string, tone: Notice["tone"] = "label"): Outcome<MappingState> {
  return { notice: { text, tone } };
}
