import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { At, Values } from "../../state/screen.ts";
import { familyOf } from "./lineage.ts";
import { itemsOf, openModel, type PipelineState, rowsInView } from "./state.ts";

type Own = At<PipelineState>;

/** The table in view as values, its header first: rows if rows are listed, otherwise models, runs, columns or checks. */
export function pipelineTable({ state, data }: Own): readonly Values[] | undefined {
  const [pipeline, page] = [data.pipeline(), data.page()?.page];
  if (pipeline === undefined) return undefined;
  if (rowsInView(state) !== undefined) return page === undefined ? undefined : [page.columns, ...page.rows];
  const model = openModel(state, pipeline);
  if (model !== undefined && state.section === "checks") {
    const rows = model.checks.map((check) => [check.name, check.severity, check.status, check.failures, check.message]);
    return [["check", "severity", "status", "failures", "message"], ...rows];
  }
  if (model !== undefined && state.section === "sql") return model.sql.split("\n").map((text) => [text]);
  if (model !== undefined) {
    const rows = model.columns.map(({ name, type, description }) => [name, type, description]);
    return [["column", "type", "description"], ...rows];
  }
  if (state.view === "runs") {
    const rows = pipeline.runs.map((run) => [run.startedAt, run.ms, run.made, run.kept, run.startedBy]);
    return [["started", "ms", "made", "kept", "started by"], ...rows];
  }
  const rows = itemsOf(pipeline).map(({ name, model: one }) => [one?.layer ?? "raw", name, one?.rows, one?.ms]);
  return [["layer", "model", "rows", "ms"], ...rows];
}

/** The column of that table under the cursor; the name's column if the list has no column cursor. */
export function pipelineColumn(state: PipelineState): number {
  if (rowsInView(state) !== undefined) return (state.model === undefined ? state.cursor : state.inner).column;
  return state.model === undefined && state.view === "models" ? 1 : 0;
}

/** The row under the cursor as values. */
export function pipelineRow(own: Own): Values | undefined {
  const { state, data } = own;
  const at = (state.model === undefined ? state.cursor : state.inner).row;
  const found = data.page();
  if (rowsInView(state) !== undefined) return found?.page.rows[at - found.offset];
  const table = pipelineTable(own);
  return table?.[state.model !== undefined && state.section === "sql" ? at : at + 1];
}

/** The screen as sentences for a screen reader. */
export function pipelineSentences(own: Own): readonly string[] {
  const { state } = own;
  const pipeline = own.data.pipeline();
  if (pipeline === undefined) return ["Reading."];
  const { failure } = pipeline;
  const [first] = failure?.failed ?? [];
  const trouble = first === undefined ? [] : [`The last build failed at ${cell(first.name)}: ${cell(first.message)}`];
  const here = (pipelineRow(own) ?? [])
    .map((value) => (typeof value === "number" ? formatCell(value, "count") : cell(value ?? "")))
    .join(", ");
  const item = state.model === undefined && state.view === "models" ? itemsOf(pipeline)[state.cursor.row] : undefined;
  const { parents, children } = familyOf(pipeline, item?.name ?? "");
  const family = [
    ...(parents.length > 0 ? [`Made from ${parents.map(cell).join(", ")}.`] : []),
    ...(children.length > 0 ? [`Makes ${children.map(cell).join(", ")}.`] : []),
  ];
  const open = state.model === undefined ? [] : [`Model ${cell(state.model)}, ${state.section}.`];
  return [...trouble, ...open, `${here}.`, ...family];
}
