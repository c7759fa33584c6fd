import { clip } from "../../../domain/width.ts";
import { type Html, html, lines, type Part } from "./tag.ts";

/** From a value to a coordinate. */
export type Place = (value: number) => number;

/** A coordinate as written: at most one decimal place, so that equal charts are equal bytes. */
export function at(value: number): number {
  const rounded = Math.round(value * 10) / 10;
  return Object.is(rounded, -0) ? 0 : rounded;
}

export function line(x1: number, y1: number, x2: number, y2: number, style: string): Html {
  return html`<line class="${style}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`;
}

/** A rectangle between two x in any order; never thinner than a hairline. */
export function bar(x1: number, x2: number, y: number, height: number, style: string): Html {
  const [from, to] = [Math.min(x1, x2), Math.max(x1, x2)];
  return html`<rect class="${style}" x="${at(from)}" y="${at(y)}" width="${at(Math.max(1, to - from))}" height="${at(height)}"/>`;
}

export function dot(x: number, y: number, radius: number, style: string): Html {
  return html`<circle class="${style}" cx="${at(x)}" cy="${at(y)}" r="${at(radius)}"/>`;
}

/** A text, cut if it is longer than `most` columns. */
export function label(
  x: number,
  y: number,
  text: string,
  options: { readonly style?: string; readonly anchor?: "middle" | "end"; readonly most?: number } = {},
): Html {
  const { style, anchor, most = 200 } = options;
  const ends = anchor && html` text-anchor="${anchor}"`;
  return html`<text${style && html` class="${style}"`} x="${at(x)}" y="${at(y)}"${ends}>${clip(text, most)}</text>`;
}

/** An image with a name and a description for those who cannot see it. */
export function svg(
  about: { readonly id: string; readonly title: string; readonly description: string },
  size: { readonly width: number; readonly height: number },
  style: string,
  content: readonly Part[],
): Html {
  const { id, title, description } = about;
  return html`<svg class="${style}" role="img" aria-labelledby="${id}-t ${id}-d" viewBox="0 0 ${at(size.width)} ${at(size.height)}">
<title id="${id}-t">${title}</title>
<desc id="${id}-d">${description}</desc>
${lines(content)}
</svg>`;
}
