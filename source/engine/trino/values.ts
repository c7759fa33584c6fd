import type { EngineValue } from "../engine.ts";

type Convert = (value: unknown) => EngineValue;

/**
 * The conversion of a column of the given Trino type to what DuckDB returns for the same value: whole numbers as long as
 * they are exact (otherwise text), decimals as text, timestamps without trailing zeros in their fraction.
 */
export function converterOf(type: string): Convert {
  if (/^(tinyint|smallint|integer|bigint)$/.test(type)) return whole;
  if (/^(double|real)$/.test(type)) return (value) => (value === null ? null : Number(value));
  if (type === "boolean" || type.startsWith("varchar") || type === "date" || type.startsWith("decimal")) return plain;
  if (type.startsWith("timestamp")) return (value) => (value === null ? null : shortTime(String(value)));
  return text;
}

function plain(value: unknown): EngineValue {
  return typeof value === "boolean" ? value : text(value);
}

function text(value: unknown): EngineValue {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function whole(value: unknown): EngineValue {
  if (value === null || value === undefined) return null;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

function shortTime(moment: string): string {
  return moment.replace(/ UTC$/, "").replace(/\.(\d*?)0*$/, (_, digits: string) => (digits === "" ? "" : `.${digits}`));
}

/** The strings and numbers of a JSON text. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Parses JSON; whole numbers of sixteen digits or more stay exact, as texts. */
export function exactJson(json: string): unknown {
  if (!/\d{16}/.test(json)) return JSON.parse(json);
  return JSON.parse(json.replaceAll(tokens, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token)));
}
