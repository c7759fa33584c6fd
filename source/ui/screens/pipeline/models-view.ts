import { cell } from "../../../domain/cell.ts";
import { formatCell, formatChange } from "../../../domain/format.ts";
import type { Pipeline, PipelineModel } from "../../../domain/pipeline.ts";
import { fitTo, widthOf } from "../../../domain/width.ts";
import { filledLines } from "../../widgets/block.ts";
import { fact, ruleLine } from "../../widgets/layout.ts";
import { fitLine, type Line, type Segment, seg, wrapText } from "../../widgets/line.ts";
import { lineageLines, relativesOf } from "./lineage.ts";
import { type Item, itemsOf, type PipelineState } from "./state.ts";

/** The longest model name has 34 characters. */
function nameWidth(width: number): number {
  return Math.max(24, Math.min(34, width - 50));
}

/** Lines of the list, below its header and above the lineage of the model under the cursor. */
export function listHeight(rows: number, failure: Pipeline["failure"]): number {
  return Math.max(3, rows - 1 - lineageHeight(rows) - 1 - failureHeight(failure));
}

function lineageHeight(rows: number): number {
  return Math.max(3, Math.min(11, Math.floor(rows / 3)));
}

function failureHeight(failure: Pipeline["failure"]): number {
  return failure === undefined ? 0 : 2;
}

/** Raw tables and models by layer with rows, change, time and checks; below, the lineage of the one under the cursor. */
export function modelsLines(pipeline: Pipeline, state: PipelineState, width: number, height: number): readonly Line[] {
  const items = itemsOf(pipeline);
  const { row, top } = state.cursor;
  const room = listHeight(height, pipeline.failure);
  const name = items[row]?.name ?? "";
  const { up, down } = relativesOf(pipeline, name);
  const relation = (item: Item) => (up.has(item.name) ? "←" : down.has(item.name) ? "→" : " ");
  const list = items.slice(top, top + room).map((item, index) => {
    const isFirst = index === 0 || layerOf(items[top + index - 1]) !== layerOf(item);
    return itemLine(pipeline, item, isFirst ? layerOf(item) : "", relation(item), top + index === row, width);
  });
  return [
    ...failureLines(pipeline, width),
    fitLine(
      [
        seg(
          ` ${fitTo("", 7)}  ${fitTo("model", nameWidth(width) + 2)}${"rows".padStart(11)}${"change".padStart(9)}${"time".padStart(8)}  checks`,
          "label",
        ),
      ],
      width,
    ),
    ...filledLines(list, room),
    ruleLine("← made from · makes →", width),
    ...lineageLines(pipeline, name, width, lineageHeight(height)),
  ];
}

function layerOf(item: Item | undefined): string {
  return item === undefined ? "" : (item.model?.layer ?? "raw");
}

function itemLine(
  pipeline: Pipeline,
  item: Item,
  layer: string,
  relation: string,
  isHere: boolean,
  width: number,
): Line {
  const name = seg(fitTo(cell(item.name), nameWidth(width)), isHere ? "focus" : "text");
  const parts = item.model === undefined ? rawParts(pipeline, item, name) : modelParts(pipeline, item.model, name);
  const mark = seg(isHere ? " ▸" : `${relation} `, "accent");
  return fitLine([seg(` ${fitTo(layer, 7)}`, "label"), mark, ...parts], width);
}

/** For a raw table: its rows, and the age of its newest file. */
function rawParts({ sources }: Pipeline, item: Item, name: Segment): Line {
  const files = sources.filter((source) => `raw.${source.table}` === item.name);
  const rows = files.every((file) => file.rows === undefined)
    ? undefined
    : files.reduce((sum, file) => sum + (file.rows ?? 0), 0);
  const [newest = ""] = files
    .map((file) => file.modifiedAt)
    .toSorted()
    .reverse();
  return [
    seg("  "),
    name,
    seg(formatCell(rows, "count").padStart(11)),
    ...(newest === "" ? [] : [seg(`  file of ${newest}`, "label")]),
  ];
}

/** For a model: how it was made, its rows, the change in rows, its time and its checks. */
function modelParts(pipeline: Pipeline, model: PipelineModel, name: Segment): Line {
  return [
    stateMark(pipeline, model),
    name,
    seg(formatCell(model.rows, "count").padStart(11)),
    seg(changeText(model).padStart(9), "label"),
    seg(timeText(model.ms).padStart(8), "label"),
    seg("  "),
    ...checkSegments(model),
  ];
}

function stateMark(pipeline: Pipeline, { name, state }: PipelineModel): Segment {
  if (pipeline.failure?.failed.some((one) => one.name === name)) return seg("✗ ", "error");
  if (pipeline.failure?.skipped.includes(name)) return seg("! ", "warning");
  if (state === "missing") return seg("· ", "muted");
  return seg(state === "kept" ? "= " : "✓ ", "accent");
}

function changeText({ rows, rowsBefore }: PipelineModel): string {
  if (rowsBefore === undefined) return "new";
  return rows === rowsBefore ? "" : formatChange(rows - rowsBefore, "count").text;
}

export function timeText(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms)} ms`;
}

function checkSegments({ checks }: PipelineModel): Line {
  const count = (status: string) => checks.filter((check) => check.status === status).length;
  const [passed, warned, failed] = [count("passed"), count("warned"), count("failed")];
  return [
    ...(passed > 0 ? [seg(`✓${passed}`, "label")] : []),
    ...(warned > 0 ? [seg(` !${warned}`, "warning")] : []),
    ...(failed > 0 ? [seg(` ✗${failed}`, "error")] : []),
  ];
}

/** What failed in the last build, and what was skipped; the warehouse on screen is the previous one. */
export function failureLines({ failure }: Pipeline, width: number): readonly Line[] {
  if (failure === undefined) return [];
  const [first] = failure.failed;
  const [place = "", why = ""] = (first?.message ?? "").split("\n");
  const skipped = failure.skipped.length === 0 ? "" : `skipped: ${failure.skipped.join(", ")}; `;
  return [
    fitLine([seg(" ✗ ", "error"), seg(cell(`${first?.name}: ${place} ${why}`), "error")], width),
    fitLine([seg(`   ${cell(skipped)}this is the previous warehouse`, "warning")], width),
  ];
}

/** Details of a line of the list: the files of a raw table, the description of a model. */
export function paneLines(pipeline: Pipeline, { name, model }: Item, width: number): readonly Line[] {
  if (model !== undefined) return modelPane(pipeline, model, width);
  const files = pipeline.sources.filter((source) => `raw.${source.table}` === name);
  const lines: readonly Line[] = [
    [seg(cell(name), "strong")],
    [seg("as read from")],
    ...files.flatMap((file) => [
      [],
      [seg(cell(file.file))],
      ...(file.rows === undefined ? [] : [fact("rows", formatCell(file.rows, "count"), width)]),
      ...(file.modifiedAt === "" ? [] : [fact("changed", file.modifiedAt, width)]),
    ]),
  ];
  return lines.map((line) => fitLine(line, width));
}

/** Columns of the screen reserved for a column's type, however long its name. */
const minType = 9;

function modelPane(pipeline: Pipeline, model: PipelineModel, width: number): readonly Line[] {
  const nameWidth = Math.max(0, ...model.columns.map((column) => widthOf(cell(column.name)))) + 2;
  const problem = pipeline.failure?.failed.find((one) => one.name === model.name);
  return [
    [seg(cell(model.name), "strong")],
    ...wrapText(cell(model.description), width).map((text): Line => [seg(text)]),
    [],
    ...(problem === undefined
      ? []
      : [...problem.message.split("\n").map((text): Line => [seg(cell(text), "error")]), []]),
    fact("grain", cell(model.grain), width),
    fact("file", cell(model.file.replace(/^sql\/models\//, "")), width),
    fact("rows", formatCell(model.rows, "count"), width),
    fact("made in", timeText(model.ms), width),
    fact("checks", String(model.checks.length), width),
    [],
    ...model.columns.map(
      (column): Line =>
        fitLine(
          [
            seg(fitTo(cell(column.name), Math.min(nameWidth, width - minType))),
            seg(cell(column.type.toLowerCase()), "label"),
          ],
          width,
        ),
    ),
  ].map((line) => fitLine(line, width));
}
