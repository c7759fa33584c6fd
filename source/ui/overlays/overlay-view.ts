import { resolve } from "node:path";
import { cell, clip, fitTo, widthOf } from "../../domain/cell.ts";
import { formatCell } from "../../domain/format.ts";
import type { AppData, AppState } from "../app-state.ts";
import { labelOf } from "../app-state.ts";
import { type Keymap, keyOf } from "../keymap.ts";
import { fitLine, type Line, seg, wrapText } from "../widgets/line.ts";
import { itemsOf } from "./items.ts";
import { listWindow } from "./list-window.ts";
import {
  cursorOf,
  type ExportOverlay,
  endingsOf,
  type Item,
  isMultiple,
  itemAt,
  type NoteOverlay,
  type Overlay,
  type PickOverlay,
  type TextOverlay,
  takesSought,
} from "./state.ts";
import { summaryLines } from "./summary-lines.ts";
import { helpLines, sqlLines } from "./text-lines.ts";

export interface OverlayBlock {
  readonly width: number;
  readonly lines: readonly Line[];
}

/** The overlay as a block of lines of one width, between two rules. */
export function overlayBlock(
  state: AppState,
  data: AppData,
  keymap: Keymap,
  sql: readonly string[],
): OverlayBlock | undefined {
  const { overlay, size } = state;
  if (overlay === undefined) return undefined;
  const { width, inner } = roomFor(overlay, size);
  switch (overlay.kind) {
    case "pick": {
      const isReading = overlay.purpose === "filter_values" && data.slot("values")?.answer === undefined;
      const choices = isReading ? undefined : itemsOf(overlay, state, data);
      return pickBlock(overlay, pickTitle(overlay, data), choices, size);
    }
    case "export":
      return framed("Export", exportLines(overlay, inner), exportHint(overlay), width);
    case "note":
      return framed("Note on this step", noteLines(overlay, inner), "⏎ keep   Esc cancel", width);
    case "help":
      return textBlock(overlay, "Keys", helpLines(state.place.screen, keymap, inner), size);
    case "sql":
      return textBlock(overlay, "SQL of what is on screen", sqlLines(sql, inner), size);
    case "summary": {
      const keys = { quarantine: keyOf(keymap, "to_quarantine"), summary: keyOf(keymap, "summary") };
      return textBlock(overlay, "What was read", summaryLines(data.integrity(), keys, inner), size);
    }
  }
}

function roomFor(overlay: Overlay, size: AppState["size"]) {
  const width = Math.min(
    size.columns,
    overlay.kind === "help" || overlay.kind === "sql" || overlay.kind === "summary" ? 100 : 80,
  );
  return { width, room: Math.max(5, size.rows - 6), inner: width - 4 };
}

/** A list to choose from; without items they are being read. */
export function pickBlock(
  overlay: PickOverlay,
  title: string,
  items: readonly Item[] | undefined,
  size: AppState["size"],
): OverlayBlock {
  const { width, inner } = roomFor(overlay, size);
  return framed(title, pickLines(overlay, items, inner, size), pickHint(overlay, items), width);
}

/** A text to read. */
export function textBlock(
  overlay: TextOverlay,
  title: string,
  lines: readonly Line[],
  size: AppState["size"],
): OverlayBlock {
  const { width, room } = roomFor(overlay, size);
  const height = Math.max(3, room - 3);
  const first = Math.max(0, Math.min(overlay.scroll, lines.length - height));
  const below = lines.length - height - first;
  const more = below > 0 ? `   ${below} more lines below` : "";
  return framed(title, lines.slice(first, first + height), `↑↓ scroll   Esc close${more}`, width);
}

function framed(title: string, lines: readonly Line[], hint: string, width: number): OverlayBlock {
  const edge = (text: string, style: "title" | "label"): Line => {
    const shown = text === "" ? "" : ` ${text} `;
    return fitLine([seg("──", "rule"), seg(shown, style), seg("─".repeat(width), "rule")], width).map((one, index) =>
      index > 1 ? { ...one, text: one.text.replace("…", "─") } : one,
    );
  };
  const body = lines.map((line): Line => [seg("  "), ...fitLine(line, width - 4), seg("  ")]);
  const blank: Line = [seg(" ".repeat(width))];
  return { width, lines: [edge(title, "title"), blank, ...body, blank, edge(hint, "label")] };
}

function pickTitle(overlay: PickOverlay, data: AppData): string {
  const titles: Readonly<Record<PickOverlay["purpose"], string>> = {
    palette: "All actions",
    measure: "Measure",
    measures: "Measures",
    split: "Rows",
    compare: "Compare with",
    benchmark: "Hold rows against",
    search: "Go to",
    by: "Dimensions, in order",
    period: "Days",
    against: "Compare with",
    top: "Rows",
    having: "Keep rows where",
    views: "Saved views",
    step: "Go to step",
    metric: "What changed",
    switch: "Accounting switches",
    cohort: "Customers who came in",
    base: `${overlay.dimension ?? ""} held against`,
    filter: "Filter by",
    source_column: "Made from",
    source_file: "Made from",
    filter_values: `${overlay.op === "in" ? "Keep" : "Leave out"}: ${labelOf(data.catalog, overlay.dimension ?? "").toLowerCase()}`,
  };
  return titles[overlay.purpose];
}

function pickHint(overlay: PickOverlay, items: readonly Item[] = []): string {
  const label = itemAt(overlay, items)?.label ?? "";
  const isSought = takesSought(overlay) && label !== "";
  const enter = isSought ? `⏎ only ${clip(label, 24)}` : "⏎ apply";
  if (overlay.purpose === "filter_values") return `Space tick   Tab keep/leave out   ${enter}   Esc cancel`;
  if (overlay.purpose === "views") return "type a name to save   ⏎ open or save   Tab delete   Esc cancel";
  return isMultiple(overlay)
    ? `type to find   Space tick   ${enter}   Esc cancel`
    : "type to find   ⏎ choose   Esc cancel";
}

function pickLines(
  overlay: PickOverlay,
  known: readonly Item[] | undefined,
  width: number,
  size: AppState["size"],
): readonly Line[] {
  const items = known ?? [];
  const { first, height } = listWindow(overlay, items, size);
  const cursor = cursorOf(overlay, items);
  const shown = items.slice(first, first + height);
  const many = isMultiple(overlay);
  const labelWidth = Math.min(Math.floor(width * 0.6), Math.max(18, ...items.map((item) => widthOf(item.label))));
  const lines = shown.map((item, index): Line => {
    const isHere = first + index === cursor;
    const order = overlay.picked.indexOf(item.value);
    const tick = !many ? "" : order < 0 ? "  " : overlay.purpose === "filter_values" ? "● " : `${order + 1} `;
    const tone = item.disabled === undefined ? "text" : "muted";
    return [
      seg(isHere ? "▸ " : "  ", "accent"),
      seg(tick, "accent"),
      seg(fitTo(item.label, labelWidth), isHere ? "focus" : tone),
      seg(`  ${item.disabled ?? item.detail}`, "label"),
    ];
  });
  const filler = Array.from({ length: Math.max(0, Math.min(height, 12) - lines.length) }, (): Line => []);
  const count = known === undefined ? "reading the values …" : `${formatCell(items.length, "count")} to choose from`;
  return [inputLine(overlay.input, "find"), [], ...lines, ...filler, [], [seg(count, "label")]];
}

function inputLine(text: string, label: string): Line {
  return [seg(`${label}  `, "label"), seg(cell(text), "strong"), seg("▏", "accent")];
}

function exportLines(overlay: ExportOverlay, width: number): readonly Line[] {
  const rows = overlay.rows === undefined ? "all rows of this view" : `${formatCell(overlay.rows, "count")} rows`;
  const isReport = overlay.view.kind === "report";
  const status =
    overlay.status === "exists"
      ? [seg("This file exists. ⏎ again replaces it.", "warning")]
      : overlay.status === "writing"
        ? [seg("writing …", "label")]
        : [seg(isReport ? reportWords(overlay.view) : `${rows}, filters and comparison included`, "label")];
  return [
    inputLine(overlay.input, "file"),
    [seg(`      ${clip(cell(resolve(overlay.input || ".")), width - 6)}`, "label")],
    [],
    status,
    [seg("The ending chooses the form; Tab goes on: ", "label"), ...endingLine(overlay)],
    ...(/\.csv$/i.test(overlay.input)
      ? [[seg("Text that a spreadsheet would run begins with '", "label")] as const]
      : []),
    ...(overlay.problem === undefined
      ? []
      : wrapText(cell(overlay.problem), width).map((text): Line => [seg(text, "error")])),
  ];
}

function endingLine({ input: file, view }: ExportOverlay): Line {
  return endingsOf(view).map((ending) => seg(`${ending} `, file.toLowerCase().endsWith(ending) ? "accent" : "label"));
}

/** What the report will hold of the analyst's own. */
function reportWords(view: ExportOverlay["view"]): string {
  if (view.kind !== "report") return "";
  const { notes, excluded } = view.story;
  const count = Object.keys(notes).length;
  const said = [
    `${view.investigation.steps.length - excluded.length} steps`,
    count === 0 ? "no notes" : count === 1 ? "one note" : `${count} notes`,
    ...(excluded.length === 0 ? [] : [`${excluded.length} left out`]),
  ];
  return `the report: ${said.join(", ")}, with its SQL and inputs`;
}

function exportHint(overlay: ExportOverlay): string {
  return overlay.status === "exists" ? "⏎ replace   Esc cancel" : "⏎ write   Tab other form   Esc cancel";
}

function noteLines(overlay: NoteOverlay, width: number): readonly Line[] {
  const lines = wrapText(cell(overlay.input), width - 1);
  const last = lines.at(-1) ?? "";
  return [...lines.slice(0, -1).map((text): Line => [seg(text)]), [seg(last), seg("▏", "accent")]];
}
