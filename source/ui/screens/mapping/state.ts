import { type DraftColumn, type DraftTable, draftFault, type MappingDraft } from "../../../domain/mapping-draft.ts";
import { type Cursor, originCursor } from "../../state/viewport.ts";

/** Where the cursor is in a draft, and how far its preview is moved to the right. */
export interface MappingState {
  readonly draft: MappingDraft;
  readonly cursor: Cursor;
  /** A change is under way: until it is done, nothing else is changed. */
  readonly isBusy: boolean;
}

/** A line of the list: a table, or one of its columns. */
export interface MappingItem {
  readonly table: DraftTable;
  readonly column: DraftColumn | undefined;
}

export function initialMapping(draft: MappingDraft): MappingState {
  return { draft, cursor: originCursor, isBusy: false };
}

/** Tables in their order, those with a file followed by their columns. */
export function mappingItems({ tables }: MappingDraft): readonly MappingItem[] {
  return tables.flatMap((table) => [
    { table, column: undefined },
    ...table.columns.map((column) => ({ table, column })),
  ]);
}

export function itemUnderCursor({ draft, cursor }: MappingState): MappingItem | undefined {
  return mappingItems(draft)[cursor.row];
}

/** Columns that someone should look at: not certain, or required and not there. */
function isDoubtful({ column, table }: MappingItem): boolean {
  if (column === undefined) return table.problem !== undefined;
  return column.confidence === "unclear" || isMissing(column);
}

/** Whether what stands for a column is one of its choices as it is, and no expression over a file: the currency. */
export function isOutright({ choices, expression }: DraftColumn): boolean {
  return choices.some((choice) => choice.value === expression);
}

export function isMissing(column: DraftColumn): boolean {
  return column.isRequired && column.expression === undefined;
}

/** The line of the next doubtful column, round the end; undefined where there is none. */
export function nextDoubtful({ draft, cursor }: MappingState, by: 1 | -1): number | undefined {
  const items = mappingItems(draft);
  for (let step = 1; step <= items.length; step++) {
    const row = (cursor.row + by * step + items.length * 2) % items.length;
    const item = items[row];
    if (item !== undefined && isDoubtful(item)) return row;
  }
  return undefined;
}

/** The line of the table after (or before) the one that the cursor is in. */
export function nextTable({ draft, cursor }: MappingState, by: 1 | -1): number {
  const items = mappingItems(draft);
  const heads = items.flatMap((item, row) => (item.column === undefined ? [row] : []));
  const at = heads.findLastIndex((row) => row <= cursor.row);
  return heads[(at + by + heads.length) % heads.length] ?? 0;
}

/** The same line after a change of the draft, as far as it is still there. */
export function withDraft(state: MappingState, draft: MappingDraft): MappingState {
  const here = itemUnderCursor(state);
  const items = mappingItems(draft);
  const sameTable = items.findIndex((item) => item.table.table === here?.table.table && item.column === undefined);
  const same = items.findIndex(
    (item) => item.table.table === here?.table.table && item.column?.column === here?.column?.column,
  );
  const row = Math.max(0, same >= 0 ? same : sameTable);
  return { ...state, draft, cursor: { ...state.cursor, row } };
}

/** What the chips count. */
export function countsOf(draft: MappingDraft): {
  readonly tables: number;
  readonly doubtful: number;
  readonly fault: string | undefined;
} {
  const items = mappingItems(draft);
  return {
    tables: draft.tables.filter((table) => table.files.length > 0).length,
    doubtful: items.filter((item) => item.column !== undefined && isDoubtful(item)).length,
    fault: draftFault(draft),
  };
}
