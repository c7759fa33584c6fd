import { isFigure } from "../../../domain/amount.ts";
import { type EventMonth, eventLegend, eventMark, eventMonths } from "../../../domain/business-event.ts";
import { cell } from "../../../domain/cell.ts";
import { formatChange, formatNumber, formatOf } from "../../../domain/format.ts";
import { addMonths, monthsBetween } from "../../../domain/period.ts";
import type { SliceResult } from "../../../domain/slice-result.ts";
import type { At } from "../../state/screen.ts";
import { type Line, lineWidth, type Segment, seg } from "../../widgets/line.ts";
import { sparkline } from "../../widgets/sparkline.ts";

/** The total of the slice, its comparison, and its trend by month with the events that began then; as much of it as there is room for. */
export function sumLine({ data, size }: Pick<At<unknown>, "data" | "size">): Line {
  const { catalog, dataSet } = data;
  const { currency } = dataSet;
  const [sum, trend] = [data.slice("sum"), data.slice("trend")];
  const measure = catalog.measures.find((one) => one.name === sum?.slice.measures[0]);
  const [row] = sum?.rows ?? [];
  if (sum === undefined || measure === undefined || row === undefined) return [];
  const format = formatOf(measure);
  const at = (role: string) => {
    const value = row.values[sum.columns.findIndex((column) => column.role === role)];
    return isFigure(value) ? value : undefined;
  };
  const before = at("before");
  const change = formatChange(at("change_share"), "percent", { better: measure.better });
  const head = [
    seg(` ${cell(measure.label).toLowerCase()} `, "label"),
    seg(formatNumber(at("measure"), format, { currency }), "title"),
  ];
  const from = `  from ${formatNumber(before, format, { currency })}`;
  const compared = before === undefined ? [] : [seg(`   ${change.text}`, change.tone), seg(from, "label")];
  const when = before === undefined ? [] : [seg(`${isOfDays(sum) ? " in " : ", "}${cell(sum.comparedWith)}`, "label")];
  const events = eventMonths(dataSet.events, monthsOf(trend), sum.slice.filters);
  const named = events.length === 0 ? [] : [seg(`   ${eventLegend(events)}`, "accent")];
  const forms = [
    [...head, ...compared, ...when, ...course(trend, events, true), ...named],
    [...head, ...compared, ...course(trend, events, true), ...named],
    [...head, ...compared, ...when, ...course(trend, events, true)],
    [...head, ...compared, ...course(trend, events, true)],
    [...head, ...compared, ...course(trend, events, false)],
    [...head, ...compared],
  ];
  return forms.find((line) => lineWidth(line) <= size.columns) ?? head;
}

/** Whether the comparison is described by days, which take "in"; filters on time have their own words. */
function isOfDays({ comparedWith = "" }: SliceResult): boolean {
  return /^(?:\d|the )/.test(comparedWith);
}

function course(trend: SliceResult | undefined, events: readonly EventMonth[], hasEnds: boolean): Line {
  const rows = monthRows(trend);
  const [first, last] = [rows[0], rows.at(-1)];
  if (rows.length < 2 || first === undefined || last === undefined) return [];
  const values = byMonth(rows);
  const width = Math.min(values.length, 40);
  const started = events.map(({ month }) => monthsBetween(String(first.values[0]), month));
  const ticks = new Set(started.map((at) => Math.floor((at * width) / values.length)));
  const end = (row: { readonly values: readonly unknown[] }) => (hasEnds ? cell(row.values[0]) : "");
  return [seg(`   ${end(first)} `, "label"), ...ticked(sparkline(values, width), ticks), seg(` ${end(last)}`, "label")];
}

/** A sparkline with the mark of an event before each of these columns. */
function ticked(line: string, columns: ReadonlySet<number>): readonly Segment[] {
  const cuts = [0, ...[...columns].sort((a, b) => a - b), line.length];
  return cuts.slice(1).flatMap((to, index) => {
    const part = seg(line.slice(cuts[index], to), "text");
    return index === 0 ? [part] : [seg(eventMark, "accent"), part];
  });
}

function monthRows(trend: SliceResult | undefined): SliceResult["rows"] {
  return (trend?.rows ?? []).filter((row) => row.kind === "row");
}

/** Every month from the first row's to the last one's. */
function monthsOf(trend: SliceResult | undefined): readonly string[] {
  const rows = monthRows(trend);
  const [first, last] = [String(rows[0]?.values[0]), String(rows.at(-1)?.values[0])];
  if (rows.length === 0) return [];
  return Array.from({ length: monthsBetween(first, last) + 1 }, (_, at) => addMonths(`${first}-01`, at).slice(0, 7));
}

/** One value for every month from the first row's to the last one's; undefined for months without a row. */
function byMonth(rows: SliceResult["rows"]): readonly (number | undefined)[] {
  const first = String(rows[0]?.values[0]);
  const values = new Map(
    rows.map(({ values: [month, value] }) => {
      return [monthsBetween(first, String(month)), isFigure(value) ? Number(value) : undefined];
    }),
  );
  return Array.from({ length: 1 + Math.max(...values.keys()) }, (_, at) => values.get(at));
}
