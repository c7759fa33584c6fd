import { widthOf } from "../../domain/width.ts";

/** A piece of a painted row: its SGR parameters, "" for plain text, and its text. */
interface Run {
  readonly code: string;
  readonly text: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is what it looks for
const sgr = /\u001b\[([\d;]*)m/;
const printableAscii = /^[\x20-\x7e]*$/;
/** Characters that every terminal draws in one column: letters, signs, lines, blocks, braille. */
const oneColumnEach = /^[\x20-\x7e\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc\u2800-\u28ff]*$/;
const eraseToEnd = "\u001b[K";
/** Unchanged columns between two changes that cost no more than moving past them. */
const mostBetween = 8;

/**
 * What turns a row that shows one painted text into the other, with the cursor at its beginning: the columns that changed.
 * Of a row with characters that terminals draw in different widths, all. Rows are as `paint` makes them.
 */
export function rowUpdate(before: string, after: string): string {
  const [old, next] = [runsOf(before), runsOf(after)];
  if (![...old, ...next].every(({ text }) => oneColumnEach.test(text))) return eraseToEnd + after;
  const [from, to] = [cellsOf(old), cellsOf(next)];
  const spans = changedSpans(from, to).map(([first, end]) => toColumn(first) + paintCells(to.slice(first, end)));
  return spans.join("") + (from.length > to.length ? toColumn(to.length) + eraseToEnd : "");
}

/** A painted row with another one over it from a column on, so many columns wide; a wide character that is cut leaves a blank. */
export function overlaid(under: string, over: string, column: number, width: number): string {
  const runs = runsOf(under);
  return paintRuns(columnsOf(runs, 0, column)) + over + paintRuns(columnsOf(runs, column + width, Infinity));
}

function runsOf(painted: string): readonly Run[] {
  const pieces = painted.split(sgr);
  const runs: Run[] = [];
  for (let index = 0; index < pieces.length; index += 2) {
    const code = index === 0 ? "" : (pieces[index - 1] ?? "");
    const text = pieces[index] ?? "";
    if (text !== "") runs.push({ code: code === "0" ? "" : code, text });
  }
  return runs;
}

/** A run a column. */
function cellsOf(runs: readonly Run[]): readonly Run[] {
  return runs.flatMap(({ code, text }) => Array.from(text, (character): Run => ({ code, text: character })));
}

/** First and end of the columns that differ; what was not there was blank. */
function changedSpans(from: readonly Run[], to: readonly Run[]): readonly (readonly [first: number, end: number])[] {
  const spans: [number, number][] = [];
  for (const [column, { code, text }] of to.entries()) {
    const was = from[column];
    if (code === (was?.code ?? "") && text === (was?.text ?? " ")) continue;
    const last = spans.at(-1);
    if (last !== undefined && column - last[1] <= mostBetween) last[1] = column + 1;
    else spans.push([column, column + 1]);
  }
  return spans;
}

function paintCells(cells: readonly Run[]): string {
  const runs: Run[] = [];
  for (const cell of cells) {
    const last = runs.at(-1);
    if (last?.code === cell.code) runs[runs.length - 1] = { code: last.code, text: last.text + cell.text };
    else runs.push(cell);
  }
  return paintRuns(runs);
}

function paintRuns(runs: readonly Run[]): string {
  return runs.map(({ code, text }) => (code === "" ? text : `\u001b[${code}m${text}\u001b[0m`)).join("");
}

function toColumn(column: number): string {
  return column === 0 ? "\r" : `\u001b[${column + 1}G`;
}

/** The columns from one to before the other, blanks in place of what is cut in half or is not there. */
function columnsOf(runs: readonly Run[], from: number, to: number): readonly Run[] {
  const kept: Run[] = [];
  let at = 0;
  for (const { code, text } of runs) {
    const wide = widthOf(text);
    if (at < to && at + wide > from) kept.push({ code, text: columnsOfText(text, from - at, to - at) });
    at += wide;
  }
  const missing = Number.isFinite(to) ? to - Math.max(at, from) : 0;
  return missing > 0 ? [...kept, { code: "", text: " ".repeat(missing) }] : kept;
}

function columnsOfText(text: string, from: number, to: number): string {
  if (printableAscii.test(text)) return text.slice(Math.max(0, from), Math.max(0, to));
  let kept = "";
  let at = 0;
  for (const { segment } of new Intl.Segmenter("en").segment(text)) {
    const wide = widthOf(segment);
    const inside = Math.max(0, Math.min(to, at + wide) - Math.max(from, at));
    kept += inside === wide ? segment : " ".repeat(inside);
    at += wide;
  }
  return kept;
}
