/** A value as data and not as displayed, as CSV and the clipboard have it: nothing for null, numbers as `plainNumber`. */
export function plainValue(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "number" ? plainNumber(value) : String(value);
}

/** A number with at most six decimal places and no exponent. */
export function plainNumber(value: number): string {
  if (Number.isInteger(value)) return Object.is(value, -0) ? "0" : String(value);
  // The shortest form, if short enough, has no meaningless digits of large amounts.
  const shortest = String(value);
  if (/^-?\d+\.\d{1,6}$/.test(shortest)) return shortest;
  const text = value.toFixed(6).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}
