import { DuckDBDateValue } from "@duckdb/node-api";

/** A value as the rest of the program sees it: money and dates are texts, so that nothing is lost in conversion. */
export type DatabaseValue = string | number | boolean | null;

/** Never undefined: NULL is null. */
export type Convert = (value: unknown) => DatabaseValue;

/**
 * The conversion for a column of the given DuckDB type. Integers become numbers if exact (otherwise text), DECIMAL exact text,
 * DATE `YYYY-MM-DD`, TIMESTAMP `YYYY-MM-DD HH:MM:SS` (UTC), DOUBLE number, NULL null, everything else its text.
 */
export function converterOf(type: string): Convert {
  if (type === "VARCHAR" || type === "BOOLEAN" || type === "DOUBLE" || type === "FLOAT") return plain;
  if (/^U?(TINYINT|SMALLINT|INTEGER)$/.test(type)) return plain;
  if (/^U?(BIGINT|HUGEINT)$/.test(type)) return integer;
  if (type === "DATE") return days();
  if (type.startsWith("TIMESTAMP WITH TIME ZONE")) return (value) => text(value)?.replace(/\+00$/, "") ?? null;
  return text;
}

function plain(value: unknown): DatabaseValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : String(value);
}

function integer(value: unknown): DatabaseValue {
  if (typeof value !== "bigint") return plain(value);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** A column has few days and many rows, so each day is formatted once. */
function days(): Convert {
  const known = new Map<number, string>();
  return (value) => {
    if (!(value instanceof DuckDBDateValue)) return text(value);
    const day = known.get(value.days) ?? String(value);
    known.set(value.days, day);
    return day;
  };
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
