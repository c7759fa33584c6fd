import type { Statement } from "../../domain/cohort.ts";

/** Literals and quoted names, which are skipped, and placeholders of values. */
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)/g;

/**
 * A statement in Trino's form, with text and values separate (`execute immediate … using …`), so that no value is ever part
 * of the parsed text. A value used twice in the text is passed twice.
 */
export function statementText({ sql, params }: Statement): string {
  const used: string[] = [];
  const text = sql.replaceAll(tokens, (token, place: string | undefined) => {
    if (place === undefined) return token;
    used.push(literal(params[Number(place) - 1] ?? null));
    return "?";
  });
  return used.length === 0 ? sql : `execute immediate ${quoted(text)} using ${used.join(", ")}`;
}

function literal(value: string | number | null): string {
  if (typeof value === "string") return quoted(value);
  if (value === null || Number.isInteger(value)) return String(value);
  return value.toExponential();
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
