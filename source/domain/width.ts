import stringWidth from "string-width";

const printableAscii = /^[\x20-\x7e]*$/;

/** Columns that a text takes on a terminal, by grapheme. */
export function widthOf(text: string): number {
  return printableAscii.test(text) ? text.length : stringWidth(text);
}

/** Cut with `…` or padded with blanks, to exactly so many columns; the text must have passed `cell` or be our own. */
export function fitTo(text: string, width: number, align: "left" | "right" = "left"): string {
  const cut = clip(text, width);
  const blanks = " ".repeat(Math.max(0, width - widthOf(cut)));
  return align === "left" ? cut + blanks : blanks + cut;
}

/** Cut with `…` where it is wider than so many columns. */
export function clip(text: string, width: number): string {
  if (width <= 0) return "";
  if (widthOf(text) <= width) return text;
  if (printableAscii.test(text)) return `${text.slice(0, width - 1)}…`;
  let cut = "";
  let used = 0;
  for (const { segment } of new Intl.Segmenter("en").segment(text)) {
    const next = stringWidth(segment);
    if (used + next > width - 1) break;
    cut += segment;
    used += next;
  }
  return `${cut}…`;
}
