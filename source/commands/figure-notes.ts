import { basename } from "node:path";
import { counted } from "../domain/format.ts";
import { unknownValues } from "../query/filter-check.ts";
import { filtersOf } from "./figure-file.ts";
import type { Session } from "./session.ts";
import { quoted } from "./tell-filters.ts";

interface Line {
  readonly line: number;
  readonly where: Readonly<Record<string, string>>;
}

/** One sentence for each value of a dimension that lines name and the data does not have, with its line and the nearest values. */
export async function unknownNotes(
  file: string,
  lines: readonly Line[],
  { catalog, run }: Pick<Session, "catalog" | "run">,
): Promise<readonly string[]> {
  const named = Map.groupBy(
    lines.flatMap(({ where }) => filtersOf(where)),
    ({ dimension }) => dimension,
  );
  const filters = [...named].map(([dimension, of]) => {
    return { dimension, op: "in" as const, values: [...new Set(of.flatMap(({ values }) => values))] };
  });
  const unknown = await unknownValues(catalog, filters, run);
  const name = basename(file);
  return unknown.flatMap(({ dimension, values, examples }) => {
    const notes = examples.map(({ value, near }) => {
      const line = lines.find(({ where }) => where[dimension] === value)?.line;
      return `${name}:${line}: no ${dimension} is ${quoted(value)}${hint(near)}`;
    });
    const others = values.length - notes.length;
    return others > 0 ? [...notes, `${name}: no ${dimension} is any of ${counted(others)} other values`] : notes;
  });
}

/** One sentence for each month that begins after the data's end, with its line. */
export function laterNotes(
  file: string,
  lines: readonly (Line & { readonly month: string })[],
  { to }: { readonly to: string },
): readonly string[] {
  const later = lines.filter(({ month }) => `${month}-01` > to);
  return later.map(({ line, month }) => `${basename(file)}:${line}: ${month} is after the data, which end ${to}`);
}

function hint(near: readonly string[]): string {
  return near.length > 0
    ? `; did you mean ${near.map(quoted).join(", ")}?`
    : "; check the name, or wait for data that has it";
}
