import {
  type DraftColumn,
  type DraftDecision,
  type DraftFile,
  type DraftGap,
  type DraftTable,
  draftFault,
  type MappingDraft,
} from "../../../domain/mapping-draft.ts";
import { type Cursor, originCursor } from "../../state/viewport.ts";

/** The draft, the cursor in it, and how far its preview is scrolled to the right. */
export interface MappingState {
  readonly draft: MappingDraft;
  readonly cursor: Cursor;
  /** A change is in progress; until it is done, nothing else can be changed. */
  readonly isBusy: boolean;
  /** The share of the files whose rows are counted, while the draft is of samples; why not if they cannot be. */
  readonly counting?: number | { readonly failed: string } | undefined;
  /** What all rows changed in the draft of samples. */
  readonly changes?: readonly string[] | undefined;
  /** The draft to go back to if the change in progress fails, because the screen already shows the change. */
  readonly before?: MappingDraft | undefined;
}

/** A line of the list. */
export type MappingItem =
  | { readonly kind: "gap"; readonly gap: DraftGap }
  | { readonly kind: "decision"; readonly decision: DraftDecision }
  | { readonly kind: "table"; readonly table: DraftTable }
  | { readonly kind: "column"; readonly table: DraftTable; readonly column: DraftColumn }
  | { readonly kind: "file"; readonly file: DraftFile };

export function initialMapping(draft: MappingDraft): MappingState {
  return { draft, cursor: originCursor, isBusy: false };
}

/** Gaps, then decisions, then tables in order, each followed by its columns, then files. */
export function mappingItems({ gaps, decisions, tables, files }: MappingDraft): readonly MappingItem[] {
  return [
    ...gaps.map((gap) => ({ kind: "gap", gap }) as const),
    ...decisions.map((decision) => ({ kind: "decision", decision }) as const),
    ...tables.flatMap((table) => [
      { kind: "table", table } as const,
      ...table.columns.map((column) => ({ kind: "column", table, column }) as const),
    ]),
    ...files.map((file) => ({ kind: "file", file }) as const),
  ];
}

/** The identity of a line, the same before and after a change. */
export function keyOf(item: MappingItem): string {
  switch (item.kind) {
    case "gap":
      return `gap ${item.gap.role}`;
    case "decision":
      return `decision ${item.decision.id}`;
    case "table":
      return `table ${item.table.table}`;
    case "column":
      return `column ${item.table.table} ${item.column.column}`;
    case "file":
      return `file ${item.file.name}`;
  }
}

export function itemUnderCursor({ draft, cursor }: MappingState): MappingItem | undefined {
  return mappingItems(draft)[cursor.row];
}

/** Items that someone should check: missing, assumed, not certain, or not readable as they are. */
function isDoubtful(item: MappingItem): boolean {
  switch (item.kind) {
    case "gap":
      return true;
    case "decision":
      return item.decision.isAssumption;
    case "table":
      return item.table.problem !== undefined;
    case "column":
      return item.column.confidence === "unclear" || isMissing(item.column);
    case "file":
      return false;
  }
}

/** Whether the expression of a column is one of its choices as is, not an expression over a file: the currency. */
export function isOutright({ choices, expression }: DraftColumn): boolean {
  return choices.some((choice) => choice.value === expression);
}

export function isMissing(column: DraftColumn): boolean {
  return column.isRequired && column.expression === undefined;
}

/** The line of the next doubtful item, wrapping around at the end; undefined if there is none. */
export function nextDoubtful({ draft, cursor }: MappingState, by: 1 | -1): number | undefined {
  const items = mappingItems(draft);
  for (let step = 1; step <= items.length; step++) {
    const row = (cursor.row + by * step + items.length * 2) % items.length;
    const item = items[row];
    if (item !== undefined && isDoubtful(item)) return row;
  }
  return undefined;
}

/** The first line of the next (or previous) part from the cursor: the decisions, each table, the files. */
export function nextPart({ draft, cursor }: MappingState, by: 1 | -1): number {
  const items = mappingItems(draft);
  const heads = items.flatMap((item, row) => (isHead(item, items[row - 1]) ? [row] : []));
  const at = heads.findLastIndex((row) => row <= cursor.row);
  return heads[(at + by + heads.length) % heads.length] ?? 0;
}

function isHead(item: MappingItem, before: MappingItem | undefined): boolean {
  if (before === undefined || item.kind === "table") return true;
  return item.kind === "file" && before.kind !== "file";
}

/** The same line after a change of the draft, if it still exists; for a table that was left out, the table's line. */
export function withDraft(state: MappingState, draft: MappingDraft): MappingState {
  const here = itemUnderCursor(state);
  const items = mappingItems(draft);
  const at = (key: string) => items.findIndex((item) => keyOf(item) === key);
  const same = here === undefined ? -1 : at(keyOf(here));
  const ofTable = here?.kind === "column" ? at(`table ${here.table.table}`) : -1;
  const row = Math.max(0, same >= 0 ? same : ofTable);
  return { ...state, draft, before: undefined, cursor: { ...state.cursor, row } };
}

/** The draft with another reading, as far as its effect is known before it is tried on the files. */
export function withReading(draft: MappingDraft, decision: DraftDecision, id: string): MappingDraft {
  const totals = decision.readings.find((reading) => reading.id === id)?.totals;
  const decisions = draft.decisions.map((one) => (one === decision ? { ...one, taken: id, isAssumption: false } : one));
  const known = totals && { ...totals, largestCustomer: undefined, largestDay: undefined };
  return { ...draft, decisions, totals: known ?? draft.totals };
}

/** The counts in the chips. */
export function countsOf(draft: MappingDraft): {
  readonly tables: number;
  readonly assumptions: number;
  readonly doubtful: number;
  readonly fault: string | undefined;
} {
  const items = mappingItems(draft);
  return {
    tables: draft.tables.filter((table) => table.files.length > 0).length,
    assumptions: draft.decisions.filter(({ isAssumption }) => isAssumption).length,
    doubtful: items.filter((item) => item.kind === "column" && isDoubtful(item)).length,
    fault: draftFault(draft),
  };
}
