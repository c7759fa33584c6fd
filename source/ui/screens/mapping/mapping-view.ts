import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { DraftColumn, DraftTable } from "../../../domain/mapping-draft.ts";
import { fitTo } from "../../../domain/width.ts";
import type { Extent } from "../../state/viewport.ts";
import type { Chip } from "../../widgets/chip.ts";
import { ruleLine } from "../../widgets/layout.ts";
import { fitLine, type Line, type Segment, seg, wrapText } from "../../widgets/line.ts";
import { layOutTable, tableLines } from "../../widgets/table.ts";
import { countsOf, isMissing, itemUnderCursor, type MappingItem, type MappingState, mappingItems } from "./state.ts";

interface Room {
  readonly columns: number;
  readonly rows: number;
}

/** Rows of a preview, and lines of explanation above it. */
function heights({ rows }: Room): { readonly sample: number; readonly told: number; readonly list: number } {
  const sample = rows >= 30 ? Math.min(8, Math.floor(rows / 4) - 1) : 3;
  const told = rows >= 30 ? 4 : rows >= 18 ? 3 : 2;
  return { sample, told, list: Math.max(3, rows - sample - told - 3) };
}

/** What there is to move over: lines, and columns of the preview. */
export function mappingExtent(state: MappingState, room: Room): Extent {
  const columns = itemUnderCursor(state)?.table.preview?.columns.length ?? 1;
  const { list } = heights(room);
  return { rows: mappingItems(state.draft).length, columns, visibleRows: list, visibleColumns: 2 };
}

/** What is proposed in numbers, and what stands in the way. */
export function mappingChips({ draft }: MappingState): readonly Chip[] {
  const { tables, doubtful, fault } = countsOf(draft);
  const plain = (text: string, isSet = false): Chip => ({ key: "", text, isSet });
  return [
    plain(`${tables} ${tables === 1 ? "table" : "tables"} proposed`, true),
    plain(doubtful === 0 ? "nothing in doubt" : `${doubtful} not certain`, doubtful > 0),
    ...(fault === undefined ? [] : [plain(cell(fault), true)]),
    ...draft.notes.map((note) => plain(cell(note))),
  ];
}

/** The list of tables and columns; below it why the one under the cursor is so, and its table's first rows as mapped. */
export function mappingLines(state: MappingState, room: Room): readonly Line[] {
  const { columns: width } = room;
  const { list, told, sample } = heights(room);
  const { top, row } = state.cursor;
  const items = mappingItems(state.draft);
  const here = items[row];
  const shown = items.slice(top, top + list).map((item, index) => itemLine(item, top + index === row, width));
  return [
    ...filled(shown, list),
    ruleLine(here === undefined ? "" : nameOf(here), width),
    ...filled(here === undefined ? [] : toldOf(here, width, told), told),
    ...(here === undefined ? [] : previewLines(here, state.cursor.column, width, sample)),
  ];
}

function filled(lines: readonly Line[], height: number): readonly Line[] {
  return Array.from({ length: height }, (_, index) => lines[index] ?? []);
}

function nameOf({ table, column }: MappingItem): string {
  return column === undefined ? table.table : `${table.table}.${column.column}`;
}

function itemLine({ table, column }: MappingItem, isHere: boolean, width: number): Line {
  const line = column === undefined ? tableLine(table, isHere) : columnLine(column, isHere, width);
  return fitLine([seg(isHere ? "▸" : " ", "accent"), ...line], width);
}

function tableLine(table: DraftTable, isHere: boolean): Line {
  if (table.files.length === 0) {
    return [
      seg("·  "),
      seg(table.table, isHere ? "focus" : "muted"),
      seg("  left out: ⏎ chooses a file", isHere ? "label" : "muted"),
    ];
  }
  return [
    table.problem === undefined ? seg("■  ", "accent") : seg("✗  ", "error"),
    seg(table.table, isHere ? "focus" : "strong"),
    seg(`  from ${table.files.map(cell).join(", ")}`),
    ...countSegments(table),
  ];
}

function countSegments({ preview, problem }: DraftTable): readonly Segment[] {
  if (problem !== undefined) return [seg(`  ${cell(problem)}`, "error")];
  if (preview === undefined) return [];
  const bad = preview.bad === 0 ? [] : [seg(`, ${formatCell(preview.bad, "count")} not readable`, "warning")];
  return [seg(`  ${formatCell(preview.rows, "count")} rows`, "label"), ...bad];
}

const marks = { sure: ["✓", "accent"], likely: ["~", "label"], unclear: ["?", "warning"] } as const;

function columnLine(column: DraftColumn, isHere: boolean, width: number): Line {
  const made = Math.max(16, Math.floor((width - 28) / 2) - 2);
  const [mark, style] = column.confidence === undefined ? ([" ", "text"] as const) : marks[column.confidence];
  const isFilled = column.expression !== undefined;
  return [
    isMissing(column) ? seg("   ✗ ", "error") : seg(`   ${mark} `, style),
    seg(fitTo(column.column, 20), isHere ? "focus" : isFilled ? "text" : "muted"),
    seg("  "),
    seg(fitTo(cell(column.expression ?? ""), made), "text"),
    seg("  "),
    seg(isMissing(column) ? "required: ⏎ chooses one" : cell(column.reason), isMissing(column) ? "error" : "label"),
  ];
}

/** The whole expression and the whole reason, as far as there is room. */
function toldOf({ table, column }: MappingItem, width: number, height: number): readonly Line[] {
  const told = (text: string, style: Segment["style"]) =>
    wrapText(cell(text), width - 3).map((line): Line => [seg("  "), seg(line, style)]);
  if (column === undefined && table.files.length === 0)
    return told("Nothing is read into this table: ⏎ chooses a file.", "label");
  if (column === undefined) {
    const filter = table.filter === undefined ? [] : told(`only rows where ${table.filter}`, "text");
    const notes = table.notes.flatMap((note) => told(note, "label"));
    return shortened(
      [...(table.problem === undefined ? [] : told(table.problem, "error")), ...filter, ...notes],
      height,
    );
  }
  if (column.expression === undefined)
    return told("Nothing fills this column: ⏎ chooses what it is made from.", "label");
  const share = Math.ceil(height / 2);
  const made = shortened(told(`= ${column.expression}`, "text"), share);
  const sureness = column.confidence === "unclear" ? "not certain: " : "";
  const reason = told(`${sureness}${column.reason}`, column.confidence === "unclear" ? "warning" : "label");
  return [...made, ...shortened(reason, height - made.length)];
}

/** Lines cut to a height, with a sign that there is more. */
function shortened(lines: readonly Line[], height: number): readonly Line[] {
  if (lines.length <= height) return lines;
  return [...lines.slice(0, height - 1), [...(lines[height - 1] ?? []), seg(" …", "muted")]];
}

/** First rows as mapped; the column under the cursor comes first. */
function previewLines({ table, column }: MappingItem, first: number, width: number, height: number): readonly Line[] {
  const { preview } = table;
  const title = ruleLine(preview === undefined ? "" : `first rows of ${table.table} as mapped`, width);
  if (preview === undefined) return [title];
  const at = preview.columns.indexOf(column?.column ?? "");
  const order = preview.columns.map((_, index) => index).sort((a, b) => Number(b === at) - Number(a === at));
  const columns = order.map((index) => ({
    label: preview.columns[index] ?? "",
    align: "left" as const,
    maxWidth: 24,
  }));
  const rows = preview.sample.slice(0, height).map((values) => ({
    cells: order.map((index) => ({
      text: cell(values[index] ?? ""),
      ...(index === at ? { style: "accent" as const } : {}),
    })),
  }));
  const options = { width, height, firstColumn: Math.max(1, first), cursorColumn: at < 0 ? -1 : 0 };
  return [title, ...tableLines(layOutTable(columns, rows), options)];
}
