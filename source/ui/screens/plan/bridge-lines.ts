import { cell } from "../../../domain/cell.ts";
import { formatNumber } from "../../../domain/format.ts";
import type { RowPage, Value } from "../../../domain/slice-result.ts";
import { type Line, seg } from "../../widgets/line.ts";
import { waterfall } from "../../widgets/waterfall.ts";
import type { DrawnPage } from "../file-page.ts";

/** The rows of the bridge from plan to actual as a waterfall, with each bar's share of the plan. */
export function planBridgeLines({ page, cursor, size, currency }: DrawnPage): readonly Line[] {
  const rows = page.rows.map(rowOf);
  const [plan, actual] = [rows[0], rows.at(-1)];
  if (plan === undefined || actual === undefined) return [];
  const bars = rows.slice(1, -1).map((row, index) => ({
    ...row,
    detail: row.share === undefined ? "" : formatNumber(row.share, "percent", { signed: true }),
    note: "",
    isChosen: cursor.row === index + 1,
  }));
  const drawn = waterfall(bars, {
    from: { label: plan.label, value: plan.contribution },
    to: { label: actual.label, value: actual.contribution },
    width: size.columns - 3,
    format: (value) => formatNumber(value, "money", { currency }),
    formatChange: (value) => formatNumber(value, "money", { currency, signed: true }),
  });
  return [[], ...drawn.map((line, row): Line => [seg(" "), seg(row === cursor.row ? "▸" : " ", "accent"), ...line])];
}

function rowOf([label, value, share]: RowPage["rows"][number]) {
  return { label: cell(label), contribution: numberOf(value) ?? 0, share: numberOf(share) };
}

function numberOf(value: Value | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}
