import type { LeftOut } from "../../domain/file-reading.ts";
import { amountOf, cellKind, filledIn } from "./cell-kind.ts";
import type { Layout } from "./layout.ts";
import { LeftOutRows } from "./left-out-rows.ts";
import type { TextRecord } from "./split-records.ts";
import { beginsAsTotal, endsAsTotal, isTotalWord } from "./total-words.ts";

/** Rows that may be notes at the end are held back; more than this are rows. */
const mostHeld = 50;
/** With this many values, a row is unlikely to equal their sum by chance. */
const telling = 5;

/**
 * Separates the records of a table from what else is between them: repeated headers, totals, empty rows, notes. What is left
 * out is counted with its sums.
 */
export class RowFilter {
  readonly #layout: Layout;
  readonly #header: string | undefined;
  readonly #whole = new Sums();
  readonly #group = new Sums();
  readonly #leftOut = new LeftOutRows();
  /** Possible notes or a total at the end, while nothing after them has decided it. */
  #held: { readonly record: TextRecord; readonly what: "note lines" | "total rows" }[] = [];
  #isAfterBreak = false;

  constructor(layout: Layout) {
    this.#layout = layout;
    this.#header = layout.header === undefined ? undefined : keyOf(layout.header);
  }

  /** The records confirmed by this one: itself, with those held back before it, or none. */
  push(record: TextRecord): readonly TextRecord[] {
    const { cells } = record;
    const filled = filledIn(cells);
    if (filled === 0 && this.#layout.columns.length > 1) {
      this.#isAfterBreak = true;
      return cells.length > 1 ? this.#leave("empty rows", record) : [];
    }
    if (this.#isHeaderAgain(cells)) {
      this.#drop();
      return this.#leave("repeated headers", record);
    }
    if (isRule(cells) || (this.#whole.count === 0 && isOfUnits(cells, filled)))
      return this.#leave("note lines", record);
    const total = this.#totalOf(cells, filled);
    if (total === "sure") return this.#total(record);
    if (total === "at the end") return this.#hold(record, "total rows");
    if (this.#isNote(cells, filled)) return this.#hold(record, "note lines");
    const before = this.#release();
    this.#add(cells);
    this.#isAfterBreak = false;
    return [...before, record];
  }

  /** Leaves out what was held back until the end. */
  end(): readonly LeftOut[] {
    this.#drop();
    return this.#leftOut.all;
  }

  #isHeaderAgain(cells: readonly string[]): boolean {
    return (
      this.#header !== undefined &&
      cells[0]?.trim() === this.#layout.header?.[0]?.trim() &&
      keyOf(cells) === this.#header
    );
  }

  /** A row whose first words say total and whose numbers are the sums above, or that says total and contains little else. */
  #totalOf(cells: readonly string[], filled: number): "sure" | "at the end" | undefined {
    const labels = cells.filter((cell) => beginsAsTotal(cell));
    const isSparse = filled <= 0.75 * this.#layout.fill;
    if (isSparse && cells.some(endsAsTotal) && this.#group.isSum(cells, "one")) return "sure";
    if (labels.length === 0) {
      // `Carried forward` and the sum of all rows so far.
      const isAlone = (cells[0] ?? "").trim() === "" || filled <= 2;
      const isWithoutKey = isAlone && isSparse && this.#whole.count >= telling;
      return isWithoutKey && (this.#whole.isSum(cells, "all") || this.#group.isSum(cells, "all")) ? "sure" : undefined;
    }
    const first = cells.find((cell) => cell.trim() !== "") ?? "";
    if (this.#whole.count === 0) return isTotalWord(first) ? "sure" : undefined;
    const isSum = (how: "one" | "all") => this.#whole.isSum(cells, how) || this.#group.isSum(cells, how);
    const hasWord = labels.some(isTotalWord);
    if (isSparse && (hasWord || beginsAsTotal(first) || isSum("one"))) return "sure";
    if (isSum("all")) return "sure";
    const texts = cells.filter((cell) => cellKind(cell) === "text");
    const saysNothingElse = isTotalWord(first) || (hasWord && texts.every(isTotalWord));
    if (saysNothingElse && isSum("one")) return "sure";
    return saysNothingElse ? "at the end" : undefined;
  }

  #isNote(cells: readonly string[], filled: number): boolean {
    const { columns } = this.#layout;
    if (columns.length < 3) return false;
    const isShort = cells.length < columns.length;
    if (filled === 1) {
      const text = cells.find((cell) => cell.trim() !== "") ?? "";
      return isShort || this.#isAfterBreak || /\S\s+\S/.test(text.trim());
    }
    // A title above the header of the next page, in the position of a value.
    return filled === 2 && columns.length > 3 && filled < this.#layout.fill && this.#isAfterBreak;
  }

  #total(record: TextRecord): readonly TextRecord[] {
    const before = this.#release();
    this.#leave("total rows", record);
    this.#group.clear();
    return before;
  }

  #leave(what: LeftOut["what"], record: TextRecord): readonly TextRecord[] {
    this.#leftOut.add(what, record, this.#layout.columns, this.#whole);
    this.#isAfterBreak = true;
    return [];
  }

  #hold(record: TextRecord, what: "note lines" | "total rows"): readonly TextRecord[] {
    this.#held.push({ record, what });
    return this.#held.length > mostHeld ? this.#release() : [];
  }

  /** A later row shows that the rows held back are ordinary ones. */
  #release(): readonly TextRecord[] {
    if (this.#held.length === 0) return [];
    const records = this.#held.map(({ record }) => record);
    this.#held = [];
    for (const { cells } of records) this.#add(cells);
    return records;
  }

  #drop(): void {
    for (const { record, what } of this.#held) this.#leave(what, record);
    this.#held = [];
  }

  #add(cells: readonly string[]): void {
    this.#whole.add(cells);
    this.#group.add(cells);
  }
}

function keyOf(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .join("\n")
    .trimEnd();
}

/** The units of the columns, below their names: `[EUR]`, `(pcs)`. */
function isOfUnits(cells: readonly string[], filled: number): boolean {
  return filled > 1 && cells.every((cell) => /^\s*(\[[^\]]*\]|\([^)\d]*\))?\s*$/.test(cell));
}

/** A line drawn below a header or above a total. */
function isRule(cells: readonly string[]): boolean {
  return /^[-=+_*\s]*[-=_]{3}[-=+_*\s]*$/.test(cells.join(""));
}

/** Running sums of every column, read with decimal points and with decimal commas. */
export class Sums {
  #point: number[] = [];
  #comma: number[] = [];
  #count = 0;
  /** Per column, the number of records with a number. */
  #numbers: number[] = [];

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#point = [];
    this.#comma = [];
    this.#numbers = [];
    this.#count = 0;
  }

  add(cells: readonly string[]): void {
    this.#count += 1;
    for (const [column, cell] of cells.entries()) {
      const amount = amountOf(cell);
      if (amount === undefined) continue;
      this.#point[column] = (this.#point[column] ?? 0) + amount[0];
      this.#comma[column] = (this.#comma[column] ?? 0) + amount[1];
      this.#numbers[column] = (this.#numbers[column] ?? 0) + 1;
    }
  }

  /** Whether a column contains mostly numbers. */
  isNumeric(column: number): boolean {
    return (this.#numbers[column] ?? 0) * 2 > this.#count;
  }

  /** Whether one number, or all numbers, of a row are the sums of their columns so far, to half a cent. */
  isSum(cells: readonly string[], how: "one" | "all"): boolean {
    const hits = cells.flatMap((cell, column) => {
      const amount = amountOf(cell);
      if (amount === undefined || amount[0] === 0 || (this.#numbers[column] ?? 0) === 0) return [];
      const isSame = (value: number, sum: number | undefined) => sum !== undefined && Math.abs(value - sum) <= 50;
      return [isSame(amount[0], this.#point[column]) || isSame(amount[1], this.#comma[column])];
    });
    return how === "one" ? hits.some(Boolean) : hits.length > 0 && hits.every(Boolean);
  }
}
