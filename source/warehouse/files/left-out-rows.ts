import type { LeftOut } from "../../domain/file-reading.ts";
import { amountOf } from "./cell-kind.ts";
import type { TextRecord } from "./split-records.ts";

const fewLines = 10;

/** Counts the rows left out, by kind, with the sums of their numbers. */
export class LeftOutRows {
  readonly #found = new Map<LeftOut["what"], { rows: number; lines: number[]; sums: Map<string, number> }>();

  add(
    what: LeftOut["what"],
    { cells, line }: TextRecord,
    columns: readonly string[],
    numeric: { isNumeric(column: number): boolean },
  ): void {
    const found = this.#found.get(what) ?? { rows: 0, lines: [], sums: new Map<string, number>() };
    this.#found.set(what, found);
    found.rows += 1;
    if (found.lines.length < fewLines) found.lines.push(line);
    for (const [column, cell] of cells.entries()) {
      const amount = numeric.isNumeric(column) ? amountOf(cell) : undefined;
      const name = columns[column];
      if (amount && name !== undefined) found.sums.set(name, (found.sums.get(name) ?? 0) + amount[0]);
    }
  }

  get all(): readonly LeftOut[] {
    return [...this.#found].map(([what, { rows, lines, sums }]) => ({
      what,
      rows,
      lines,
      sums: Object.fromEntries([...sums].map(([name, sum]) => [name, (sum / 10_000).toFixed(2)])),
    }));
  }
}
