import { doubles, type Figure } from "../../../domain/amount.ts";
import { printEvent } from "../../../domain/business-event.ts";
import { cell } from "../../../domain/cell.ts";
import { compareCell } from "../../../domain/equal-age.ts";
import { formatCell, formatNumber } from "../../../domain/format.ts";
import { fitLine, type Line, seg } from "../../widgets/line.ts";
import { type ChartSeries, lineChart, lookAt } from "../../widgets/line-chart.ts";
import type { GridView } from "./grid-view.ts";
import { comparisonTitle } from "./layout.ts";

/**
 * The column under the cursor over the rows, oldest first: the complete cells and the cells they are compared with; the row
 * under the cursor is highlighted.
 */
export function trendLines(view: GridView, width: number, height: number): readonly Line[] {
  const { prepared, state } = view;
  const { grid, headers, labels } = prepared;
  const column = state.cursor.column;
  const own = grid.rows.map((row) => (row.cells[column]?.complete === true ? row.cells[column]?.value : undefined));
  const before = grid.rows.map((row) => compareCell(grid, row, column)?.before);
  const chart = lineChart(seriesOf(view, own, before), {
    ...{ width: width - 2, height: Math.max(4, height - 5) },
    ends: [labels[0] ?? "", labels[grid.rows.length - 1] ?? ""],
    format: (value) => formatCell(value, prepared.format, prepared),
    marker: state.cursor.row,
    ticks: grid.rows.flatMap(({ key }, row) => (prepared.eventsOf(key).length > 0 ? [row] : [])),
  });
  return [
    fitLine(
      [
        seg(` ${headers[column] ?? ""} `, "strong"),
        seg("of each row, complete cells only  ·  ← → another column, | the grid", "label"),
      ],
      width,
    ),
    ...chart.map((line) => fitLine([seg(" "), ...line], width)),
    fitLine([], width),
    valueLine(view, own[state.cursor.row], before[state.cursor.row], width),
  ];
}

type Values = readonly (Figure | undefined)[];

function seriesOf({ prepared, state }: GridView, own: Values, before: Values): readonly ChartSeries[] {
  const label = prepared.headers[state.cursor.column] ?? "";
  const line: ChartSeries = { label, style: "series1", look: lookAt(0), values: doubles(own) };
  if (before.every((value) => value === undefined)) return [line];
  const title = comparisonTitle(state.query).replace(/^vs /, "");
  const against = { year: "a year before", prior: "the period before", plan: "the plan" }[title] ?? title;
  return [line, { label: against, style: "series2", look: lookAt(1), values: doubles(before) }];
}

/** The value of the row under the cursor, and of its comparison. */
function valueLine(view: GridView, own: Figure | undefined, before: Figure | undefined, width: number): Line {
  const { prepared, state, currency } = view;
  const write = (value: Figure | undefined) => formatNumber(value, prepared.format, { currency }) || "-";
  const label = cell(prepared.labels[state.cursor.row] ?? "");
  const compared = before === undefined ? "" : `   ${comparisonTitle(state.query)} ${write(before)}`;
  const events = prepared
    .eventsOf(prepared.grid.rows[state.cursor.row]?.key ?? "")
    .map(printEvent)
    .join("; ");
  return fitLine(
    [
      seg(` ${label} `, "accent"),
      seg(write(own), "strong"),
      seg(compared, "label"),
      seg(events === "" ? "" : `   ${events}`, "accent"),
    ],
    width,
  );
}
