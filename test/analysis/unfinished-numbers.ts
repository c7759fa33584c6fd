/** Paths of all NaN and infinite numbers within a value, and of texts that show one. */
export function unfinished(value: unknown, path = "result"): readonly string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path}: ${value}`];
  if (typeof value === "string") return /\bNaN\b|Infinity|∞/.test(value) ? [`${path}: ${value}`] : [];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => unfinished(inner, `${path}.${key}`));
}
