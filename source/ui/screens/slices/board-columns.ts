import { isFigure } from "../../../domain/amount.ts";
import { formatCell, formatChange, unitSign } from "../../../domain/format.ts";
import type { ResultColumn, ResultRow, SliceResult } from "../../../domain/slice-result.ts";
import type { AppData } from "../../state/data.ts";
import type { Style } from "../../theme/theme.ts";
import { columnFormat, isSmallRate } from "../../widgets/result-table.ts";

/** A column of numbers beside a leaderboard's values. */
export interface BoardColumn {
  readonly role: Role;
  readonly head: string;
  readonly width: number;
  readonly cell: (row: ResultRow) => { readonly text: string; readonly style: Style };
}

type Role = Exclude<ResultColumn["role"], "dimension">;

/** Which columns get room, most wanted first, and the order in which they are shown. */
const wanted: readonly Role[] = ["measure", "change_share", "size", "share", "before", "change"];
const shown: readonly Role[] = ["size", "measure", "before", "change", "change_share", "share"];
const minLabel = 14;

/** The columns that fit on a board of this width beside the names of its values. */
export function boardColumns(result: SliceResult | undefined, data: AppData, width: number): readonly BoardColumn[] {
  if (result === undefined) return [];
  const columns = new Map<Role, BoardColumn>();
  let room = width - 2 - minLabel;
  for (const role of wanted) {
    const index = result.columns.findIndex((column) => column.role === role);
    const found = result.columns[index];
    if (found === undefined) continue;
    const column = boardColumn(role, found, index, result, data);
    if (column.width > room) break;
    room -= column.width;
    columns.set(role, column);
  }
  return shown.flatMap((role) => columns.get(role) ?? []);
}

function boardColumn(
  role: Role,
  column: ResultColumn,
  index: number,
  { columns, rows }: SliceResult,
  { catalog, dataSet: { currency } }: AppData,
): BoardColumn {
  const format = columnFormat(column, catalog);
  const better = catalog.measures.find((one) => one.name === column.of)?.better ?? "higher";
  const isChange = role === "change" || role === "change_share";
  const cell = (row: ResultRow): ReturnType<BoardColumn["cell"]> => {
    const value = row.values[index];
    if (!isFigure(value)) return { text: "", style: "text" };
    const change = isChange ? formatChange(value, format, { currency, better }) : undefined;
    const text = change?.cell ?? formatCell(value, format, { currency });
    if (isSmallRate(column, row, columns, catalog)) return { text, style: "muted" };
    return { text, style: change?.tone ?? (role === "measure" ? "text" : "label") };
  };
  // The measure's own column has its unit above it.
  const heads: Partial<Record<Role, string>> = { measure: unitSign(format, currency), share: "share %", size: "n" };
  const head = heads[role] ?? column.label;
  return { role, head, cell, width: Math.max(head.length, ...rows.map((row) => cell(row).text.length)) + 2 };
}
