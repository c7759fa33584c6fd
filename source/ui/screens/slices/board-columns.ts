import { isFigure } from "../../../domain/amount.ts";
import type { Catalog, Measure } from "../../../domain/catalog.ts";
import {
  changeFormat,
  formatCell,
  formatChange,
  formatOf,
  type NumberFormat,
  unitSign,
} from "../../../domain/format.ts";
import type { ResultRow, SliceResult } from "../../../domain/slice-result.ts";
import type { Style } from "../../theme/theme.ts";
import { isSmallRate } from "../../widgets/result-table.ts";

/** A column of numbers beside a leaderboard's values. */
export interface BoardColumn {
  readonly role: Role;
  readonly head: string;
  readonly width: number;
  readonly cell: (row: ResultRow) => { readonly text: string; readonly style: Style };
}

type Role = "measure" | "size" | "before" | "change" | "change_share" | "share";

/** Which columns get room, most wanted first, and the order in which they are shown. */
const wanted: readonly Role[] = ["measure", "change_share", "size", "share", "before", "change"];
const shown: readonly Role[] = ["size", "measure", "before", "change", "change_share", "share"];
const minLabel = 14;

/** The columns that fit on a board of this width beside the names of its values. */
export function boardColumns(
  result: SliceResult | undefined,
  catalog: Catalog,
  currency: string,
  width: number,
): readonly BoardColumn[] {
  if (result === undefined) return [];
  const measure = catalog.measures.find((one) => one.name === result.slice.measures[0]);
  const columns = new Map<Role, BoardColumn>();
  let room = width - 2 - minLabel;
  for (const role of wanted) {
    const index = result.columns.findIndex((column) => column.role === role);
    if (index < 0) continue;
    const isSmall = (row: ResultRow) => isSmallRate({ of: measure?.name ?? "", role }, row, result.columns, catalog);
    const column = columnOf(
      { role, label: result.columns[index]?.label ?? "" },
      index,
      result.rows,
      measure,
      currency,
      isSmall,
    );
    if (column.width > room) break;
    room -= column.width;
    columns.set(role, column);
  }
  return shown.flatMap((role) => columns.get(role) ?? []);
}

/** The words above a column; the measure's own has its unit. */
function headOf({ role, label }: { readonly role: Role; readonly label: string }): string {
  if (role === "share") return "share %";
  return role === "size" ? "n" : label;
}

function columnOf(
  of: { readonly role: Role; readonly label: string },
  index: number,
  rows: readonly ResultRow[],
  measure: Measure | undefined,
  currency: string,
  isSmall: (row: ResultRow) => boolean,
): BoardColumn {
  const { role } = of;
  const format = formatIn(role, measure);
  const cell = (row: ResultRow) => {
    const own = cellOf(row.values[index], role, format, measure, currency);
    return isSmall(row) ? { ...own, style: "muted" as const } : own;
  };
  const head = role === "measure" ? unitSign(format, currency) : headOf(of);
  const widest = Math.max(head.length, ...rows.map((row) => cell(row).text.length));
  return { role, head, cell, width: widest + 2 };
}

function formatIn(role: Role, measure: Measure | undefined): NumberFormat {
  if (role === "share" || role === "change_share") return "percent";
  return measure === undefined || role === "size" ? "count" : formatOf(measure);
}

function cellOf(value: unknown, role: Role, format: NumberFormat, measure: Measure | undefined, currency: string) {
  if (!isFigure(value)) return { text: "", style: "text" as const };
  if (role === "measure") return { text: formatCell(value, format, { currency }), style: "text" as const };
  if (role === "before" || role === "share" || role === "size")
    return { text: formatCell(value, format, { currency }), style: "label" as const };
  const change = formatChange(value, changeFormat(format), { currency, better: measure?.better ?? "higher" });
  return { text: change.cell, style: change.tone };
}
