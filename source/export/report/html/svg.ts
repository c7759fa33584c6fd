import { clip } from "../../../domain/width.ts";
import { escapeHtml } from "../escape.ts";

/** A coordinate as it is written: at most one decimal place, so that equal charts are equal bytes. */
export function at(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return String(Object.is(rounded, -0) ? 0 : rounded);
}

export function line(x1: number, y1: number, x2: number, y2: number, style: string): string {
  return `<line class="${style}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`;
}

/** A rectangle between two x, whichever is first; never thinner than a hair. */
export function bar(x1: number, x2: number, y: number, height: number, style: string): string {
  const [from, to] = [Math.min(x1, x2), Math.max(x1, x2)];
  return `<rect class="${style}" x="${at(from)}" y="${at(y)}" width="${at(Math.max(1, to - from))}" height="${at(height)}"/>`;
}

export function dot(x: number, y: number, radius: number, style: string): string {
  return `<circle class="${style}" cx="${at(x)}" cy="${at(y)}" r="${at(radius)}"/>`;
}

/** A text, cut where it is longer than `most` columns. */
export function label(
  x: number,
  y: number,
  text: string,
  options: { readonly style?: string; readonly anchor?: "start" | "middle" | "end"; readonly most?: number } = {},
): string {
  const { style = "", anchor = "start", most = 200 } = options;
  const classes = style === "" ? "" : ` class="${style}"`;
  const ends = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  return `<text${classes} x="${at(x)}" y="${at(y)}"${ends}>${escapeHtml(clip(text, most))}</text>`;
}

/** An image with a name and a description for those who cannot see it. */
export function svg(
  about: { readonly id: string; readonly title: string; readonly description: string },
  size: { readonly width: number; readonly height: number },
  style: string,
  content: readonly string[],
): string {
  const { id, title, description } = about;
  return [
    `<svg class="${style}" role="img" aria-labelledby="${id}-t ${id}-d" viewBox="0 0 ${at(size.width)} ${at(size.height)}">`,
    `<title id="${id}-t">${escapeHtml(title)}</title>`,
    `<desc id="${id}-d">${escapeHtml(description)}</desc>`,
    ...content,
    "</svg>",
  ].join("\n");
}
