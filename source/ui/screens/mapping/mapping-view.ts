import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { DraftColumn, DraftTable } from "../../../domain/mapping-draft.ts";
import { fitTo } from "../../../domain/width.ts";
import type { Size } from "../../state/app-state.ts";
import type { Extent } from "../../state/viewport.ts";
import { filledLines } from "../../widgets/block.ts";
import type { Chip } from "../../widgets/chip.ts";
import { ruleLine } from "../../widgets/layout.ts";
import { fitLine, type Line, type Segment, seg, wrapText } from "../../widgets/line.ts";
import { layOutTable, tableLines } from "../../widgets/table.ts";
import { decisionInFull, decisionLine, fileLine, gapLine, questionRoom, totalsLines } from "./decision-lines.ts";
import { countsOf, isMissing, itemUnderCursor, type MappingItem, type MappingState, mappingItems } from "./state.ts";

/** Lines of totals above the list. */
export const totalsHeight = 2;

/** Heights of the preview, of the explanation above it and of the list, in rows. */
function heights({ rows }: Size): { readonly sample: number; readonly explanation: number; readonly list: number } {
  const sample = rows >= 30 ? Math.min(8, Math.floor(rows / 4) - 1) : 2;
  const explanation = rows >= 30 ? 5 : rows >= 18 ? 4 : 2;
  return { sample, explanation, list: Math.max(3, rows - totalsHeight - sample - explanation - 3) };
}

/** The extent for the cursor: lines of the list, and columns of the preview. */
export function mappingExtent(state: MappingState, room: Size): Extent {
  const columns = tableOf(state, itemUnderCursor(state))?.preview?.columns.length ?? 1;
  const { list } = heights(room);
  return { rows: mappingItems(state.draft).length, columns, visibleRows: list, visibleColumns: 2 };
}

/** The proposal in numbers, and what still prevents accepting it. */
export function mappingChips({ draft, changes = [] }: MappingState): readonly Chip[] {
  const { tables, assumptions, doubtful, fault } = countsOf(draft);
  const plain = (text: string, isSet = false): Chip => ({ key: "", text, isSet });
  return [
    ...(assumptions === 0 ? [] : [plain(`${assumptions} ${assumptions === 1 ? "assumption" : "assumptions"}`, true)]),
    plain(`${tables} ${tables === 1 ? "table" : "tables"} proposed`, true),
    plain(
      doubtful > 0 ? `${doubtful} not certain` : assumptions > 0 ? "nothing else uncertain" : "nothing uncertain",
      doubtful > 0,
    ),
    ...(changes.length === 0 ? [] : [plain(changesText(changes), true)]),
    ...draft.gaps.map(({ role }) => plain(`${role} is missing`, true)),
    ...(fault === undefined || draft.gaps.length > 0 ? [] : [plain(cell(fault), true)]),
    ...draft.notes.map((note) => plain(cell(note))),
  ];
}

/** What all rows changed: `all rows changed 2 lines: date: day first; orders.csv: not used`. */
export function changesText(changes: readonly string[]): string {
  return `all rows changed ${changes.length === 1 ? "1 line" : `${changes.length} lines`}: ${cell(changes.join("; "))}`;
}

/** The totals; the list of decisions, tables, columns and files; why the one under the cursor is so; the first rows as mapped. */
export function mappingLines(state: MappingState, room: Size): readonly Line[] {
  const { columns: width } = room;
  const { list, explanation, sample } = heights(room);
  const { top, row } = state.cursor;
  const { currency } = state.draft;
  const items = mappingItems(state.draft);
  const here = items[row];
  const about = { currency, width, questions: questionRoom(state.draft.decisions, width) };
  const shown = items.slice(top, top + list).map((item, index) => itemLine(item, about, top + index === row));
  return [
    ...totalsLines(state.draft, width, state.counting),
    ...filledLines(shown, list),
    ruleLine(here === undefined ? "" : cell(nameOf(here)), width),
    ...filledLines(here === undefined ? [] : fullTextOf(here, currency, width, explanation), explanation),
    ...previewLines(tableOf(state, here), here?.kind === "column" ? here.column.column : "", {
      first: state.cursor.column,
      width,
      height: sample,
    }),
  ];
}

/** The table that a line is about; for decisions, the order lines. */
function tableOf({ draft }: MappingState, item: MappingItem | undefined): DraftTable | undefined {
  if (item?.kind === "table" || item?.kind === "column") return item.table;
  const name = item?.kind === "file" ? item.file.tables[0] : "transactions";
  return draft.tables.find(({ table }) => table === name);
}

function nameOf(item: MappingItem): string {
  switch (item.kind) {
    case "gap":
      return `which column is the ${item.gap.role}?`;
    case "decision":
      return item.decision.about;
    case "table":
      return item.table.table;
    case "column":
      return `${item.table.table}.${item.column.column}`;
    case "file":
      return item.file.name;
  }
}

type About = Parameters<typeof decisionLine>[1];

function itemLine(item: MappingItem, about: About, isHere: boolean): Line {
  return fitLine([seg(isHere ? "▸" : " ", "accent"), ...bareLine(item, about, isHere)], about.width);
}

function bareLine(item: MappingItem, about: About, isHere: boolean): Line {
  switch (item.kind) {
    case "gap":
      return gapLine(item.gap, isHere);
    case "decision":
      return decisionLine(item.decision, about, isHere);
    case "table":
      return tableLine(item.table, isHere);
    case "column":
      return columnLine(item.column, isHere, about.width);
    case "file":
      return fileLine(item.file, isHere);
  }
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
  if (preview.rows === undefined) return [];
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

/** The expression and the reason in full, as far as there is room. */
function fullTextOf(item: MappingItem, currency: string, width: number, height: number): readonly Line[] {
  const wrapped = (text: string, style: Segment["style"]) =>
    wrapText(cell(text), width - 3).map((line): Line => [seg("  "), seg(line, style)]);
  if (item.kind === "gap") {
    const { role, choices } = item.gap;
    const likely = choices.map(({ label, detail }) => `${label} (${detail})`).join(", ");
    return shortened(
      wrapped(`Order lines need a ${role}. Columns of the file, likeliest first: ${likely}`, "label"),
      height,
    );
  }
  if (item.kind === "decision") {
    const [own = "", ...others] = decisionInFull(item.decision, currency);
    const style = item.decision.isAssumption ? "warning" : "text";
    return shortened([...wrapped(own, style), ...others.flatMap((text) => wrapped(text, "label"))], height);
  }
  if (item.kind === "file") {
    const { tables, says } = item.file;
    const use = tables.length > 0 ? `Read as ${tables.join(", ")}` : "Not used: nothing in it is needed";
    return shortened([...wrapped(use, "text"), ...wrapped(says, "label")], height);
  }
  const { table } = item;
  const column = item.kind === "column" ? item.column : undefined;
  if (column === undefined && table.files.length === 0)
    return wrapped("Nothing is read into this table: ⏎ chooses a file.", "label");
  if (column === undefined) {
    const filter = table.filter === undefined ? [] : wrapped(`only rows where ${table.filter}`, "text");
    const notes = table.notes.flatMap((note) => wrapped(note, "label"));
    return shortened(
      [...(table.problem === undefined ? [] : wrapped(table.problem, "error")), ...notes, ...filter],
      height,
    );
  }
  if (column.expression === undefined)
    return wrapped("Nothing fills this column: ⏎ chooses what it is made from.", "label");
  const share = Math.ceil(height / 2);
  const made = shortened(wrapped(`= ${column.expression}`, "text"), share);
  const sureness = column.confidence === "unclear" ? "not certain: " : "";
  const reason = wrapped(`${sureness}${column.reason}`, column.confidence === "unclear" ? "warning" : "label");
  return [...made, ...shortened(reason, height - made.length)];
}

/** Lines cut to a height, with a sign that there are more. */
function shortened(lines: readonly Line[], height: number): readonly Line[] {
  if (lines.length <= height) return lines;
  return [...lines.slice(0, height - 1), [...(lines[height - 1] ?? []), seg(" …", "muted")]];
}

/** The first rows as mapped; the column under the cursor comes first. */
function previewLines(
  table: DraftTable | undefined,
  column: string,
  { first, width, height }: { readonly first: number; readonly width: number; readonly height: number },
): readonly Line[] {
  const preview = table?.preview;
  if (table === undefined || preview === undefined) return [ruleLine("", width)];
  const of = preview.isOfFile === true ? `${cell(table.files[0] ?? "")} as it is` : `${table.table} as mapped`;
  const title = ruleLine(`first rows of ${of}`, width);
  const at = preview.columns.indexOf(column);
  const order = preview.columns.map((_, index) => index).sort((a, b) => Number(b === at) - Number(a === at));
  const columns = order.map((index) => ({
    label: cell(preview.columns[index] ?? ""),
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
