import { createHash } from "node:crypto";

/** The names that dbt gives to a declared test: the full name, and one under 64 characters for files and tables. */
export interface TestNames {
  readonly full: string;
  readonly short: string;
}

/**
 * The name that dbt generates for a test without its own name: its kind, its model, then the values of its arguments in the
 * order of their names (dbt-core 1.11, `synthesize_generic_test_names`).
 */
export function testNames(kind: string, model: string, args: Readonly<Record<string, unknown>>): TestNames {
  const values = Object.keys(args)
    .sort()
    .flatMap((name) => valuesOf(args[name]))
    .map((value) => pythonText(value).replace(/[^0-9a-zA-Z_]+/g, "_"));
  const head = `${kind}_${model}`;
  const full = `${head}_${values.join("__")}`;
  return { full, short: full.length >= 64 ? `${head.slice(0, 30)}_${md5(full)}` : full };
}

/** The hash at the end of a declared test's id, of its name and arguments (dbt-core 1.11, `create_test_node`). */
export function testHash(name: string, metadata: Readonly<Record<string, unknown>>): string {
  return md5(`${name}${pythonRepr(metadata)}`).slice(-10);
}

function valuesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [value];
}

/** What Python's `repr` returns for the texts of these values, with object keys in their order. */
function pythonRepr(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (!isObject(value)) return pythonQuoted(pythonText(value));
  const entries = Object.keys(value).sort();
  return `{${entries.map((key) => `${pythonQuoted(key)}: ${pythonRepr(value[key])}`).join(", ")}}`;
}

function pythonQuoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

function pythonText(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return String(value);
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
