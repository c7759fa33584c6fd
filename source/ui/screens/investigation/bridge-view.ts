import { cell } from "../../../domain/cell.ts";
import { intervalEnd } from "../../../domain/format/interval-end.ts";
import { changeFormat, formatNumber } from "../../../domain/format.ts";
import { type Line, seg, wrapText } from "../../widgets/line.ts";
import { type WaterfallBar, waterfall } from "../../widgets/waterfall.ts";
import { type BridgeRow, bridgeRows, parentOf, sumCheck } from "./bridge-rows.ts";
import { verdictMark, verdictWords } from "./navigator.ts";
import { metricFormat, type StepContext } from "./view.ts";

/** The bridge in `height` rows: waterfall around the cursor, a sentence on the chosen bar, the check of its sum, how to read it. */
export function bridgeLines(view: StepContext, width: number, height: number): readonly Line[] {
  const { investigation } = view;
  const { rows, chosen, tail, first, room } = layOutBridge(view, width, height);
  const { value, change, end } = writers(view);
  const drawn = waterfall(
    rows.map((row, index) => barOf(row, index === chosen, { change, end })),
    {
      from: { label: cell(investigation.base.label), value: investigation.base.value },
      to: { label: cell(investigation.compare.label), value: investigation.compare.value },
      width: width - 3,
      format: value,
      formatChange: change,
    },
  ).map((line, index): Line => [seg(" "), seg(index === chosen + 1 ? "▸" : " ", "accent"), ...line]);
  const shown = drawn.slice(first, first + room).map((line, index): Line => {
    const isCut = (index === 0 && first > 0) || (index === room - 1 && first + room < drawn.length);
    return isCut ? [seg(index === 0 ? "↑" : "↓", "accent"), ...line.slice(1)] : line;
  });
  return [...shown, ...tail];
}

/** The number, from 0, of the bar on a line of the bridge; undefined for the lines around the bars. */
export function barAt(y: number, view: StepContext, width: number, height: number): number | undefined {
  const { rows, first, room } = layOutBridge(view, width, height);
  const bar = first + y - linesBeforeBars;
  return y >= 0 && y < room && bar >= 0 && bar < rows.length ? bar : undefined;
}

/** Lines of the waterfall before and after its bars: the base and the compared value. */
const linesBeforeBars = 1;
const linesAfterBars = 1;

/** Which lines of the waterfall are in view, and the texts below them. */
function layOutBridge(view: StepContext, width: number, height: number) {
  const rows = bridgeRows(view.investigation, view.state.open);
  const chosen = Math.min(view.state.chosen, rows.length - 1);
  const count = linesBeforeBars + rows.length + linesAfterBars;
  const tail = tailLines(view, rows, chosen, width, height - count);
  const room = Math.max(3, height - tail.length);
  const first = Math.max(0, Math.min(chosen + 2 - Math.floor(room / 2), count - room));
  return { rows, chosen, tail, first, room };
}

function barOf(
  row: BridgeRow,
  isChosen: boolean,
  { change, end }: Pick<ReturnType<typeof writers>, "change" | "end">,
): WaterfallBar {
  const { bar, category, contribution, start } = row;
  const sign = row.isOpen ? "▿ " : row.canOpen ? "▹ " : "  ";
  const label = `${"  ".repeat(row.depth)}${sign}${cell(row.label)}`;
  if (bar === undefined) {
    const detail = category === undefined ? "" : `mix ${change(category.mix)}  rate ${change(category.rate)}`;
    return { label, contribution, start, isChosen, note: "", detail };
  }
  const mark = verdictMark(bar.verdict);
  return {
    label,
    contribution,
    start,
    low: bar.low,
    high: bar.high,
    orderLow: bar.orderLow,
    orderHigh: bar.orderHigh,
    detail: `${end(bar.low)} to ${end(bar.high)}`,
    note: `${mark.sign} ${bar.verdict}`,
    noteStyle: mark.style,
    isChosen,
    isQuiet: bar.verdict === "not a driver",
  };
}

function tailLines(
  view: StepContext,
  rows: readonly BridgeRow[],
  chosen: number,
  width: number,
  spare: number,
): readonly Line[] {
  const row = rows[chosen];
  const said = wrapText(barSentence(view, row), width - 3).map((text): Line => [seg(` ${text}`, "text")]);
  const sum: Line = [seg(` ${sumSentence(view, rows, row)}`, "label")];
  const legend: Line = [
    seg(" █ ", "loss"),
    seg("bar  ", "label"),
    seg("├─┤ ", "strong"),
    seg("95 % interval  ", "label"),
    seg("▓░ ", "loss"),
    seg("where its end is in another order  ", "label"),
    ...(width < 100 ? [] : [seg("mix: shares moved, rate: what they weigh moved", "label")]),
  ];
  if (spare >= said.length + 4) return [[], ...said, sum, [], legend];
  if (spare >= said.length + 2) return [...said, sum, legend];
  const short: Line = [seg(` ${shortSentence(view, row)}`)];
  return [short, sum];
}

/** A row of the bridge in words: its amount, share, verdict and intervals. */
export function barSentence(view: StepContext, row: BridgeRow | undefined): string {
  if (row === undefined) return "";
  const { change, end } = writers(view);
  const { bar, category, label, contribution } = row;
  if (category !== undefined) {
    return `${cell(label)}: ${change(contribution)}, of which mix ${change(category.mix)} (its share moved) and rate ${change(category.rate)} (what it weighs moved).`;
  }
  if (bar === undefined) return "";
  const share =
    bar.share === undefined || Math.abs(bar.share) > 1 ? "" : ` (${formatNumber(bar.share, "percent")} of the change)`;
  const order = `in any order ${change(bar.orderLow)} to ${change(bar.orderHigh)}`;
  const hint = row.canOpen ? (row.isOpen ? escHint(view) : " ⏎ opens it.") : "";
  return `${cell(bar.label)}: ${change(contribution)}${share}, ${verdictWords(bar.verdict)}; 95 % interval ${end(bar.low)} to ${end(bar.high)}; ${order}.${hint}`;
}

function escHint({ state }: StepContext): string {
  return state.from === undefined ? " Esc closes it." : ` Esc goes back to step ${state.from + 1}.`;
}

/** The same in one line of a small screen. */
function shortSentence(view: StepContext, row: BridgeRow | undefined): string {
  if (row?.bar === undefined) return barSentence(view, row).replace(/ \([^)]*\)/g, "");
  const { change, end } = writers(view);
  const { label, low, high, orderLow, orderHigh } = row.bar;
  return `${cell(label)}: 95 % ${end(low)} to ${end(high)}, any order ${change(orderLow)} to ${change(orderHigh)}.`;
}

/** Whether the parts around the cursor, or all bars, add up. */
function sumSentence(view: StepContext, rows: readonly BridgeRow[], row: BridgeRow | undefined): string {
  const { investigation } = view;
  const { change, value } = writers(view);
  const parent = row?.isOpen === true ? row : parentOf(rows, row);
  const { parts, whole, off } = sumCheck(investigation, parent);
  const tie = off === 0 ? "exactly" : `but for ${off}`;
  const one = parent === undefined ? "bars" : "parts";
  const of =
    parent === undefined
      ? `${value(investigation.base.value)} to ${value(investigation.compare.value)}`
      : cell(parent.label).toLowerCase();
  return `The ${parts} ${one} sum to ${change(whole)} (${of}) ${tie}.`;
}

function writers(view: StepContext) {
  const format = metricFormat(view);
  const { currency } = view;
  return {
    value: (value: number) => formatNumber(value, format, { currency }),
    change: (value: number) => formatNumber(value, changeFormat(format), { currency, signed: true }),
    end: (value: number) => intervalEnd(value, changeFormat(format), { currency, signed: true }),
  };
}
