import { isFigure } from "../domain/amount.ts";
import { intervalEnd } from "../domain/format/interval-end.ts";
import { formatCell, formatNumber, formatOfUnit } from "../domain/format.ts";
import type { StepTable } from "./investigation.ts";

interface FigureOptions {
  readonly currency: string;
  /** Without the unit, as under a header that names it. */
  readonly isCell?: boolean;
}

/**
 * A figure of a step's table as text, wherever it is shown: in the unit of its row, or else of its column, a change with its
 * sign. Undefined if there is no figure at this row and column, both counted from 0.
 */
export function stepFigure(
  { columns, rows, rowUnits }: StepTable,
  row: number,
  column: number,
  options: FigureOptions,
): string | undefined {
  const value = rows[row]?.[column];
  const { unit = "text", figures } = columns[column] ?? {};
  if (!isFigure(value) || unit === "text") return undefined;
  const format = formatOfUnit(rowUnits?.[row] ?? unit);
  if (figures === "end") return intervalEnd(Number(value), format, options);
  const { currency, isCell } = options;
  const written = { currency, signed: figures === "change" };
  return isCell ? formatCell(value, format, written) : formatNumber(value, format, written);
}
