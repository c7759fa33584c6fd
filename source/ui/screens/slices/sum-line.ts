import { cell } from "../../../domain/cell.ts";
import { formatChange, formatNumber, formatOf } from "../../../domain/format.ts";
import type { SliceResult } from "../../../domain/slice-result.ts";
import { type Line, seg } from "../../widgets/line.ts";
import { sparkline } from "../../widgets/sparkline.ts";
import type { ScreenContext } from "../view.ts";

/** What the slice comes to, against the other period, and its course by month. */
export function sumLine(
  view: ScreenContext & { readonly sum: SliceResult | undefined; readonly trend: SliceResult | undefined },
): Line {
  const { sum, trend, catalog, currency } = view;
  const measure = catalog.measures.find((one) => one.name === sum?.slice.measures[0]);
  const [row] = sum?.rows ?? [];
  if (sum === undefined || measure === undefined || row === undefined) return [];
  const format = formatOf(measure);
  const at = (role: string) => numberOf(row.values[sum.columns.findIndex((column) => column.role === role)]);
  const before = at("before");
  const change = formatChange(at("change_share"), "percent", { better: measure.better });
  return [
    seg(` ${cell(measure.label).toLowerCase()} `, "label"),
    seg(formatNumber(at("measure"), format, { currency }), "title"),
    ...(before === undefined
      ? []
      : [
          seg(`   ${change.text}`, change.tone),
          seg(`  from ${formatNumber(before, format, { currency })} in ${cell(sum.comparedWith)}`, "label"),
        ]),
    ...course(trend),
  ];
}

function course(trend: SliceResult | undefined): Line {
  const rows = (trend?.rows ?? []).filter((row) => row.kind === "row");
  const [first, last] = [rows[0], rows.at(-1)];
  if (rows.length < 2 || first === undefined || last === undefined) return [];
  const values = rows.map((row) => numberOf(row.values[1]));
  return [
    seg(`   ${cell(first.values[0])} `, "label"),
    seg(sparkline(values, Math.min(rows.length, 40)), "text"),
    seg(` ${cell(last.values[0])}`, "label"),
  ];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
