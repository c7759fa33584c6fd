/** A message as read from the topic. */
export interface FollowedMessage {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | undefined;
  /** Undefined: a tombstone, which deletes the order line of its key. */
  readonly value: string | undefined;
  /** Milliseconds since 1970, from the broker. */
  readonly timestamp: number;
}

/** The line of a message in a raw file; `fault`: why it cannot be an order line. */
export interface MessageLine {
  readonly line: string;
  readonly fault?: string;
  /** Names of its fields, if it is an object. */
  readonly fields?: readonly string[];
}

/** Without these an object is not an order line; its transaction_id may be the message's key. */
export const neededFields = ["customer_id", "transacted_at", "net_revenue"] as const;

const idField = "transaction_id";

/**
 * Writes a message as one line of JSON: the object as sent, its numbers digit by digit, with the offset as the number that
 * orders versions of the same key. A message that is not an order line becomes a line that goes to the quarantine, with
 * topic, partition and offset.
 *
 * @param needed required fields; empty if a mapping says which are read
 */
export function lineOfMessage(topic: string, message: FollowedMessage, needed: readonly string[]): MessageLine {
  const { key, value, offset } = message;
  if (value === undefined) return key ? { line: deletionOf(key, message) } : dead(topic, message, "deletes no key");
  const fields = fieldsOf(value);
  if (fields === undefined) return dead(topic, message, "not a JSON object");
  const missing = needed.filter((name) => !fields.includes(name));
  if (missing.length > 0) return dead(topic, message, `lacks ${missing.join(", ")}`);
  const isNamed = needed.length === 0 || fields.includes(idField);
  if (!isNamed && key === undefined) return dead(topic, message, `has neither ${idField} nor a key`);
  const added = [...(isNamed ? [] : [[idField, key]]), ["_sdc_sequence", String(offset)]];
  // In JSON, line breaks only occur between tokens.
  const text = value.trim().replaceAll(/[\r\n]+/g, " ");
  const end = JSON.stringify(Object.fromEntries(added)).slice(1);
  return { line: `${text.slice(0, -1)}${fields.length === 0 ? "" : ","}${end}`, fields };
}

/**
 * A line that deletes the order line with this key, or does nothing if there is none; it has the columns that a file needs, and
 * those of `fields`.
 */
export function deletionOf(
  key: string,
  { offset, timestamp }: Pick<FollowedMessage, "offset" | "timestamp">,
  fields: readonly string[] = [],
): string {
  const at = new Date(timestamp).toISOString();
  const blank = Object.fromEntries([...neededFields, ...fields].map((name) => [name, null]));
  return JSON.stringify({ ...blank, transaction_id: key, _sdc_sequence: String(offset), _sdc_deleted_at: at });
}

/** The fields that an object lacks; undefined if it is not a JSON object. */
export function missingFields(value: string, needed: readonly string[]): readonly string[] | undefined {
  const fields = fieldsOf(value);
  return fields && needed.filter((name) => !fields.includes(name));
}

function fieldsOf(value: string): readonly string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? Object.keys(parsed) : undefined;
  } catch {
    return undefined;
  }
}

/** The loader of newline-delimited JSON recognises this marker and puts the rest into the quarantine's value. */
function dead(topic: string, { partition, offset }: FollowedMessage, fault: string): MessageLine {
  return { line: `!dead-letter ${topic} partition ${partition} offset ${offset}: ${fault}`, fault };
}
