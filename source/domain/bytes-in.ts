/** What V8 takes for a place in an array or an object, for the head of an array, an object or a text, and for a number with a point. */
const [place, head, boxed] = [8, 24, 16];

/** About how many bytes plain data takes in memory; what stands in it twice counts twice. */
export function bytesIn(data: unknown): number {
  if (typeof data === "string") return head + data.length;
  if (typeof data === "number") return Number.isInteger(data) ? 0 : boxed;
  if (typeof data !== "object" || data === null) return 0;
  let bytes = head;
  for (const part of Array.isArray(data) ? data : Object.values(data)) bytes += place + bytesIn(part);
  return bytes;
}
