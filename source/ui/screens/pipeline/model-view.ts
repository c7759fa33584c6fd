import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { Pipeline, PipelineModel } from "../../../domain/pipeline.ts";
import type { RowPage } from "../../../domain/slice-result.ts";
import { clip, fitTo, widthOf } from "../../../domain/width.ts";
import type { Style } from "../../theme/theme.ts";
import { filledLines } from "../../widgets/block.ts";
import { ruleLine } from "../../widgets/layout.ts";
import { fitLine, type Line, seg, wrapText } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { timeText } from "./models-view.ts";
import { rowsLines } from "./rows-lines.ts";
import { isTable, type PageView, type PipelineState, sectionsOf } from "./state.ts";

/** Lines above the list of a section. */
export function modelHead(
  pipeline: Pipeline,
  model: PipelineModel,
  state: PipelineState,
  width: number,
): readonly Line[] {
  const problem = pipeline.failure?.failed.find((one) => one.name === model.name);
  const words = shortened(wrapText(cell(model.description), width - 2), maxDescription, width - 2);
  const rows = `${formatCell(model.rows, "count")} rows in ${timeText(model.ms)}`;
  return [
    fitLine(
      [seg(` ${cell(model.name)}`, "strong"), seg(`  ${model.layer} · ${rows} · ${cell(model.grain)}`, "label")],
      width,
    ),
    fitLine([seg(` ${cell(model.file)}`, "label")], width),
    ...words.map((text): Line => [seg(` ${text}`)]),
    ...(problem?.message.split("\n") ?? []).map(
      (text): Line => fitLine([seg(` ${text.replace(/\t/g, " ")}`, "error")], width),
    ),
    ruleLine("", width),
    sectionTabs(pipeline, state, model),
  ];
}

const maxDescription = 3;

/** Lines cut to a number of them; the last one says that there are more. */
function shortened(lines: readonly string[], most: number, width: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${clip(lines[most - 1] ?? "", width - 2)} …`];
}

/** Lines for the list of a model's columns; the full description of the one under the cursor goes below. */
export function columnsHeight(height: number): number {
  return height < 9 ? height : height - 3;
}

function sectionTabs(pipeline: Pipeline, state: PipelineState, model: PipelineModel): Line {
  const counts: Readonly<Record<string, string>> = {
    columns: ` ${model.columns.length}`,
    checks: ` ${model.checks.length}`,
  };
  const tabs = sectionsOf(pipeline).flatMap((section) => {
    const isHere = section === state.section;
    return [
      seg(isHere ? " ▸" : "  ", "accent"),
      seg(`${section}${counts[section] ?? ""} `, isHere ? "chosen" : "label"),
    ];
  });
  return state.check === undefined ? tabs : [...tabs, seg(`  failing: ${cell(state.check)}`, "warning")];
}

/** The number of entries in a section. */
export function sectionLength(model: PipelineModel, state: PipelineState, page: RowPage | undefined): number {
  if (isTable(state)) return page?.total ?? 0;
  if (state.section === "columns") return model.columns.length;
  return state.section === "checks" ? model.checks.length : model.sql.split("\n").length;
}

export function sectionLines(
  model: PipelineModel,
  state: PipelineState,
  view: PageView,
  width: number,
  height: number,
): readonly Line[] {
  if (isTable(state)) return rowsLines(view, state.inner, width, height);
  if (state.section === "columns") return columnLines(model, state, width, height);
  const { top, row } = state.inner;
  const shown = (lines: readonly Line[]) => lines.slice(top, top + height).map((line) => fitLine(line, width));
  if (state.section === "sql") return shown(model.sql.split("\n").map((text, at) => sqlLine(text, at, at === row)));
  if (model.checks.length === 0) return emptyLines(["No check looks at this model."], width);
  return shown(model.checks.map((check, index) => checkLine(check, index === row)));
}

function sqlLine(text: string, index: number, isHere: boolean): Line {
  return [seg(isHere ? "▸" : " ", "accent"), seg(String(index + 1).padStart(4), "muted"), seg(` ${cell(text)}`)];
}

/** The columns of a model, with the description of the one under the cursor below. */
function columnLines(model: PipelineModel, state: PipelineState, width: number, height: number): readonly Line[] {
  const { top, row } = state.inner;
  const widest = (texts: readonly string[], most: number) => Math.min(most, Math.max(...texts.map(widthOf)));
  const names = widest(
    model.columns.map(({ name }) => cell(name)),
    28,
  );
  const types = widest(
    model.columns.map(({ type }) => cell(type)),
    14,
  );
  const room = columnsHeight(height);
  const list = model.columns.map((column, index) => columnLine(column, index === row, { names, types }));
  const drawn = list.slice(top, top + room).map((line) => fitLine(line, width));
  if (room === height) return drawn;
  const { name = "", description = "" } = model.columns[row] ?? {};
  const explanation = shortened(wrapText(cell(description), width - 2), 2, width - 2);
  return [
    ...filledLines(drawn, room),
    ruleLine(cell(name), width),
    ...explanation.map((text): Line => [seg(` ${text}`)]),
  ];
}

function columnLine(
  { name, type, description }: PipelineModel["columns"][number],
  isHere: boolean,
  { names, types }: { readonly names: number; readonly types: number },
): Line {
  return [
    seg(isHere ? "▸" : " ", "accent"),
    seg(fitTo(cell(name), names), isHere ? "focus" : "text"),
    seg(`  ${fitTo(cell(type.toLowerCase()), types)}  `, "label"),
    seg(cell(description)),
  ];
}

const marks: Readonly<Record<string, readonly [mark: string, style: Style]>> = {
  ...{ warned: ["!", "warning"], failed: ["✗", "error"] },
  "not run": ["·", "muted"],
};

function checkLine(check: PipelineModel["checks"][number], isHere: boolean): Line {
  const [mark, style] = marks[check.status] ?? ["✓", "accent"];
  const count =
    check.message !== ""
      ? `  ${cell(check.message)}`
      : check.failures === 0
        ? ""
        : check.failures === 1
          ? "  1 row, ⏎ shows it"
          : `  ${formatCell(check.failures, "count")} rows, ⏎ shows them`;
  return [
    seg(isHere ? "▸" : " ", "accent"),
    seg(`${mark} `, style),
    seg(cell(check.name), isHere ? "focus" : "text"),
    seg(count, "label"),
  ];
}
