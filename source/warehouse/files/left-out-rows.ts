import type { LeftOut } from "../../domain/file-reading.ts";
import { amountOf } from "./cell-kind.ts";
import type { TextRecord } from "./split-records.ts";

const fewLines = 10;

/** Counts the rows left out, by kind, with the sums of their numbers. */
export class LeftOutRows {
  readonly #found = new Map<LeftOut["what"], { rows: number; lines: number[]; sums: Map<string, ColumnSum> }>();

  add(
    what: LeftOut["what"],
    { cells, line }: TextRecord,
    columns: readonly string[],
    numeric: { isNumeric(column: number): boolean },
  ): void {
    const found = this.#found.get(what) ?? { rows: 0, lines: [], sums: new Map<string, ColumnSum>() };
    this.#found.set(what, found);
    found.rows += 1;
    if (found.lines.length < fewLines) found.lines.push(line);
    for (const [column, cell] of cells.entries()) {
      const amount = numeric.isNumeric(column) ? amountOf(cell) : undefined;
      const name = columns[column];
      if (amount && name !== undefined) found.sums.set(name, added(found.sums.get(name), amount, cell));
    }
  }

  get all(): readonly LeftOut[] {
    return [...this.#found].map(([what, { rows, lines, sums }]) => ({
      what,
      rows,
      lines,
      sums: Object.fromEntries([...sums].map(([name, sum]) => [name, decimalOf(sum)])),
    }));
  }
}

/** A column's sum in ten-thousandths, and how its values are written. */
interface ColumnSum {
  readonly point: number;
  readonly comma: number;
  readonly hasPoint: boolean;
  readonly hasComma: boolean;
}

function added(sum: ColumnSum | undefined, [point, comma]: readonly [number, number], cell: string): ColumnSum {
  return {
    point: (sum?.point ?? 0) + point,
    comma: (sum?.comma ?? 0) + comma,
    hasPoint: (sum?.hasPoint ?? false) || /\.\d{1,2}\D*$/.test(cell),
    hasComma: (sum?.hasComma ?? false) || /,\d{1,2}\D*$/.test(cell),
  };
}

/** With decimal commas if some value has cents after a comma, and none after a point. */
function decimalOf({ point, comma, hasPoint, hasComma }: ColumnSum): string {
  return ((hasComma && !hasPoint ? comma : point) / 10_000).toFixed(2);
}
