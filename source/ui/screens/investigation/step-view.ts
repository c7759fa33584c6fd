import type { Bar, Investigation, Step, StepSeries, StepTable } from "../../../analysis/investigation.ts";
import { cell } from "../../../domain/cell.ts";
import { formatCell, formatNumber, formatOfUnit, type NumberFormat } from "../../../domain/format.ts";
import type { Style } from "../../theme/theme.ts";
import { fitLine, type Line, lineWidth, seg, spread, wrapText } from "../../widgets/line.ts";
import { type ChartSeries, lineChart } from "../../widgets/line-chart.ts";
import { layOutTable, tableLines } from "../../widgets/table.ts";
import { waterfall } from "../../widgets/waterfall.ts";
import { unitSign } from "../result-table.ts";
import { verdictMark } from "./navigator.ts";
import type { InvestigationView } from "./view.ts";

/** The chosen step in so many rows, scrolled. */
export function stepLines(view: InvestigationView, height: number): readonly Line[] {
  const step = view.investigation.steps[view.state.step];
  if (step === undefined) return [];
  const width = view.size.columns;
  const head = headLines(view, step, width);
  const room = Math.max(3, height - head.length);
  const body = step.id === "bridge" ? bridgeLines(view, width, room) : bodyLines(view, step, width, room);
  const scroll = step.id === "bridge" ? 0 : Math.min(view.state.scroll, Math.max(0, body.length - room));
  const isMore = body.length - scroll > room;
  const shown = body.slice(scroll, scroll + room);
  return [...head, ...(isMore ? [...shown.slice(0, -1), [seg(" ↓ more below", "label")]] : shown)];
}

function headLines(view: InvestigationView, step: Step, width: number): readonly Line[] {
  const mark = verdictMark(step.verdict);
  const verdict = [seg(`${mark.sign} ${verdictWords(step.verdict)} `, mark.style === "muted" ? "label" : mark.style)];
  const question = wrapText(cell(step.question), Math.max(20, width - 28));
  const [first = "", ...others] = question;
  const note = view.state.notes[step.id];
  const isOut = view.state.excluded.includes(step.id);
  return [
    spread([seg(` ${first}`, "strong")], verdict, width),
    ...others.map((text): Line => [seg(` ${text}`, "strong")]),
    ...wrapText(cell(step.finding), width - 3).map((text): Line => [seg(` ${text}`)]),
    ...(step.missing === undefined
      ? []
      : wrapText(`Missing: ${cell(step.missing)}`, width - 3).map((text): Line => [seg(` ${text}`, "warning")])),
    ...(note === undefined
      ? []
      : wrapText(`Note: ${cell(note)}`, width - 3).map((text): Line => [seg(` ${text}`, "accent")])),
    ...(isOut ? [[seg(" Left out of the story", "warning")]] : []),
    [],
  ];
}

function verdictWords(verdict: Step["verdict"]): string {
  const isSize = verdict === "major" || verdict === "moderate" || verdict === "minor";
  return isSize ? `${verdict} driver` : verdict;
}

/** Table and chart side by side where both fit, else below each other. */
function bodyLines(view: InvestigationView, step: Step, width: number, height: number): readonly Line[] {
  const table = step.table === undefined ? [] : stepTable(step.table, view.currency, width);
  const tableWidth = Math.max(0, ...table.map((line) => lineWidth(trimEnd(line))));
  const chartWidth = width - tableWidth - 4;
  if (step.series.length === 0) return withCaveats(view, step, table, width);
  if (table.length > 0 && chartWidth >= 34) {
    const chart = chartLines(
      step.series,
      view.currency,
      Math.min(chartWidth, 80),
      Math.max(4, Math.min(14, height - 3)),
    );
    const rows = Math.max(table.length, chart.length);
    const joined = Array.from(
      { length: rows },
      (_, index): Line => [...fitLine(table[index] ?? [], tableWidth + 3), ...(chart[index] ?? [])],
    );
    return withCaveats(view, step, joined, width);
  }
  const room = Math.max(4, Math.min(8, height - table.length - 4));
  return withCaveats(view, step, [...table, [], ...chartLines(step.series, view.currency, width - 2, room)], width);
}

function withCaveats(view: InvestigationView, step: Step, lines: readonly Line[], width: number): readonly Line[] {
  if (step.id !== "report" && step.id !== "confirm") return lines;
  const caveats = view.investigation.caveats.flatMap((caveat) =>
    wrapText(cell(caveat), width - 5).map(
      (text, index): Line => [seg(index === 0 ? " · " : "   ", "rule"), seg(text, "label")],
    ),
  );
  return caveats.length === 0 ? lines : [...lines, [], ...caveats];
}

function stepTable(table: StepTable, currency: string, width: number): readonly Line[] {
  const formats = table.columns.map((column) => (column.unit === "text" ? undefined : formatOfUnit(column.unit)));
  const columns = table.columns.map((column, index) => {
    const format = formats[index];
    return format === undefined
      ? { label: cell(column.label), align: "left" as const, maxWidth: 34 }
      : { label: cell(column.label), unit: unitSign(format, currency), align: "right" as const };
  });
  const rows = table.rows.map((row) => ({
    cells: row.map((value, index) => ({ text: valueText(value, formats[index]) })),
  }));
  return tableLines(layOutTable(columns, rows), { width, height: rows.length });
}

function valueText(value: string | number | null, format: NumberFormat | undefined): string {
  return typeof value === "number" && format !== undefined ? formatCell(value, format) : cell(value);
}

function chartLines(series: readonly StepSeries[], currency: string, width: number, height: number): readonly Line[] {
  const styles: readonly Style[] = ["series1", "series2", "series3", "label"];
  const lines = series.slice(0, 4).map(
    (one, index): ChartSeries => ({
      label: cell(one.label),
      style: styles[index] ?? "label",
      values: one.points.map((point) => point.value),
    }),
  );
  const months = series.flatMap((one) => one.points.map((point) => point.month));
  const format = formatOfUnit(series[0]?.unit ?? "number");
  return lineChart(lines, {
    width,
    height,
    ends: [cell(months[0]), cell(months.at(-1))],
    format: (value) => formatNumber(value, format, { currency }),
  });
}

function bridgeLines(view: InvestigationView, width: number, height: number): readonly Line[] {
  const { investigation, state, currency } = view;
  const bars = state.bars === "groups" ? investigation.groups : investigation.drivers;
  const sentence = chosenBar(bars[state.chosen], investigation, currency, width);
  const tail = height >= bars.length + 4 + sentence.length ? [[], ...sentence] : sentence.slice(0, 1);
  const room = Math.max(1, height - 2 - tail.length);
  const offset = Math.max(0, Math.min(state.chosen - room + 1, bars.length - room));
  const start = bars.slice(0, offset).reduce((sum, bar) => sum + bar.contribution, investigation.base.value);
  const visible = bars.slice(offset, offset + room);
  const end = visible.reduce((sum, bar) => sum + bar.contribution, start);
  const isAll = visible.length === bars.length;
  const lines = waterfall(
    visible.map((bar, index) => ({
      label: cell(bar.label),
      contribution: bar.contribution,
      low: bar.low,
      high: bar.high,
      note: `${verdictMark(bar.verdict).sign} ${bar.verdict}`,
      isChosen: offset + index === state.chosen,
    })),
    {
      from: { label: offset === 0 ? cell(investigation.base.label) : "so far", value: start },
      to: {
        label: isAll ? cell(investigation.compare.label) : "so far",
        value: isAll ? investigation.compare.value : end,
      },
      width: width - 1,
      format: (value) => formatNumber(value, "money", { currency }),
      formatChange: (value) => formatNumber(value, "money", { currency, signed: true }),
      betterHigher: true,
    },
  );
  return [...lines.map((line): Line => [seg(" "), ...line]), ...tail];
}

function chosenBar(
  bar: Bar | undefined,
  _investigation: Investigation,
  currency: string,
  width: number,
): readonly Line[] {
  if (bar === undefined) return [];
  const money = (value: number) => formatNumber(value, "money", { currency, signed: true });
  const share = bar.share === undefined ? "" : ` (${formatNumber(bar.share, "percent")} of the change)`;
  const text = `${cell(bar.label)}: ${money(bar.contribution)}${share}, 95 % interval ${money(bar.low)} to ${money(bar.high)}; over all orders ${money(bar.orderLow)} to ${money(bar.orderHigh)}.`;
  return wrapText(text, width - 3).map((line): Line => [seg(` ${line}`, "label")]);
}

function trimEnd(line: Line): Line {
  const last = line.at(-1);
  return last !== undefined && last.text.trim() === "" ? line.slice(0, -1) : line;
}
