import { storyOf } from "../analysis/story.ts";
import { cell } from "../domain/cell.ts";
import { isFallOfOtherCohorts } from "../domain/cohort.ts";
import { compareCell } from "../domain/equal-age.ts";
import { formatChange, formatNumber } from "../domain/format.ts";
import type { AppData, AppState } from "./app-state.ts";
import { chips, crumbs } from "./chrome.ts";
import { footerOf, type Keymap } from "./keymap.ts";
import { itemsOf } from "./overlays/items.ts";
import { overlayContent } from "./overlays/overlay-view.ts";
import { questionInView } from "./reduce-investigation.ts";
import { cellAt, type PreparedGrid } from "./screens/cohorts/prepared.ts";
import { stepSentences } from "./screens/investigation/sentences.ts";
import { pipelineRow, pipelineSentences } from "./screens/pipeline/texts.ts";
import { resultTable } from "./screens/result-table.ts";
import { boardDimensions } from "./screens/slices/state.ts";
import { spokenOverlay } from "./spoken-overlay.ts";
import { sqlOnScreen } from "./sql-text.ts";
import type { TableColumn } from "./widgets/table.ts";

/** The screen as sentences for a screen reader: where we are, what is shown, what is under the cursor, its row, the keys. */
export function spokenLines(state: AppState, data: AppData, keymap: Keymap): readonly string[] {
  const { dataSet } = data;
  const shown = chips(state, data, keymap).map((chip) => chip.text);
  const keys = footerOf(state.overlay, keymap, state.place.screen).map((one) => `${one.key} ${one.label}`);
  return [
    `${crumbs(state, data).join(", ")}.`,
    `Data: ${cell(dataSet.name)}${dataSet.isSynthetic ? ", synthetic" : ""}, ${dataSet.from} to ${dataSet.to}.`,
    `Shown: ${shown.join("; ")}.`,
    ...(state.overlay === undefined ? bodyLines(state, data) : overlayLines(state, data, keymap)),
    ...(state.count === "" ? [] : [`${state.count} times what comes next.`]),
    ...(state.notice === undefined ? [] : [`${state.notice.text}.`]),
    `Keys: ${keys.join(", ")}.`,
  ];
}

function overlayLines(state: AppState, data: AppData, keymap: Keymap): readonly string[] {
  const { overlay } = state;
  const content = overlayContent(state, data, keymap, sqlOnScreen(state, data));
  if (overlay === undefined || content === undefined) return [];
  return spokenOverlay(overlay, content, overlay.kind === "pick" ? itemsOf(overlay, state, data) : []);
}

function bodyLines(state: AppState, data: AppData): readonly string[] {
  const { place } = state;
  switch (place.screen) {
    case "cohorts":
      return gridLines(state, data);
    case "slices":
      return tableLines(state, data);
    case "rows":
      return recordLines(state, data);
    case "pipeline": {
      const found = data.page();
      const row = pipelineRow(place.pipeline, data.pipeline(), found?.page, found?.offset ?? 0);
      return pipelineSentences(place.pipeline, data.pipeline(), row);
    }
    case "investigation": {
      const investigation = data.investigation();
      if (investigation === undefined) return ["Reading."];
      const { catalog, dataSet } = data;
      const story = storyOf(place.investigation.stories, questionInView(state, data));
      const view = { size: state.size, catalog, currency: dataSet.currency, story, investigation };
      return stepSentences({ ...view, state: place.investigation });
    }
  }
}

function gridLines(state: AppState, data: AppData): readonly string[] {
  const prepared = data.grid();
  if (prepared === undefined) return ["Reading."];
  const { cursor } = state.place.cohorts;
  const found = cellAt(prepared, cursor.row, cursor.column);
  if (found === undefined) return ["No customers are left under these filters."];
  const { rows, columns } = prepared.grid;
  const customers = formatNumber(found.row.customers, "count");
  return [
    `Row ${cursor.row + 1} of ${rows.length}: ${cell(found.row.label)}, ${customers} customers.`,
    `Column ${cursor.column + 1} of ${columns.length}: ${prepared.headers[cursor.column] ?? ""}. ${cellSentence(state, data, prepared)}`,
    `Whole row: ${rowSentence(prepared, cursor.row)}.`,
  ];
}

function cellSentence(state: AppState, data: AppData, prepared: PreparedGrid): string {
  const { cursor } = state.place.cohorts;
  const found = cellAt(prepared, cursor.row, cursor.column);
  if (found?.cell?.value === undefined) return "Nobody can be here yet.";
  const options = { currency: data.dataSet.currency };
  const value = formatNumber(found.cell.value, prepared.format, options);
  const compared = compareCell(prepared.grid, found.row, cursor.column);
  const change = formatChange(compared?.share, "percent").text.replace(/^[▲▼=] /, "");
  const before = compared === undefined ? "" : formatNumber(compared.before, prepared.format, options);
  const against = compared === undefined ? "" : ` ${cell(compared.against)}: ${before}, change ${change}.`;
  const isFall = isFallOfOtherCohorts(prepared.grid.query, prepared.measure, found.row, cursor.column);
  const lower = isFall ? " Lower than the column before: other cohorts." : "";
  return `${value}, ${found.cell.complete ? "complete" : "incomplete"}.${lower}${against}`;
}

function rowSentence(prepared: PreparedGrid, row: number): string {
  const cells = prepared.grid.rows[row]?.cells ?? [];
  return prepared.headers
    .flatMap((header, index) => {
      const text = prepared.values.texts[row]?.[index]?.trim() ?? "";
      return text === "" ? [] : [`${header} ${text}${cells[index]?.complete === false ? " incomplete" : ""}`];
    })
    .join(", ");
}

function tableLines(state: AppState, data: AppData): readonly string[] {
  const { slices } = state.place;
  const dimension = boardDimensions(data.catalog)[slices.board];
  const isBoards = slices.view === "boards";
  const result = data.slice(isBoards ? `board:${dimension?.name ?? ""}` : "table");
  if (result === undefined) return ["Reading."];
  const table = resultTable(result, data.catalog, data.dataSet.currency);
  const at = isBoards ? slices.item : slices.cursor.row;
  const sentence = (row: number) =>
    table.columns.flatMap((column, index) => columnWords(column, table.texts[index]?.[row] ?? "")).join(", ");
  const column = isBoards ? undefined : table.columns[slices.cursor.column];
  return [
    ...(isBoards ? [`Leaderboard ${slices.board + 1}: ${cell(dimension?.label ?? "")}.`] : []),
    `Row ${at + 1} of ${table.rows.length}: ${sentence(at)}.`,
    ...(column === undefined
      ? []
      : [`Column ${slices.cursor.column + 1} of ${table.columns.length}: ${column.label}.`]),
    ...table.rows.slice(0, 20).map((_, row) => `${sentence(row)}.`),
  ];
}

/** A number with its column and unit, without the sign that shows which way it went; nothing where there is nothing. */
function columnWords({ label, unit = "" }: TableColumn, text: string): readonly string[] {
  const said = text.trim().replace(/^[▲▼=] /, "");
  return said === "" ? [] : [`${label} ${said}${unit === "" ? "" : ` ${unit}`}`];
}

function recordLines(state: AppState, data: AppData): readonly string[] {
  const found = data.page();
  const { row, column } = state.place.rows.cursor;
  const record = found?.page.rows[row - found.offset];
  if (found === undefined || record === undefined) return ["There are no rows behind this."];
  const parts = found.page.columns.map((name, index) => `${name.replaceAll("_", " ")} ${cell(record[index])}`);
  const here = parts[column] === undefined ? [] : [`Column ${column + 1} of ${parts.length}: ${parts[column]}.`];
  return [`Row ${row + 1} of ${found.page.total}: ${parts.join(", ")}.`, ...here];
}
