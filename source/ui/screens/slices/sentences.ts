import { cell } from "../../../domain/cell.ts";
import type { At } from "../../state/screen.ts";
import { resultTable } from "../../widgets/result-table.ts";
import type { TableColumn } from "../../widgets/table.ts";
import { boardDimensions, resultIn, type SlicesState } from "./state.ts";

/** The row under the cursor, and the first rows of its board or table, as sentences. */
export function sliceSentences({ state, data }: At<SlicesState>): readonly string[] {
  const dimension = boardDimensions(data.catalog)[state.board];
  const isBoards = state.view === "boards";
  const result = resultIn(state, data);
  if (result === undefined) return ["Reading."];
  const table = resultTable(result, data.catalog, data.dataSet.currency);
  const at = isBoards ? state.item : state.cursor.row;
  const sentence = (row: number) =>
    table.columns.flatMap((column, index) => columnWords(column, table.texts[index]?.[row] ?? "")).join(", ");
  const column = isBoards ? undefined : table.columns[state.cursor.column];
  return [
    ...(isBoards ? [`Leaderboard ${state.board + 1}: ${cell(dimension?.label ?? "")}.`] : []),
    `Row ${at + 1} of ${table.rows.length}: ${sentence(at)}.`,
    ...(column === undefined ? [] : [`Column ${state.cursor.column + 1} of ${table.columns.length}: ${column.label}.`]),
    ...table.rows.slice(0, 20).map((_, row) => `${sentence(row)}.`),
  ];
}

/** A number with its column and unit, without its sign of direction; empty if there is no number. */
function columnWords({ label, unit = "" }: TableColumn, text: string): readonly string[] {
  const said = text.trim().replace(/^[▲▼=] /, "");
  return said === "" ? [] : [`${label} ${said}${unit === "" ? "" : ` ${unit}`}`];
}
