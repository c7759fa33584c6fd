import { resolve } from "node:path";
import { cell } from "../../domain/cell.ts";
import { keyOf } from "../input/keymap.ts";
import type { AppState } from "../state/app-state.ts";
import { aroundCaret } from "../state/line-edit.ts";
import { type ExportOverlay, endingsOf, type NoteOverlay, type ReadOverlay } from "../state/overlay.ts";
import { here, type Program } from "../state/program.ts";
import { type Line, seg, wrapText } from "../widgets/line.ts";
import { caretSign, inputLine, mostLines, type OverlayContent, roomFor } from "./content.ts";
import { rowsText } from "./export.ts";
import { helpLines, wordLines } from "./help-lines.ts";
import { pickContent } from "./pick-content.ts";
import { listOf } from "./pickers.ts";
import { sqlLines } from "./sql-lines.ts";
import { sqlTexts } from "./sql-texts.ts";
import { summaryLines } from "./summary-lines.ts";
import { scrolledInside, textContent } from "./text-content.ts";

/** The content of the open overlay; undefined if none is open. */
export function overlayContent(app: AppState, program: Program): OverlayContent | undefined {
  const { overlay, size } = app;
  if (overlay === undefined) return undefined;
  const { inner } = roomFor(overlay, size);
  switch (overlay.kind) {
    case "pick": {
      return pickContent(overlay, listOf(overlay, app, program), size);
    }
    case "export":
      return { title: "Export", lines: exportLines(overlay, inner, mostLines(size)), hint: exportHint(overlay) };
    case "leave":
      return { title: "Quit Grounds?", lines: [[seg(leaveWords)]], hint: "⏎ y q quit   Esc n stay" };
    case "note":
      return { title: overlay.title, lines: noteLines(overlay, inner, mostLines(size)), hint: noteHint(overlay) };
    default:
      return textContent(overlay, textTitle(overlay, app, program), textLines(overlay, app, program), size);
  }
}

const leaveWords = "Q quits at once, without this question.";

function textTitle(overlay: ReadOverlay, app: AppState, program: Program): string {
  if (overlay.kind === "help" || overlay.kind === "help_search") return overlay.hasWords === true ? "Words" : "Keys";
  if (overlay.kind === "summary") return "What was read";
  return here(app, program).screen.sqlTitle ?? "SQL of what is on screen";
}

/** All lines of a text overlay. */
function textLines(overlay: ReadOverlay, app: AppState, program: Program): readonly Line[] {
  const { inner } = roomFor(overlay, app.size);
  const { screen, at } = here(app, program);
  const { keymap, integrity } = program.data;
  if (overlay.kind === "help" || overlay.kind === "help_search") {
    const sought = "input" in overlay ? overlay.input : "";
    return overlay.hasWords === true ? wordLines(inner, sought) : helpLines(screen, keymap, inner, sought);
  }
  if (overlay.kind === "sql") return sqlLines(sqlTexts(screen.sql?.(at) ?? []), inner);
  const keys = { quarantine: keyOf(keymap, "to_quarantine"), summary: keyOf(keymap, "summary") };
  return summaryLines(integrity(), keys, inner);
}

/** The app with an open text scrolled no further than to its end. */
export function readInside(app: AppState, program: Program): AppState {
  const { overlay, size } = app;
  if (overlay === undefined || !("scroll" in overlay) || overlay.scroll === 0) return app;
  const inside = scrolledInside(overlay, textLines(overlay, app, program), size);
  return inside === overlay ? app : { ...app, overlay: inside };
}

function exportLines(overlay: ExportOverlay, width: number, most: number): readonly Line[] {
  const rows = overlay.rows === undefined ? "all rows of this view" : rowsText(overlay.rows);
  const isReport = overlay.view.kind === "report";
  const status =
    overlay.status === "exists"
      ? [seg("This file exists. ⏎ again replaces it.", "warning")]
      : overlay.status === "writing"
        ? [seg("writing …", "label")]
        : [seg(isReport ? reportWords(overlay.view) : `${rows}${includedOf[overlay.view.kind] ?? ""}`, "label")];
  const notes: readonly Line[] = [
    [],
    status,
    [seg("Format, Tab for the next:", "label"), ...endingLine(overlay)],
    ...(/\.csv$/i.test(overlay.input)
      ? [[seg("Text that a spreadsheet would run begins with '", "label")] as const]
      : []),
  ];
  const room = most - 1 - notes.length;
  const problem = overlay.problem === undefined ? [] : wrapText(cell(overlay.problem), width).slice(0, room - 1);
  const path = wrapText(cell(resolve(overlay.input || ".")), width - 6).slice(-Math.max(1, room - problem.length));
  return [
    inputLine(overlay, "file", width),
    ...path.map((part): Line => [seg(`      ${part}`, "label")]),
    ...notes,
    ...problem.map((text): Line => [seg(text, "error")]),
  ];
}

/** What the exported rows include, by kind of view. */
const includedOf: Readonly<Partial<Record<ExportOverlay["view"]["kind"], string>>> = {
  cohorts: ", filters and comparison included",
  slice: ", filters and comparison included",
  lines: ", filters included",
  customers: ", filters included",
  customer: ", whole",
  own_sql: ", whole",
  switching: ", filters included",
};

function endingLine({ input: file, view }: ExportOverlay): Line {
  return endingsOf(view).map((ending) => {
    const isHere = file.toLowerCase().endsWith(ending);
    return seg(`${isHere ? "▸" : " "}${ending} `, isHere ? "accent" : "label");
  });
}

/** What the report will include of the analyst's notes and edits. */
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

/** The note with its caret; of a note longer than the dialog, the lines before the caret and what fits after it. */
function noteLines(overlay: NoteOverlay, width: number, most: number): readonly Line[] {
  const [before, after] = aroundCaret(overlay);
  const texts = wrapText(cell(before) + caretSign + cell(after), width);
  const first = Math.max(0, texts.findIndex((text) => text.includes(caretSign)) - most + 1);
  return texts.slice(first, first + most).map((text): Line => {
    const at = text.indexOf(caretSign);
    return at < 0 ? [seg(text)] : [seg(text.slice(0, at)), seg(caretSign, "accent"), seg(text.slice(at + 1))];
  });
}
