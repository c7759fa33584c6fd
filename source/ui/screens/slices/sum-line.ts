import { type Figure, isFigure } from "../../../domain/amount.ts";
import { cell } from "../../../domain/cell.ts";
import { formatChange, formatNumber, formatOf } from "../../../domain/format.ts";
import { monthsBetween } from "../../../domain/period.ts";
import type { SliceResult } from "../../../domain/slice-result.ts";
import { type Line, lineWidth, seg } from "../../widgets/line.ts";
import { sparkline } from "../../widgets/sparkline.ts";
import type { ScreenContext } from "../screen-context.ts";

/** The total of the slice, its comparison, and its trend by month; as much of it as there is room for. */
export function sumLine(
  view: ScreenContext & { readonly sum: SliceResult | undefined; readonly trend: SliceResult | undefined },
): Line {
  const { sum, catalog, currency } = view;
  const measure = catalog.measures.find((one) => one.name === sum?.slice.measures[0]);
  const [row] = sum?.rows ?? [];
  if (sum === undefined || measure === undefined || row === undefined) return [];
  const format = formatOf(measure);
  const at = (role: string) => figureOf(row.values[sum.columns.findIndex((column) => column.role === role)]);
  const before = at("before");
  const change = formatChange(at("change_share"), "percent", { better: measure.better });
  const head = [
    seg(` ${cell(measure.label).toLowerCase()} `, "label"),
    seg(formatNumber(at("measure"), format, { currency }), "title"),
  ];
  const from = `  from ${formatNumber(before, format, { currency })}`;
  const compared = before === undefined ? [] : [seg(`   ${change.text}`, change.tone), seg(from, "label")];
  const when = before === undefined ? [] : [seg(`${isOfDays(sum) ? " in " : ", "}${cell(sum.comparedWith)}`, "label")];
  const forms = [
    [...head, ...compared, ...when, ...course(view.trend, true)],
    [...head, ...compared, ...course(view.trend, true)],
    [...head, ...compared, ...course(view.trend, false)],
    [...head, ...compared],
  ];
  return forms.find((line) => lineWidth(line) <= view.size.columns) ?? head;
}

/** Whether the comparison is described by days, which take "in"; filters on time have their own words. */
function isOfDays({ comparedWith = "" }: SliceResult): boolean {
  return /^(?:\d|the )/.test(comparedWith);
}

function course(trend: SliceResult | undefined, hasEnds: boolean): Line {
  const rows = (trend?.rows ?? []).filter((row) => row.kind === "row");
  const [first, last] = [rows[0], rows.at(-1)];
  if (rows.length < 2 || first === undefined || last === undefined) return [];
  const values = byMonth(rows);
  const line = sparkline(values, Math.min(values.length, 40));
  const end = (row: { readonly values: readonly unknown[] }) => (hasEnds ? cell(row.values[0]) : "");
  return [seg(`   ${end(first)} `, "label"), seg(line, "text"), seg(` ${end(last)}`, "label")];
}

/** One value for every month from the first row's to the last one's; undefined for months without a row. */
function byMonth(rows: SliceResult["rows"]): readonly (number | undefined)[] {
  const first = String(rows[0]?.values[0]);
  const values = new Map(
    rows.map(({ values: [month, value] }) => [monthsBetween(first, String(month)), numberOf(value)]),
  );
  return Array.from({ length: 1 + Math.max(...values.keys()) }, (_, at) => values.get(at));
}

function figureOf(value: unknown): Figure | undefined {
  return isFigure(value) ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return isFigure(value) ? Number(value) : undefined;
}
