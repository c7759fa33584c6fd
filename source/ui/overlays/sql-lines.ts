import { cell } from "../../domain/cell.ts";
import { type Line, seg } from "../widgets/line.ts";

/** Statements or other text; a line that is too long is continued with a deeper indent. */
export function sqlLines(sql: readonly string[], width: number): readonly Line[] {
  if (sql.length === 0) return [[seg("No query has run for this yet.", "label")]];
  return sql
    .flatMap((text) => text.split("\n"))
    .flatMap((text) => {
      const shown = cell(text.replaceAll("\t", "  "));
      const style = shown.startsWith("--") ? "label" : "text";
      return broken(shown, width).map((part): Line => [seg(part, style)]);
    });
}

/** Broken between words if there are any; the text must have passed `cell`. */
function broken(text: string, width: number): readonly string[] {
  const indent = Math.min(text.length - text.trimStart().length + 2, Math.floor(width / 2));
  const parts: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const blank = rest.lastIndexOf(" ", width);
    const at = blank > indent ? blank : width;
    parts.push(rest.slice(0, at));
    rest = " ".repeat(indent) + rest.slice(at).trimStart();
  }
  return [...parts, rest];
}
