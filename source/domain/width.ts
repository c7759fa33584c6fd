import stringWidth from "string-width";

/** Latin letters, punctuation, currencies, arrows, boxes, blocks and dots: one column each, whatever stands beside them. */
const narrow =
  /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2070-\u20bf\u2100-\u2319\u2500-\u25fc\u2800-\u28ff]*$/;
const graphemes = new Intl.Segmenter("en");

/** Columns that a text takes on a terminal, by grapheme. */
export function widthOf(text: string): number {
  return narrow.test(text) ? text.length : stringWidth(text);
}

/** Cut with `…` or padded with blanks, to exactly `width` columns; the text must have passed `cell` or be our own. */
export function fitTo(text: string, width: number, align: "left" | "right" = "left"): string {
  const cut = clip(text, width);
  const blanks = " ".repeat(Math.max(0, width - widthOf(cut)));
  return align === "left" ? cut + blanks : blanks + cut;
}

/** Cut with `…` if it is wider than `width` columns. */
export function clip(text: string, width: number): string {
  if (width <= 0) return "";
  return widthOf(text) <= width ? text : `${text.slice(0, endWithin(text, width - 1))}…`;
}

/** The end of a text, after `…` if it is wider than `width` columns. */
export function clipStart(text: string, width: number): string {
  if (width <= 0) return "";
  if (widthOf(text) <= width) return text;
  let end = text;
  while (widthOf(end) > width - 1) end = end.slice(firstGrapheme(end).length);
  return `…${end}`;
}

/** A text in pieces of at most `width` columns each, whole graphemes, nothing left out. */
export function pieces(text: string, width: number): readonly string[] {
  const found: string[] = [];
  let rest = text;
  while (widthOf(rest) > width) {
    const end = endWithin(rest, width) || firstGrapheme(rest).length;
    found.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === "" && found.length > 0 ? found : [...found, rest];
}

/** The end of the graphemes that fit into `width` columns, in UTF-16 units. */
function endWithin(text: string, width: number): number {
  if (narrow.test(text)) return Math.min(width, text.length);
  let used = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    used += stringWidth(segment);
    if (used > width) return index;
  }
  return text.length;
}

/** The first character as people count them; "" for an empty text. */
export function firstGrapheme(text: string): string {
  for (const { segment } of graphemes.segment(text)) return segment;
  return "";
}

/** The last character as people count them; "" for an empty text. */
export function lastGrapheme(text: string): string {
  return [...graphemes.segment(text)].at(-1)?.segment ?? "";
}
