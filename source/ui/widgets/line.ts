import {
  type AnsiCode,
  ansiCodesToString,
  diffAnsiCodes,
  reduceAnsiCodes,
  reduceAnsiCodesIncremental,
  tokenize,
} from "@alcalzone/ansi-tokenize";
import { clip, pieces, widthOf } from "../../domain/width.ts";
import type { Style, Theme } from "../theme/theme.ts";

/** A piece of a line; its text has passed `cell` or is our own. */
export interface Segment {
  readonly text: string;
  readonly style: Style;
}

/** One row of the screen, before it is painted. */
export type Line = readonly Segment[];

/** A segment; without a style it is plain text. */
export function seg(text: string, style: Style = "text"): Segment {
  return { text, style };
}

/** Width of a line in columns. */
export function lineWidth(of: Line): number {
  return of.reduce((sum, segment) => sum + widthOf(segment.text), 0);
}

/** A line cut or padded to exactly `width` columns. */
export function fitLine(of: Line, width: number): Line {
  const kept: Segment[] = [];
  let left = width;
  for (const segment of of) {
    const wide = widthOf(segment.text);
    const trimmed = segment.text.trimEnd();
    if (wide > left && widthOf(trimmed) <= left) {
      kept.push({ ...segment, text: trimmed });
      left -= widthOf(trimmed);
      break;
    }
    if (wide > left) {
      if (left > 0) kept.push({ ...segment, text: clip(segment.text, left) });
      left = left > 0 ? Math.max(0, left - widthOf(clip(segment.text, left))) : 0;
      if (left === 0) break;
      continue;
    }
    kept.push(segment);
    left -= wide;
  }
  return left > 0 ? [...kept, seg(" ".repeat(left))] : kept;
}

/** Left part, spaces, right part; the right part is shortened first if both do not fit. */
export function spread(left: Line, right: Line, width: number): Line {
  const room = width - lineWidth(left) - 2;
  if (room < 8) return fitLine(left, width);
  const tail = lineWidth(right) > room ? fitLine(right, room) : right;
  return [...left, seg(" ".repeat(width - lineWidth(left) - lineWidth(tail))), ...tail];
}

/** The line in another style throughout, for example when stale. */
export function restyle(of: Line, style: Style): Line {
  return [{ text: textOf(of), style }];
}

/** The line without its styles. */
export function textOf(of: Line): string {
  return of.map((segment) => segment.text).join("");
}

/** The line without rules, as a screen reader speaks it. */
export function wordsIn(of: Line): string {
  return textOf(of)
    .replace(/[─│╭╮╰╯]/g, "")
    .trim();
}

/**
 * The line as a string with SGR codes; adjacent segments of equal style are joined, so that there are few codes to parse. Codes
 * are those that Ink itself would write, since Ink parses a text a second time if its own form of it differs.
 */
export function paint(of: Line, theme: Theme): string {
  let painted = "";
  let look = plain;
  for (const { text, style } of of) {
    if (text === "") continue;
    const change = changeOf(look, theme.codes[style] ?? "");
    painted += change.codes + text;
    look = change.look;
  }
  return painted + changeOf(look, "").codes;
}

/** The codes in effect, in the order in which they were switched on, and the changes from them that are known so far. */
interface Look {
  readonly active: AnsiCode[];
  readonly changes: Map<string, Change>;
}

interface Change {
  /** What leads to the other look. */
  readonly codes: string;
  readonly look: Look;
}

const plain: Look = { active: [], changes: new Map() };
const looks = new Map([["", plain]]);

function lookOf(active: AnsiCode[]): Look {
  const key = active.map(({ code }) => code).join("");
  const look = looks.get(key) ?? { active, changes: new Map() };
  looks.set(key, look);
  return look;
}

/** The change from a look to a style, given as SGR parameters. */
function changeOf({ active, changes }: Look, parameters: string): Change {
  const known = changes.get(parameters);
  if (known !== undefined) return known;
  const tokens = parameters === "" ? [] : tokenize(`\u001b[${parameters}m`);
  const wanted = reduceAnsiCodes(tokens.filter((token) => token.type === "ansi"));
  const codes = diffAnsiCodes(active, wanted);
  const look = lookOf(reduceAnsiCodesIncremental(active, codes));
  const change = { codes: ansiCodesToString(codes), look };
  changes.set(parameters, change);
  return change;
}

/**
 * A text broken between words into lines of at most `width` columns; a number stays with its unit, a word that is too long is
 * continued on the next line.
 */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of wordsOf(text, width)) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (widthOf(longer) <= width) current = longer;
    else {
      const parts = pieces(word, width);
      lines.push(...(current === "" ? [] : [current]), ...parts.slice(0, -1));
      current = parts.at(-1) ?? "";
    }
  }
  return current === "" ? lines : [...lines, current];
}

/** `49.4 %`, `-1.2 pp`, `30 days`, `2.1 s`; `▲ +5.0 %`, `SEK 1,200`. */
const unit = /^(?:%|pp|days?|ms|s|[KMG]B)(?![\p{L}\p{N}])/u;
const lead = /^[(]?(?:[▲▼=]|[-+]?[A-Z]{3})$/;

/** Words that may be separated: a number and its unit count as one if they fit. */
function wordsOf(text: string, width: number): readonly string[] {
  const words: string[] = [];
  for (const word of text.split(" ")) {
    const before = words.at(-1) ?? "";
    const isOne = (/\d$/.test(before) && unit.test(word)) || (lead.test(before) && /^[-+]?\d/.test(word));
    if (isOne && widthOf(before) + 1 + widthOf(word) <= width) words.splice(-1, 1, `${before} ${word}`);
    else words.push(word);
  }
  return words;
}
