import { resolve } from "node:path";
import { cell } from "../../domain/cell.ts";
import { formatOf, unitSign } from "../../domain/format.ts";
import type { AppData, AppState } from "../app-state.ts";
import { labelOf } from "../app-state.ts";
import { type Keymap, keyOf } from "../keymap.ts";
import { type Line, seg, wrapText } from "../widgets/line.ts";
import { caretSign, inputLine, type OverlayContent, roomFor } from "./content.ts";
import { rowsText } from "./export.ts";
import { itemsOf } from "./items.ts";
import { aroundCaret } from "./line-edit.ts";
import { pickContent } from "./pick-content.ts";
import { type ExportOverlay, endingsOf, type NoteOverlay, type PickOverlay, type TextOverlay } from "./state.ts";
import { summaryLines } from "./summary-lines.ts";
import { textContent } from "./text-content.ts";
import { helpLines, sqlLines } from "./text-lines.ts";

/** What the open overlay says; undefined where none is open. */
export function overlayContent(
  state: AppState,
  data: AppData,
  keymap: Keymap,
  sql: readonly string[],
): OverlayContent | undefined {
  const { overlay, size } = state;
  if (overlay === undefined) return undefined;
  const { inner } = roomFor(overlay, size);
  switch (overlay.kind) {
    case "pick": {
      const isReading = overlay.purpose === "filter_values" && data.slot("values")?.answer === undefined;
      const choices = isReading ? undefined : itemsOf(overlay, state, data);
      return pickContent(overlay, pickTitle(overlay, data), choices, size);
    }
    case "export":
      return { title: "Export", lines: exportLines(overlay, inner), hint: exportHint(overlay) };
    case "note":
      return { title: "Note on this step", lines: noteLines(overlay, inner), hint: noteHint(overlay) };
    default:
      return textContent(overlay, textTitles[overlay.kind], textLines(overlay, state, data, keymap, sql), size);
  }
}

const textTitles = { help: "Keys", sql: "SQL of what is on screen", summary: "What was read" } as const;

/** All that an overlay to read says. */
export function textLines(
  overlay: TextOverlay,
  state: AppState,
  data: AppData,
  keymap: Keymap,
  sql: readonly string[],
): readonly Line[] {
  const { inner } = roomFor(overlay, state.size);
  if (overlay.kind === "help") return helpLines(state.place.screen, keymap, inner);
  if (overlay.kind === "sql") return sqlLines(sql, inner);
  const keys = { quarantine: keyOf(keymap, "to_quarantine"), summary: keyOf(keymap, "summary") };
  return summaryLines(data.integrity(), keys, inner);
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
    filter_values: valuesTitle(overlay, data),
  };
  return titles[overlay.purpose];
}

/** What is kept or left out, and what the numbers beside the values are. */
function valuesTitle({ op, dimension = "" }: PickOverlay, data: AppData): string {
  const title = `${op === "in" ? "Keep" : "Leave out"}: ${labelOf(data.catalog, dimension).toLowerCase()}`;
  const column = data.slice("values")?.columns.find(({ role }) => role === "measure");
  const measure = data.catalog.measures.find(({ name }) => name === column?.of);
  if (measure === undefined) return title;
  const unit = unitSign(formatOf(measure), data.dataSet.currency);
  return `${title}, by ${measure.label.toLowerCase()} of all days${unit === "" ? "" : ` in ${unit}`}`;
}

function exportLines(overlay: ExportOverlay, width: number): readonly Line[] {
  const rows = overlay.rows === undefined ? "all rows of this view" : rowsText(overlay.rows);
  const isReport = overlay.view.kind === "report";
  const status =
    overlay.status === "exists"
      ? [seg("This file exists. ⏎ again replaces it.", "warning")]
      : overlay.status === "writing"
        ? [seg("writing …", "label")]
        : [seg(isReport ? reportWords(overlay.view) : `${rows}${includedOf[overlay.view.kind]}`, "label")];
  return [
    inputLine(overlay, "file", width),
    ...wrapText(cell(resolve(overlay.input || ".")), width - 6).map((part): Line => [seg(`      ${part}`, "label")]),
    [],
    status,
    [seg("The ending chooses the form, Tab the next one:", "label"), ...endingLine(overlay)],
    ...(/\.csv$/i.test(overlay.input)
      ? [[seg("Text that a spreadsheet would run begins with '", "label")] as const]
      : []),
    ...(overlay.problem === undefined
      ? []
      : wrapText(cell(overlay.problem), width).map((text): Line => [seg(text, "error")])),
  ];
}

/** What of the view counts for the rows that are written. */
const includedOf: Readonly<Record<ExportOverlay["view"]["kind"], string>> = {
  cohorts: ", filters and comparison included",
  slice: ", filters and comparison included",
  lines: ", filters included",
  customers: ", filters included",
  pipeline: "",
  report: "",
};

function endingLine({ input: file, view }: ExportOverlay): Line {
  return endingsOf(view).map((ending) => {
    const isHere = file.toLowerCase().endsWith(ending);
    return seg(`${isHere ? "▸" : " "}${ending} `, isHere ? "accent" : "label");
  });
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

function noteHint({ isLeaving }: NoteOverlay): string {
  return isLeaving ? "Esc again drops what you typed   ⏎ keep" : "⏎ keep   Esc cancel";
}

function noteLines(overlay: NoteOverlay, width: number): readonly Line[] {
  const [before, after] = aroundCaret(overlay);
  return wrapText(cell(before) + caretSign + cell(after), width).map((text): Line => {
    const at = text.indexOf(caretSign);
    return at < 0 ? [seg(text)] : [seg(text.slice(0, at)), seg(caretSign, "accent"), seg(text.slice(at + 1))];
  });
}
