import { singerErrors } from "../errors/singer.ts";

/** A Singer message, as far as a target acts on it. */
export type Message =
  | { readonly type: "SCHEMA"; readonly stream: string; readonly keys: readonly string[] }
  | {
      readonly type: "RECORD";
      readonly stream: string;
      readonly record: Readonly<Record<string, unknown>>;
      readonly version: number | undefined;
    }
  | { readonly type: "ACTIVATE_VERSION"; readonly stream: string; readonly version: number }
  /** Its value as JSON. */
  | { readonly type: "STATE"; readonly value: string };

/**
 * The message of a line; undefined for a blank line and for a type that targets may ignore. Throws UserError with the
 * line's number if it is not a message; an error never quotes the line, which may contain personal data.
 */
export function messageIn(text: string, line: number): Message | undefined {
  if (text.trim() === "") return undefined;
  const message = parsed(text, line);
  switch (message.type) {
    case "SCHEMA":
      return { type: "SCHEMA", stream: streamOf(message, line), keys: texts(message.key_properties) };
    case "RECORD":
      return recordOf(message, line);
    case "ACTIVATE_VERSION":
      return {
        type: "ACTIVATE_VERSION",
        stream: streamOf(message, line),
        version: Number(plainNumber(message.version) ?? 0),
      };
    case "STATE":
      return { type: "STATE", value: JSON.stringify(message.value ?? null) };
    case "BATCH":
      throw singerErrors.batch({ line });
    default:
      return undefined;
  }
}

type Parsed = Readonly<Record<string, unknown>>;

function parsed(text: string, line: number): Parsed {
  try {
    const value: unknown = JSON.parse(text, exactNumber);
    if (isObject(value) && typeof value.type === "string") return value;
  } catch {
    throw singerErrors.notJson({ line });
  }
  throw singerErrors.notMessage({ line });
}

/** JSON in which numbers are kept as written: 12.10, and whole numbers of more than fifteen digits. */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

function exactNumber(this: unknown, _key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  return typeof value === "number" && source !== undefined && String(value) !== source ? rawJson(source) : value;
}

function plainNumber(value: unknown): string | undefined {
  const text = JSON.stringify(value);
  return text !== undefined && /^-?\d+(\.0+)?$/.test(text) ? text.replace(/\..*/, "") : undefined;
}

function recordOf(message: Parsed, line: number): Message {
  const { record, version } = message;
  if (!isObject(record)) throw singerErrors.notMessage({ line });
  const number = plainNumber(version);
  const stream = streamOf(message, line);
  return { type: "RECORD", stream, record, version: number === undefined ? undefined : Number(number) };
}

/** A stream's name, which becomes that of a folder. */
function streamOf({ stream }: Parsed, line: number): string {
  if (typeof stream !== "string") throw singerErrors.notMessage({ line });
  if (!/^[A-Za-z0-9_][\w.-]{0,99}$/.test(stream)) throw singerErrors.streamName({ line });
  return stream;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function isObject(value: unknown): value is Parsed {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
