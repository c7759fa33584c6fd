import type { Model } from "./compile.ts";

/**
 * The line of a model's own file that DuckDB's complaint is about. DuckDB names a line of the rendered SQL and quotes it;
 * the file's line of the same words nearest to it is meant, as macros and loops move lines.
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
