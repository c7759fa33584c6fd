import type { StepSeries } from "../../../analysis/investigation.ts";
import { effectPerCustomer, type Moves, type Switching } from "../../../analysis/switching.ts";
import { switchingSentence, switchingVerdict } from "../../../analysis/switching-verdict.ts";
import type { BusinessWords } from "../../../domain/business-words.ts";
import { cell } from "../../../domain/cell.ts";
import { printPeriod } from "../../../domain/period.ts";
import { filled } from "../../widgets/layout.ts";
import { type Line, lineWidth, paint, restyle, seg, spread, wrapText } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { headerHeight, type TableLayout, tableLines } from "../../widgets/table.ts";
import { trendLines } from "../../widgets/trends.ts";
import type { ScreenContext } from "../screen-context.ts";
import { pairAt, type SwitchingState } from "./state.ts";

export interface SwitchingView extends ScreenContext {
  readonly state: SwitchingState;
  readonly found: Switching;
  readonly words: BusinessWords;
  readonly table: TableLayout;
}

/** Rows of the charts and the line above them; 0 if the screen is small. */
function chartHeight({ size }: Pick<SwitchingView, "size">): number {
  return size.rows < 18 ? 0 : Math.min(12, Math.floor(size.rows / 3));
}

/** Rows of the table that are in view at once. */
export function visibleRows(
  view: Pick<SwitchingView, "size" | "found" | "currency" | "words" | "table" | "state">,
): number {
  const head = headLines(view).length + headerHeight(view.table.columns);
  return Math.max(1, view.size.rows - head - chartHeight(view));
}

/** As painted rows: the changes in sentences, the table of from and to, and the months of the change under the cursor. */
export function switchingScreenRows(view: SwitchingView): readonly string[] {
  const { size, theme } = view;
  const head = headLines(view);
  const body =
    view.table.rows.length === 0
      ? emptyLines(["Nobody changed here.", "Choose other days, another dimension, or fewer filters."], size.columns)
      : tableBody(view);
  const lines = [...head, ...body].map((line) => paint(view.isStale ? restyle(line, "muted") : line, theme));
  return filled(lines, size.rows);
}

function tableBody(view: SwitchingView): readonly Line[] {
  const { state, size, table } = view;
  const height = visibleRows(view);
  const shown = tableLines(table, {
    width: size.columns,
    height,
    offset: state.cursor.top,
    cursorRow: state.cursor.row,
    cursorColumn: state.cursor.column,
  });
  const room = Math.min(height, table.rows.length) + headerHeight(table.columns);
  const charts = chartHeight(view) === 0 ? [] : [[], ...chartsOf(view)];
  return [...shown.slice(0, room), ...charts];
}

/** The changes in sentences, and their direction. */
export function headLines({
  found,
  state,
  size,
  currency,
  words,
}: Pick<SwitchingView, "found" | "state" | "size" | "currency" | "words">) {
  const [side] = found.sides;
  if (side === undefined) return [];
  const said = switchingSentence(found, side, state.period && printPeriod(state.period), { currency, words });
  const verdict: Line = [seg(`${switchingVerdict(side)} `, "accent")];
  const [first = "", ...others] = wrapText(cell(said), Math.max(20, size.columns - lineWidth(verdict) - 4));
  const lines: readonly Line[] = [
    spread([seg(` ${first}`)], verdict, size.columns),
    ...others.map((text): Line => [seg(` ${text}`)]),
    [],
  ];
  return lines;
}

export function labelOf({ period }: SwitchingState): string {
  return period === undefined ? "all days" : printPeriod(period);
}

function chartsOf(view: SwitchingView): readonly Line[] {
  const { found, state, size, currency, events } = view;
  const room = { width: size.columns - 2, height: chartHeight(view) - 1 };
  const last = found.months.at(-1)?.month.slice(0, 4) ?? "";
  const year = (text: string) => ({ label: text, period: { from: `${text}-01-01`, to: `${text}-12-31` } });
  const about = { base: year(String(Number(last) - 1)), compare: year(last), filters: state.filters, currency, events };
  const series = seriesOf(found, state);
  return trendLines({ series, metric: "" }, about, room).map((line): Line => [seg(" "), ...line]);
}

/** Customers who changed and the effect per customer, month by month, for the row under the cursor, which the mark names. */
function seriesOf(found: Switching, state: SwitchingState): readonly StepSeries[] {
  const [side] = found.sides;
  const pair = side === undefined ? undefined : pairAt(side, state);
  const months =
    pair === undefined ? found.months : found.monthPairs.filter(({ from, to }) => from === pair.from && to === pair.to);
  return [
    ...yearsOf(months, "customers", "count", ({ customers }) => customers),
    ...yearsOf(months, "effect", "money", effectPerCustomer),
  ];
}

function yearsOf(
  months: readonly (Moves & { readonly month: string })[],
  label: string,
  unit: StepSeries["unit"],
  value: (moves: Moves) => number | null,
): readonly StepSeries[] {
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))];
  return years.map((year) => ({
    label: `${label} ${year}`,
    unit,
    points: months
      .filter(({ month }) => month.startsWith(year))
      .map((one) => ({ month: one.month, value: value(one) })),
  }));
}
