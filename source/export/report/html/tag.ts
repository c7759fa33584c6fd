import { cell } from "../../../domain/cell.ts";
import { linesOf } from "../escape.ts";

/** Markup that may be put in a page unescaped: made by `html`, or the program's own text, never text from data. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template can hold: markup stays, any other value is escaped; absent parts are left out, lists are joined. */
export type Part = Html | string | number | false | undefined | readonly Part[];

const entities: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "#39" };

/** Markup of a template whose values are escaped: markup characters become entities, invisible characters become marks. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + textOf(parts[index])).join(""));
}

/** Parts one below the other; absent or empty ones take no line. */
export function lines(parts: readonly Part[]): Html {
  const texts = parts.flat().map(textOf);
  return new Html(texts.filter((text) => text !== "").join("\n"));
}

/** A text of several lines, which are kept. */
export function multiline(text: string): Html {
  return new Html(linesOf(text).map(textOf).join("\n"));
}

function textOf(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === undefined || part === false) return "";
  if (typeof part === "object") return part.map(textOf).join("");
  return cell(part).replaceAll(/[&<>"']/g, (mark) => `&${entities[mark]};`);
}
