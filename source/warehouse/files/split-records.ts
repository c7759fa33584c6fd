import { type ColumnStarts, cellsAt } from "./fixed-width.ts";

/** How a text's values are separated. */
export interface Dialect {
  /** A space if values are separated by their positions. */
  readonly delimiter: string;
  /** Empty: values are not quoted. */
  readonly quote: string;
  /** The escape of a quote within a quoted value: the quote itself, or a backslash. */
  readonly escapedBy: string;
  /** Where columns start, for text padded with spaces. */
  readonly starts?: ColumnStarts;
}

export interface TextRecord {
  readonly cells: readonly string[];
  /** Physical line it starts on, from 1. */
  readonly line: number;
  /** Whether text follows a closing quote, so that it is uncertain where its values end. */
  readonly isDamaged?: boolean;
}

/** A value that is still open after this many characters is never closed. */
const longestRecord = 2 ** 25;

/** Splits text that arrives in pieces into records; blank lines are records of one empty value. */
export class RecordSplitter {
  readonly #dialect: Dialect;
  #rest = "";
  #line: number;
  #unterminated: number | undefined;

  constructor(dialect: Dialect, firstLine = 1) {
    this.#dialect = dialect;
    this.#line = firstLine;
  }

  /** First line of a record with an unclosed quoted value. */
  get unterminatedLine(): number | undefined {
    return this.#unterminated;
  }

  *push(piece: string): Generator<TextRecord> {
    yield* this.#split(this.#rest + piece, false);
  }

  *end(): Generator<TextRecord> {
    if (this.#rest !== "") yield* this.#split(this.#rest, true);
  }

  *#split(text: string, isLast: boolean): Generator<TextRecord> {
    let at = 0;
    while (at < text.length) {
      const found = readRecord(text, at, this.#dialect, isLast);
      if (found === undefined) break;
      if (found.isOpen) this.#unterminated ??= this.#line;
      yield { cells: found.cells, line: this.#line, ...(found.isDamaged ? { isDamaged: true } : {}) };
      this.#line += found.lines;
      at = found.next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > longestRecord) {
      this.#unterminated ??= this.#line;
      this.#rest = "";
    }
  }
}

interface Found {
  readonly cells: string[];
  readonly next: number;
  readonly lines: number;
  readonly isOpen?: boolean;
  readonly isDamaged?: boolean;
}

/** The record that starts at an offset; undefined if the text ends before it does. */
function readRecord(text: string, from: number, dialect: Dialect, isLast: boolean): Found | undefined {
  const end = lineEnd(text, from);
  if (!isLast && (end === text.length || (text[end] === "\r" && end + 1 === text.length))) return undefined;
  const line = text.slice(from, end);
  if (dialect.starts !== undefined)
    return { cells: cellsAt(line, dialect.starts), next: afterLineEnd(text, end), lines: 1 };
  if (dialect.quote !== "" && line.includes(dialect.quote)) return readQuoted(text, from, dialect, isLast);
  return { cells: line.split(dialect.delimiter), next: afterLineEnd(text, end), lines: 1 };
}

/** A quote opens a value only at its start, possibly after spaces. */
function readQuoted(text: string, from: number, dialect: Dialect, isLast: boolean): Found | undefined {
  const cells: string[] = [];
  let lines = 1;
  let isDamaged = false;
  let at = from;
  for (;;) {
    let start = at;
    const begin = at;
    while (text[start] === " " && dialect.delimiter !== " ") start += 1;
    let value = "";
    if (text[start] === dialect.quote) {
      const quoted = closeOf(text, start + 1, dialect);
      if (quoted === undefined && !isLast) return undefined;
      const close = quoted ?? text.length;
      const inner = text.slice(start + 1, close);
      value = unescaped(inner, dialect);
      lines += lineEndsIn(inner);
      if (quoted === undefined) return { cells: [...cells, value], next: text.length, lines, isOpen: true };
      at = close + 1;
    }
    const stop = valueEnd(text, at, dialect.delimiter);
    if (stop === text.length && !isLast) return undefined;
    const rest = text.slice(at, stop);
    if (at === begin) cells.push(rest);
    else {
      cells.push(value + rest.trim());
      isDamaged ||= rest.trim() !== "";
    }
    if (text.startsWith(dialect.delimiter, stop)) {
      at = stop + dialect.delimiter.length;
      continue;
    }
    if (!isLast && text[stop] === "\r" && stop + 1 === text.length) return undefined;
    return { cells, next: afterLineEnd(text, stop), lines, isDamaged };
  }
}

function closeOf(text: string, from: number, { quote, escapedBy }: Dialect): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === "\\" && escapedBy === "\\") at += 1;
    else if (char === quote) {
      if (escapedBy !== quote || text[at + 1] !== quote) return at;
      at += 1;
    }
  }
  return undefined;
}

function unescaped(inner: string, { quote, escapedBy }: Dialect): string {
  return inner.includes(escapedBy) ? inner.replaceAll(escapedBy + quote, quote) : inner;
}

function valueEnd(text: string, from: number, delimiter: string): number {
  const stop = text.indexOf(delimiter, from);
  const end = lineEnd(text, from);
  return stop >= 0 && stop < end ? stop : end;
}

function lineEnd(text: string, from: number): number {
  const lf = text.indexOf("\n", from);
  const until = lf < 0 ? text.length : lf;
  const cr = text.slice(from, until).indexOf("\r");
  return cr < 0 ? until : from + cr;
}

function afterLineEnd(text: string, end: number): number {
  return text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : Math.min(text.length, end + 1);
}

function lineEndsIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
