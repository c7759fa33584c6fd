import { printEvent } from "../../../domain/business-event.ts";
import { cell } from "../../../domain/cell.ts";
import { isFallOfOtherCohorts, type ProjectedCell } from "../../../domain/cohort.ts";
import { compareCell } from "../../../domain/equal-age.ts";
import { formatChange, formatNumber } from "../../../domain/format.ts";
import type { At } from "../../state/screen.ts";
import { cellAt, type PreparedGrid, preparedIn } from "./prepared.ts";
import type { CohortsState } from "./state.ts";

/** The row, the cell under the cursor and its whole row as sentences. */
export function gridSentences({ state, data }: At<CohortsState>): readonly string[] {
  const prepared = preparedIn(data);
  if (prepared === undefined) return ["Reading."];
  const { cursor } = state;
  const found = cellAt(prepared, cursor.row, cursor.column);
  if (found === undefined) return ["No customers are left under these filters."];
  const { rows, columns } = prepared.grid;
  const customers = formatNumber(found.row.customers, "count");
  const sentence = cellSentence(state, prepared, data.dataSet.currency);
  return [
    `Row ${cursor.row + 1} of ${rows.length}: ${cell(found.row.label)}, ${customers} customers.`,
    `Column ${cursor.column + 1} of ${columns.length}: ${prepared.headers[cursor.column] ?? ""}. ${sentence}`,
    `Whole row: ${rowSentence(prepared, cursor.row)}.`,
    ...prepared.eventsOf(found.row.key).map((event) => `Event: ${printEvent(event)}.`),
  ];
}

function cellSentence({ cursor }: CohortsState, prepared: PreparedGrid, currency: string): string {
  const found = cellAt(prepared, cursor.row, cursor.column);
  const options = { currency };
  const projected = projectedSentence(found?.row.projected?.[cursor.column], prepared, options);
  if (found?.cell?.value === undefined) return projected || "No customer is this old yet.";
  const value = formatNumber(found.cell.value, prepared.format, options);
  const compared = compareCell(prepared.grid, found.row, cursor.column);
  const change = formatChange(compared?.share, "percent").text.replace(/^[▲▼=] /, "");
  const before = compared === undefined ? "" : formatNumber(compared.before, prepared.format, options);
  const against = compared === undefined ? "" : ` ${cell(compared.against)}: ${before}, change ${change}.`;
  const isFall = isFallOfOtherCohorts(prepared.grid.query, prepared.measure, found.row, cursor.column);
  const lower = isFall ? " Lower than the column before: other cohorts." : "";
  return `${value}, ${found.cell.complete ? "complete" : "incomplete"}.${lower}${against}${projected && ` ${projected}`}`;
}

function projectedSentence(
  projected: ProjectedCell | undefined,
  { format }: PreparedGrid,
  options: { readonly currency: string },
): string {
  if (projected === undefined) return "";
  const [value, low, high] = [projected.value, projected.low, projected.high].map((one) =>
    formatNumber(one, format, options),
  );
  return `Projected ${value}${low === "" || high === "" ? "" : `, 95 % between ${low} and ${high}`}.`;
}

function rowSentence(prepared: PreparedGrid, row: number): string {
  const { cells = [], projected } = prepared.grid.rows[row] ?? {};
  return prepared.headers
    .flatMap((header, index) => {
      const text = prepared.values.texts[row]?.[index]?.trim() ?? "";
      const mark = projected?.[index] ? " projected" : cells[index]?.complete === false ? " incomplete" : "";
      return text === "" ? [] : [`${header} ${text}${mark}`];
    })
    .join(", ");
}
