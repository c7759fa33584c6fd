import type { Statement } from "../../domain/cohort.ts";

/** Literals and quoted names, which are passed over, and the places of values. */
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)/g;

/**
 * A statement as Trino takes it: its text and its values apart (`execute immediate … using …`), so that no value is ever
 * part of the text that is parsed. A value that the text names twice is given twice.
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
