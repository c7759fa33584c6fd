import { type DraftChange, leftOut } from "../../../domain/mapping-draft.ts";
import type { ActionName } from "../../state/actions.ts";
import { notice } from "../../state/app-state.ts";
import { listCursor } from "../../state/list-cursor.ts";
import { pick } from "../../state/overlay.ts";
import type { At, Outcome } from "../../state/screen.ts";
import { mappingExtent, totalsHeight } from "./mapping-view.ts";
import { isOutright, itemUnderCursor, type MappingState, nextDoubtful, nextPart, withReading } from "./state.ts";

/** Effects outside the mapping screen. */
export type MappingEffect = { readonly kind: "change"; readonly change: DraftChange } | { readonly kind: "accept" };

/** The cursor in the list below the totals. */
export const { moved, ...mappingCursor } = listCursor<MappingState>(({ state, size }) => {
  return { extent: mappingExtent(state, size), firstLine: totalsHeight };
});

/** The outcome of an action on the mapping. */
export function reduceMapping(at: At<MappingState>, name: ActionName, count: number): Outcome<MappingState> {
  const { state } = at;
  switch (name) {
    case "back":
      return say("a writes the mapping and builds, q leaves and writes nothing");
    case "next_screen":
    case "previous_screen": {
      // A part's line goes to the top, so that its contents are in view too.
      const row = nextPart(state, name === "next_screen" ? 1 : -1);
      return { state: { ...state, cursor: { ...state.cursor, row, top: row } } };
    }
    case "next_step":
    case "previous_step": {
      const row = nextDoubtful(state, name === "next_step" ? 1 : -1);
      if (row === undefined) return say("Nothing here is uncertain");
      return { state: { ...state, cursor: { ...state.cursor, row } } };
    }
    case "change":
      return changeItem(state);
    case "keep":
      return kept(state);
    case "accept":
      return state.draft.isCounted ? wanted(state, { kind: "accept" }) : notice(notYet(state));
    case "undo":
      return changed(state, { kind: "undo" });
    case "leave_out":
      return withoutItem(state);
  }
  return moved(at, name, count);
}

const pickers = { gap: "gap_column", table: "source_file", column: "source_column" } as const;

/** Takes the next reading of a decision; for anything else opens a list to choose from. */
function changeItem(state: MappingState): Outcome<MappingState> {
  const item = itemUnderCursor(state);
  if (item === undefined) return {};
  if (item.kind === "file") return say("⏎ on a table chooses the file that it is made from");
  if (item.kind === "table") return { overlay: pick(pickers.table, { current: item.table.from ?? leftOut }) };
  if (item.kind !== "decision") return { overlay: pick(pickers[item.kind]) };
  const { readings, taken } = item.decision;
  const within = readings.filter(({ isOutOfReach }) => isOutOfReach !== true);
  if (within.length < readings.length && within.length < 2)
    return say("No mapping of these files can do that: Space confirms, or change the files and open them again");
  const at = within.findIndex(({ id }) => id === taken);
  const next = within[(at + 1) % within.length];
  if (next === undefined || next.id === taken) return say("There is no other way to read this");
  return withAnswer(state, next.id);
}

/** Confirms the current reading as the user's own. */
function kept(state: MappingState): Outcome<MappingState> {
  const item = itemUnderCursor(state);
  if (item?.kind !== "decision") return say("Nothing to confirm here: n goes to what is not certain");
  if (!item.decision.isAssumption) return say("This is not an assumption");
  return withAnswer(state, item.decision.taken);
}

/** Shows at once what is known of the reading; the rest follows once it was tried on the files. */
function withAnswer(state: MappingState, value: string): Outcome<MappingState> {
  const item = itemUnderCursor(state);
  if (item?.kind !== "decision") return {};
  const { id } = item.decision;
  const outcome = changed(state, { kind: "decision", id, value });
  if (outcome.state === undefined) return outcome;
  const draft = withReading(state.draft, item.decision, value);
  return { ...outcome, state: { ...outcome.state, draft, before: state.draft } };
}

/** A change of the draft, tried on the files, one at a time. */
function changed(state: MappingState, change: DraftChange): Outcome<MappingState> {
  return wanted(state, { kind: "change", change });
}

/** Sets what the item under the cursor comes from. */
export function madeFrom(state: MappingState, value: string): Outcome<MappingState> {
  const item = itemUnderCursor(state);
  if (item?.kind === "gap") return changed(state, { kind: "gap", role: item.gap.role, lines: item.gap.lines, value });
  if (item?.kind === "table") return changed(state, { kind: "table", table: item.table.table, value });
  if (item?.kind !== "column") return {};
  return changed(state, { kind: "column", table: item.table.table, column: item.column.column, value });
}

function wanted(state: MappingState, effect: MappingEffect): Outcome<MappingState> {
  if (state.isBusy) return say("One moment: the last change is still being tried on the files");
  return { state: { ...state, isBusy: true }, effect };
}

/** Why a draft of samples cannot be accepted. */
function notYet({ counting }: MappingState): string {
  return typeof counting === "object"
    ? "Not every row could be counted, so nothing can be built: q leaves"
    : "Every row must be counted first: a works once the totals are there";
}

function withoutItem(state: MappingState): Outcome<MappingState> {
  const item = itemUnderCursor(state);
  if (item?.kind !== "table" && item?.kind !== "column")
    return say("Tables and columns can be left out: ⏎ changes this");
  const column = item.kind === "column" ? item.column : undefined;
  if ((column !== undefined && column.expression === undefined) || item.table.files.length === 0)
    return say("This is left out already: ⏎ chooses what it is made from");
  if (column !== undefined && isOutright(column)) return say("Amounts must have a currency: ⏎ chooses another");
  return madeFrom(state, leftOut);
}

/** A remark on what a key does or does not do here. */
export function say(text: string): Outcome<MappingState> {
  return notice(text, "label");
}
