import type { LeftOut } from "../../domain/file-reading.ts";
import { cellKind, filledIn } from "./cell-kind.ts";
import { LeftOutRows } from "./left-out-rows.ts";
import { OtherTables } from "./other-tables.ts";
import type { TextRecord } from "./split-records.ts";
import { Sums } from "./sums.ts";
import type { Layout } from "./table-layout.ts";
import { fitsBelow, isSameHeader, mayBeginTable, rowsNeeded } from "./table-start.ts";
import { beginsAsTotal, endsAsTotal, isTotalWord } from "./total-words.ts";

/** Rows that may be notes at the end are held back; more than this are rows. */
const mostHeld = 50;
/** With this many values, a row is unlikely to equal their sum by chance. */
const telling = 5;
/** Records that show which columns hold values. */
const mostRecent = 20;

/** Possible names of another table, and records that fit below them, until there are enough. */
interface TableStart {
  readonly names: TextRecord;
  readonly below: TextRecord[];
  readonly isAfterBreak: boolean;
}

/**
 * Separates the records of a table from what else is between them: repeated headers, totals, empty rows, notes, other
 * tables below it. What is left out is counted with its sums.
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
  #recent: TextRecord[] = [];
  readonly #others: OtherTables;
  #start: TableStart | undefined;

  constructor(layout: Layout) {
    this.#layout = layout;
    this.#others = new OtherTables(layout, (other) => new RowFilter(other));
    this.#header = layout.header === undefined ? undefined : keyOf(layout.header);
  }

  /** The records confirmed by this one: itself, with those held back before it, or none. */
  push(record: TextRecord): readonly TextRecord[] {
    const { cells } = record;
    const isBlank = cells.every((cell) => cell.trim() === "");
    if (this.#others.isWithin) {
      if (isBlank || !this.#isHeaderAgain(cells)) {
        this.#others.push(record);
        return [];
      }
      this.#others.leave();
    }
    if (this.#start === undefined) return isBlank ? this.#ordinary(record) : this.#next(record);
    if (isBlank || isRule(cells)) return this.#ordinary(record);
    const before = this.#continueStart(record, this.#start);
    return before === undefined ? [] : [...before, ...this.#next(record)];
  }

  /** What was held back until the end: records, and what is left out. */
  end(): { readonly records: readonly TextRecord[]; readonly leftOut: readonly LeftOut[] } {
    const records = this.#start === undefined ? [] : this.#noStart(this.#start);
    this.#drop();
    return { records, leftOut: [...this.#leftOut.all, ...this.#others.end()] };
  }

  /** A record below the table's own ones: one of them, or perhaps the header of another table. */
  #next(record: TextRecord): readonly TextRecord[] {
    const { cells } = record;
    const isAfterBreak = this.#isAfterBreak || this.#held.length > 0;
    const mayBegin = this.#whole.count > 0 && mayBeginTable(cells, this.#recent, isAfterBreak);
    if (!mayBegin || this.#isHeaderAgain(cells)) return this.#ordinary(record);
    if (isSameHeader(cells, this.#layout.header)) {
      this.#drop();
      return this.#leave("repeated headers", record);
    }
    this.#start = { names: record, below: [], isAfterBreak: this.#isAfterBreak };
    return [];
  }

  /** Undefined if the record belongs to another table; otherwise what was held back as its start. */
  #continueStart(record: TextRecord, start: TableStart): readonly TextRecord[] | undefined {
    if (this.#isHeaderAgain(record.cells) || !fitsBelow(start.names.cells, record)) return this.#noStart(start);
    start.below.push(record);
    if (start.below.length < rowsNeeded(start.names.cells)) return undefined;
    this.#drop();
    this.#start = undefined;
    this.#others.begin(start.names);
    for (const each of start.below) this.#others.push(each);
    this.#isAfterBreak = true;
    return undefined;
  }

  /** No table starts there: they are ordinary records. */
  #noStart({ names, below, isAfterBreak }: TableStart): readonly TextRecord[] {
    this.#start = undefined;
    this.#isAfterBreak = isAfterBreak;
    return [names, ...below].flatMap((each) => this.#ordinary(each));
  }

  #ordinary(record: TextRecord): readonly TextRecord[] {
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
    this.#add(record);
    this.#isAfterBreak = false;
    return [...before, record];
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
    for (const each of records) this.#add(each);
    return records;
  }

  #drop(): void {
    for (const { record, what } of this.#held) this.#leave(what, record);
    this.#held = [];
  }

  #add(record: TextRecord): void {
    this.#whole.add(record.cells);
    this.#group.add(record.cells);
    if (this.#recent.length >= mostRecent) this.#recent.shift();
    this.#recent.push(record);
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
