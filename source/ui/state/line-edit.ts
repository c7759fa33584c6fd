import { firstGrapheme, lastGrapheme } from "../../domain/width.ts";
import type { EditKey } from "./actions.ts";

/** Text being typed, and its caret: before this UTF-16 unit; undefined: at the end. */
export interface TypedText {
  readonly input: string;
  readonly caret?: number | undefined;
}

const most = 500;
const words = new Intl.Segmenter("en", { granularity: "word" });

/** The text before the caret, and the text after it. */
export function aroundCaret({ input, caret = input.length }: TypedText): readonly [before: string, after: string] {
  return [input.slice(0, caret), input.slice(caret)];
}

/** Inserts text at the caret; line ends, tabs and control characters in pasted text become spaces. */
export function inserted(line: TypedText, text: string): TypedText {
  const [before, after] = aroundCaret(line);
  const room = Math.max(0, most - [...line.input].length);
  const shown = [...text.replace(/[\s\p{Cc}]+/gu, " ")].slice(0, room).join("");
  return lineOf(before + shown, after);
}

/** The text after a readline key; by whole characters and words, as people count them. */
export function edited(line: TypedText, key: EditKey): TypedText {
  const [before, after] = aroundCaret(line);
  switch (key) {
    case "caret_left":
      return moved(line, before.length - lastGrapheme(before).length);
    case "caret_right":
      return moved(line, before.length + firstGrapheme(after).length);
    case "word_left":
      return moved(line, wordStart(before));
    case "word_right":
      return moved(line, before.length + wordEnd(after));
    case "line_start":
      return moved(line, 0);
    case "line_end":
      return moved(line, line.input.length);
    case "delete":
      return lineOf(before.slice(0, before.length - lastGrapheme(before).length), after);
    case "delete_next":
      return lineOf(before, after.slice(firstGrapheme(after).length));
    case "delete_word":
      return lineOf(before.slice(0, wordStart(before)), after);
    case "delete_next_word":
      return lineOf(before, after.slice(wordEnd(after)));
    case "clear":
      return lineOf("", after);
    case "clear_rest":
      return lineOf(before, "");
  }
}

function lineOf(before: string, after: string): TypedText {
  return { input: before + after, caret: after === "" ? undefined : before.length };
}

function moved({ input }: TypedText, caret: number): TypedText {
  return { input, caret: caret >= input.length ? undefined : caret };
}

/** Where the last word of a text starts; signs and spaces after it belong to it. */
function wordStart(text: string): number {
  return [...words.segment(text)].findLast((one) => one.isWordLike === true)?.index ?? 0;
}

/** Where the first word of a text ends; signs and spaces before it belong to it. */
function wordEnd(text: string): number {
  for (const { index, segment, isWordLike } of words.segment(text))
    if (isWordLike === true) return index + segment.length;
  return text.length;
}
