import type { StepSeries } from "../../../analysis/investigation.ts";
import { effectPerCustomer, type Moves, type Switching } from "../../../analysis/switching.ts";
import { switchingSentence, switchingVerdict } from "../../../analysis/switching-verdict.ts";
import { cell } from "../../../domain/cell.ts";
import { printPeriod } from "../../../domain/period.ts";
import type { ListOnScreen } from "../../state/list-cursor.ts";
import type { At } from "../../state/screen.ts";
import { filledLines } from "../../widgets/block.ts";
import { type Line, lineWidth, restyle, seg, spread, wrapText } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { headerHeight, type TableLayout, tableLines } from "../../widgets/table.ts";
import { trendLines } from "../../widgets/trends.ts";
import { pairAt, type SwitchingState } from "./state.ts";
import { switchingHeader, switchingTable } from "./table.ts";

type Own = At<SwitchingState>;

/** The list of changes: below the sentences and its header, above the charts. */
export function listIn(at: Own): ListOnScreen | undefined {
  const found = at.data.switching();
  if (found === undefined) return undefined;
  const table = at.data.derived(switchingTable, found);
  const firstLine = headLines(at, found).length + headerHeight(table.columns);
  const visibleRows = Math.max(1, at.size.rows - firstLine - chartHeight(at));
  const columns = switchingHeader.length;
  const extent = { rows: Math.max(1, table.rows.length), columns, visibleRows, visibleColumns: columns };
  return { extent, firstLine };
}

/** Rows of the charts and the line above them; 0 if the screen is small. */
function chartHeight({ size }: Own): number {
  return size.rows < 18 ? 0 : Math.min(12, Math.floor(size.rows / 3));
}

/** The changes in sentences, the table of from and to, and the months of the change under the cursor. */
export function switchingLines(at: Own, isStale: boolean): readonly Line[] {
  const { data, size } = at;
  const found = data.switching();
  if (found === undefined) return [];
  const table = data.derived(switchingTable, found);
  const nobody = ["Nobody changed here.", "Choose other days, another dimension, or fewer filters."];
  const body = table.rows.length === 0 ? emptyLines(nobody, size.columns) : tableBody(at, found, table);
  const lines = [...headLines(at, found), ...body];
  return filledLines(isStale ? lines.map((line) => restyle(line, "muted")) : lines, size.rows);
}

function tableBody(at: Own, found: Switching, table: TableLayout): readonly Line[] {
  const { state, size } = at;
  const height = listIn(at)?.extent.visibleRows ?? 1;
  const shown = tableLines(table, {
    width: size.columns,
    height,
    offset: state.cursor.top,
    cursorRow: state.cursor.row,
    cursorColumn: state.cursor.column,
  });
  const room = Math.min(height, table.rows.length) + headerHeight(table.columns);
  const charts = chartHeight(at) === 0 ? [] : [[], ...chartsOf(at, found)];
  return [...shown.slice(0, room), ...charts];
}

/** The changes in sentences, and their direction. */
function headLines({ state, data, size }: Own, found: Switching): readonly Line[] {
  const [side] = found.sides;
  if (side === undefined) return [];
  const said = switchingSentence(found, side, state.period && printPeriod(state.period), data.dataSet);
  const verdict: Line = [seg(`${switchingVerdict(side)} `, "accent")];
  const [first = "", ...others] = wrapText(cell(said), Math.max(20, size.columns - lineWidth(verdict) - 4));
  return [spread([seg(` ${first}`)], verdict, size.columns), ...others.map((text): Line => [seg(` ${text}`)]), []];
}

function chartsOf(at: Own, found: Switching): readonly Line[] {
  const { state, data, size } = at;
  const { currency, events } = data.dataSet;
  const room = { width: size.columns - 2, height: chartHeight(at) - 1 };
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
