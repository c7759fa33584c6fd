import type { Filter } from "../domain/slice.ts";

/** The filters with one of them put in place of those on the same dimension; no values: just without them. */
export function withFilter(filters: readonly Filter[], filter: Filter): readonly Filter[] {
  const others = filters.filter((one) => one.dimension !== filter.dimension);
  return filter.values.length === 0 ? others : [...others, filter];
}

/** The filters with a value of a dimension added to the included (or excluded) ones, or taken out if it was there. */
export function toggleValue(
  filters: readonly Filter[],
  dimension: string,
  value: string,
  op: Filter["op"],
): readonly Filter[] {
  const current = filters.find((one) => one.dimension === dimension);
  if (current === undefined || current.op !== op) return withFilter(filters, { dimension, op, values: [value] });
  const values = current.values.includes(value)
    ? current.values.filter((one) => one !== value)
    : [...current.values, value];
  return withFilter(filters, { dimension, op, values });
}

/** All filters but those on a dimension, as a leaderboard of that dimension needs them. */
export function withoutDimension(filters: readonly Filter[], dimension: string): readonly Filter[] {
  return filters.filter((one) => one.dimension !== dimension);
}

/** `entry: subscription`, `region: not south, west`; long lists are counted. */
export function filterText(filter: Filter, label: string): string {
  const values = filter.values.map((value) => (value === "" ? "(none)" : value));
  const list = values.length > 3 ? `${values.length} values` : values.join(", ");
  return `${shortLabel(label)}: ${filter.op === "not_in" ? "not " : ""}${list}`;
}

/** The word that tells dimensions apart: `entry` for point of entry, `channel` for marketing channel. */
function shortLabel(label: string): string {
  return label
    .toLowerCase()
    .replace(/^point of /, "")
    .replace(/^(marketing|acquisition|transaction) /, "");
}
