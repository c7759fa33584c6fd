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
  const fault = faultOf(value, needed);
  if (fault !== undefined) return dead(topic, message, fault);
  const isNamed = needed.length === 0 || missingFields(value, [idField])?.length === 0;
  if (!isNamed && key === undefined) return dead(topic, message, `has neither ${idField} nor a key`);
  const added = [...(isNamed ? [] : [[idField, key]]), ["_sdc_sequence", String(offset)]];
  // In JSON, line breaks only occur between tokens.
  const text = value.trim().replaceAll(/[\r\n]+/g, " ");
  const isEmpty = /^\{\s*\}$/.test(text);
  return { line: `${text.slice(0, -1)}${isEmpty ? "" : ","}${JSON.stringify(Object.fromEntries(added)).slice(1)}` };
}

/** A line that deletes the order line with this key, or does nothing if there is none; it has the columns that a file needs. */
export function deletionOf(key: string, { offset, timestamp }: Pick<FollowedMessage, "offset" | "timestamp">): string {
  const at = new Date(timestamp).toISOString();
  const blank = Object.fromEntries(neededFields.map((name) => [name, null]));
  return JSON.stringify({ ...blank, transaction_id: key, _sdc_sequence: String(offset), _sdc_deleted_at: at });
}

/** The fields that an object lacks; undefined if it is not a JSON object. */
export function missingFields(value: string, needed: readonly string[]): readonly string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
    return needed.filter((name) => !Object.hasOwn(parsed, name));
  } catch {
    return undefined;
  }
}

function faultOf(value: string, needed: readonly string[]): string | undefined {
  const missing = missingFields(value, needed);
  if (missing === undefined) return "not a JSON object";
  return missing.length === 0 ? undefined : `lacks ${missing.join(", ")}`;
}

/** The loader of newline-delimited JSON recognises this marker and puts the rest into the quarantine's value. */
function dead(topic: string, { partition, offset }: FollowedMessage, fault: string): MessageLine {
  return { line: `!dead-letter ${topic} partition ${partition} offset ${offset}: ${fault}`, fault };
}
