/** One parameter of LookML: `label: "Region"`, or `sql: … ;;`. */
export interface Parameter {
  readonly name: string;
  /** As LookML writes it: quoted if it is a text. */
  readonly value: string;
}

/** A named part of a LookML file, `view: customers { … }`; without a name `set { … }` is not LookML. */
export interface Block {
  readonly kind: string;
  readonly name: string;
  readonly parts: readonly (Parameter | Block)[];
}

/** A LookML file of these parts, a blank line before each block. */
export function lookmlText(heading: string, parts: Block["parts"]): string {
  return `${[`# ${heading}`, ...parts.flatMap((part) => linesOf(part))].join("\n")}\n`;
}

export function block(kind: string, name: string, ...parts: Block["parts"]): Block {
  return { kind, name, parts };
}

export function plain(name: string, value: string): Parameter {
  return { name, value };
}

/** A text in quotes, on one line. */
export function text(name: string, value: string): Parameter {
  return { name, value: quoted(value) };
}

export function sql(name: string, value: string): Parameter {
  return { name, value: `${value} ;;` };
}

export function list(name: string, values: readonly string[]): Parameter {
  return { name, value: `[${values.join(", ")}]` };
}

export function quoted(value: string): string {
  const escaped = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return `"${escaped.replaceAll(/\s+/g, " ").trim()}"`;
}

function linesOf(part: Parameter | Block): readonly string[] {
  if (!("kind" in part)) return [`${part.name}: ${part.value}`];
  const inner = part.parts.flatMap(linesOf).map((line) => (line === "" ? "" : `  ${line}`));
  return ["", `${part.kind}: ${part.name} {`, ...(inner[0] === "" ? inner.slice(1) : inner), "}"];
}
