export type LookmlValue = string | readonly string[] | Lookml | readonly (string | Lookml)[];
export interface Lookml {
  readonly [name: string]: LookmlValue;
}

const repeated = new Set([
  "include",
  "view",
  "explore",
  "join",
  "set",
  "dimension",
  "dimension_group",
  "measure",
  "filter",
]);

/** The parts of a LookML text, in the form of lkml, the parser for Python; throws if it is not LookML. */
export function parseLookml(text: string): Lookml {
  const reader = { text: text.replaceAll(/^#.*$/gm, ""), at: 0 };
  const parsed = partsOf(reader, false);
  return parsed;
}

interface Reader {
  readonly text: string;
  at: number;
}

function partsOf(reader: Reader, isInBlock: boolean): Lookml {
  const parts: Record<string, unknown> = {};
  for (;;) {
    if (take(reader, /\s*\}/y)) {
      if (isInBlock) return parts as Lookml;
      throw new Error(`a } too many at ${reader.at}`);
    }
    const name = take(reader, /\s*([a-z_]+):\s*/y)?.[1];
    if (name === undefined) break;
    const value = readValue(reader, name);
    if (!repeated.has(name)) parts[name] = value;
    else parts[`${name}s`] = [...((parts[`${name}s`] as unknown[]) ?? []), value];
  }
  if (isInBlock || reader.text.slice(reader.at).trim() !== "")
    throw new Error(`no LookML at ${reader.at}: ${reader.text.slice(reader.at, reader.at + 40)}`);
  return parts as Lookml;
}

function readValue(reader: Reader, name: string): unknown {
  if (name.startsWith("sql")) return take(reader, /([\s\S]*?);;/y)?.[1]?.trim();
  const quoted = take(reader, /"((?:\\.|[^"\\])*)"/y);
  if (quoted) return quoted[1]?.replaceAll('\\"', '"');
  if (name === "filters")
    return filtersOf(take(reader, /\[[\w.]+: "(?:\\.|[^"\\])*"(?:, [\w.]+: "(?:\\.|[^"\\])*")*\]/y)?.[0] ?? "");
  const list = take(reader, /\[([^\]]*)\]/y);
  if (list) return list[1]?.split(",").map((one) => one.trim());
  const word = take(reader, /[-\w.]+/y)?.[0];
  if (word === undefined) throw new Error(`no value of ${name} at ${reader.at}`);
  return take(reader, /\s*\{/y) ? { ...partsOf(reader, true), name: word } : word;
}

/** `[view.field: "a,b", …]` as a list of `view.field: a,b`. */
function filtersOf(text: string): readonly string[] {
  return [...text.matchAll(/([\w.]+): "((?:\\.|[^"\\])*)"/g)].map(
    ([, field, value = ""]) => `${field}: ${value.replaceAll(/\\(.)/g, "$1")}`,
  );
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found) reader.at = pattern.lastIndex;
  return found;
}
