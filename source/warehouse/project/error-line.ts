import type { Model } from "./compile.ts";

/**
 * The line of a model's own file that DuckDB's error is about. DuckDB names and quotes a line of the rendered SQL; this finds
 * the nearest line of the file with the same words, because macros and loops move lines.
 */
export function lineOfError(model: Pick<Model, "text" | "sql">, message: string): number {
  const match = /LINE (\d+): ?(.*)/.exec(message);
  if (!match) return 1;
  const rendered = Number(match[1]);
  const wanted = words(model.sql.split("\n")[rendered - 1] ?? match[2] ?? "");
  const lines = model.text.split("\n");
  const same = lines.flatMap((line, index) => (wanted !== "" && words(line) === wanted ? [index + 1] : []));
  const nearest = same.toSorted((a, b) => Math.abs(a - rendered) - Math.abs(b - rendered))[0];
  return nearest ?? Math.min(rendered, lines.length);
}

function words(line: string): string {
  return line
    .replace(/\{\{.*?\}\}|"\w+"\."\w+"(\."\w+")?/g, "@")
    .replace(/\s+/g, " ")
    .trim();
}

/** The line of the file, with a caret below it where DuckDB's error starts, if that can be determined. */
export function excerptOf(model: Pick<Model, "text" | "sql">, message: string, line: number): string {
  const own = model.text.split("\n")[line - 1] ?? "";
  const [, prefix = "", shown = "", caret = ""] = /(LINE \d+: ?)(.*)\n( *)\^/.exec(message) ?? [];
  const at = caret.length - prefix.length;
  if (at < 0 || shown === "") return own;
  const word = /^[\w.$"]+/.exec(shown.slice(at))?.[0] ?? shown.slice(at, at + 1);
  const column = own.slice(at).startsWith(word) ? at : own.indexOf(word);
  return column < 0 ? own : `${own}\n${" ".repeat(column)}^`;
}
