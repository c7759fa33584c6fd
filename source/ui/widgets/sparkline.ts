const eighths = " ▁▂▃▄▅▆▇█";

/**
 * One character per value, in eighth blocks between the lowest (or 0) and the highest value; a missing value is a space. With
 * more values than columns neighbours are averaged, so that the whole series stays visible.
 */
export function sparkline(values: readonly (number | null | undefined)[], width = values.length): string {
  const points = values.length > width ? squeeze(values, width) : values;
  const known = points.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  const low = Math.min(0, ...known);
  const high = Math.max(0, ...known);
  const text = points.map((value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return " ";
    if (high === low) return "▁";
    return eighths[Math.max(1, Math.round(((value - low) / (high - low)) * 8))] ?? " ";
  });
  return text.join("").padEnd(width);
}

/** `width` values as the means of equal parts of the series; a part without any value stays missing. */
function squeeze(values: readonly (number | null | undefined)[], width: number): readonly (number | undefined)[] {
  return Array.from({ length: width }, (_, index) => {
    const from = Math.floor((index * values.length) / width);
    const to = Math.max(from + 1, Math.floor(((index + 1) * values.length) / width));
    const known = values.slice(from, to).filter((value): value is number => typeof value === "number");
    return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}
