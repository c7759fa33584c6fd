import type { Catalog } from "../../domain/catalog.ts";
import { cell } from "../../domain/cell.ts";
import { parsePeriod, printPeriod } from "../../domain/period.ts";
import type { Filter, Slice } from "../../domain/slice.ts";
import type { Chip } from "../widgets/chip.ts";
import { labelOf } from "./measures.ts";

/** The filters with this one replacing those on the same dimension; if it has no values, those are just removed. */
export function withFilter(filters: readonly Filter[], filter: Filter): readonly Filter[] {
  const others = filters.filter((one) => one.dimension !== filter.dimension);
  return filter.values.length === 0 ? others : [...others, filter];
}

/** The filters with one more; those on its dimension that keep all of its values anyway are dropped. */
export function narrowedTo(filters: readonly Filter[], filter: Filter): readonly Filter[] {
  return [...filters.filter((one) => one.dimension !== filter.dimension || !keepsAll(one, filter)), filter];
}

function keepsAll({ op, values }: Filter, filter: Filter): boolean {
  return filter.values.every((value) =>
    op === "in" ? values.some((one) => covers(one, value)) : !values.some((one) => overlap(one, value)),
  );
}

/** Whether a value equals the other or, if both are times (`2024-Q1`, `2024-01..2024-06`), contains all of its days. */
function covers(value: string, other: string): boolean {
  if (!isTimes(value) || !isTimes(other)) return value === other;
  const [outer, inner] = [parsePeriod(value), parsePeriod(other)];
  return outer.from <= inner.from && inner.to <= outer.to;
}

function overlap(value: string, other: string): boolean {
  if (!isTimes(value) || !isTimes(other)) return value === other;
  const [one, two] = [parsePeriod(value), parsePeriod(other)];
  return one.from <= two.to && two.from <= one.to;
}

function isTimes(value: string): boolean {
  return /^\d{4}(-(Q[1-4]|\d\d(-\d\d)?))?(\.\.\d{4}(-(Q[1-4]|\d\d(-\d\d)?))?)?$/.test(value);
}

/** Adds a value of a dimension to the kept (or left-out) ones, or removes it if it was there. */
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
function filterText(filter: Filter, label: string): string {
  const values = filter.values.map((value) => (value === "" ? "(none)" : value));
  const list = values.length > 3 ? `${values.length} values` : values.join(", ");
  return `${shortLabel(label)}: ${filter.op === "not_in" ? "not " : ""}${list}`;
}

/** The word that distinguishes dimensions: `entry` for point of entry, `channel` for marketing channel. */
function shortLabel(label: string): string {
  return label
    .toLowerCase()
    .replace(/^point of /, "")
    .replace(/^(marketing|acquisition|transaction) /, "");
}

/** A filter by the label of its dimension, as the catalog has it. */
export function filterWords(filter: Filter, catalog: Catalog): string {
  return cell(filterText(filter, labelOf(catalog, filter.dimension)));
}

/** A chip for every filter, or one that says that there is none. */
export function filterChips(
  filters: readonly Filter[],
  catalog: Catalog,
  key: string,
  none = "no filters",
): readonly Chip[] {
  if (filters.length === 0) return [{ key, text: none, isSet: false }];
  return filters.map((one) => ({ key, text: filterWords(one, catalog), isSet: true, isFilter: true }));
}

/** The days of a slice. */
export function periodText({ period }: Pick<Slice, "period">): string {
  return period === undefined ? "all days" : printPeriod(period);
}
