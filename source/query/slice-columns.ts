import { difference, type Figure } from "../domain/amount.ts";
import { type Catalog, type Dimension, isPerCustomer, type Measure, measureOf } from "../domain/catalog.ts";
import { changeShare } from "../domain/equal-age.ts";
import type { Slice } from "../domain/slice.ts";
import type { ResultColumn, Value } from "../domain/slice-result.ts";
import { measureValue, type Totals } from "./measure-value.ts";

/** What decides the columns of a slice's answer. */
export interface Layout {
  readonly by: readonly Dimension[];
  readonly measures: readonly Measure[];
  readonly isCompared: boolean;
  readonly shareOf: Slice["shareOf"];
}

/** The measures of one row in both periods; `before` undefined without a comparison. */
export interface Figures {
  readonly now: Totals;
  readonly before: Totals | undefined;
}

/**
 * Whether a row's share of the whole is meaningful: for amounts, for distinct counts (parts may overlap), for a cohort's
 * size only by customer attributes; not for ratios.
 */
export function hasShare({ by }: Pick<Layout, "by">, measure: Measure): boolean {
  if (by.length === 0 || measure.additivity === "ratio") return false;
  return measure.additivity !== "cohort" || by.every((dimension) => dimension.of === "customer");
}

/** The dimensions whose values are the denominators of shares; none: the whole slice. */
export function shareDimensions({ by, shareOf }: Pick<Layout, "by" | "shareOf">): readonly Dimension[] {
  if (by.length < 2 || shareOf === undefined || shareOf === "total") return [];
  return shareOf === "row" ? by.slice(0, 1) : by.slice(1);
}

/** The denominator of a slice's rates if its measures do not include it: the customers of each row. */
function sizeOf(catalog: Catalog, { by, measures }: Layout): Measure | undefined {
  const rate = by.length === 0 ? undefined : measures.find((measure) => isPerCustomer(catalog, measure));
  const size = rate?.denominator;
  return size === undefined || measures.some(({ name }) => name === size) ? undefined : measureOf(catalog, size);
}

/**
 * Columns in order: the dimensions, each measure with before, change, change in percent and share; the number of customers
 * behind rates.
 */
export function columnsOf(catalog: Catalog, layout: Layout): ResultColumn[] {
  const dimensions = layout.by.map(
    ({ name, label }): ResultColumn => ({ name, label, role: "dimension", of: name, unit: "text" }),
  );
  const size = sizeOf(catalog, layout);
  const sizes = size && ({ name: size.name, label: size.label, role: "size", of: size.name, unit: size.unit } as const);
  return [
    ...dimensions,
    ...layout.measures.flatMap((measure) => measureColumns(layout, measure)),
    ...(sizes === undefined ? [] : [sizes]),
  ];
}

function measureColumns(layout: Layout, measure: Measure): ResultColumn[] {
  const { name, label, unit } = measure;
  const columns: ResultColumn[] = [{ name, label, role: "measure", of: name, unit }];
  if (layout.isCompared) {
    columns.push({ name: `${name}_before`, label: "before", role: "before", of: name, unit });
    columns.push({ name: `${name}_change`, label: "change", role: "change", of: name, unit });
    columns.push({ name: `${name}_change_share`, label: "change %", role: "change_share", of: name, unit: "ratio" });
  }
  if (hasShare(layout, measure)) columns.push(shareColumn(layout, measure));
  return columns;
}

function shareColumn(layout: Layout, { name, label, additivity }: Measure): ResultColumn {
  const dimensions = shareDimensions(layout);
  const suffix = dimensions.length === 0 ? "" : `_of_${dimensions.map((dimension) => dimension.name).join("_and_")}`;
  const labels = dimensions.map((dimension) => dimension.label.toLowerCase()).join(" and ");
  const whole = labels === "" ? "the whole slice" : `its ${labels}`;
  const overlap = additivity === "distinct" ? " (parts may overlap)" : "";
  return {
    name: `${name}_share${suffix}`,
    label: labels === "" ? "share" : `share of ${labels}`,
    role: "share",
    of: name,
    unit: "ratio",
    denominator: `${label.toLowerCase()} of ${whole}${overlap}`,
  };
}

/** The values of a row, in the order of `columnsOf`; `keys` as exports print them, `whole` the denominator of its shares. */
export function valuesOf(
  catalog: Catalog,
  layout: Layout,
  keys: readonly string[],
  figures: Figures,
  whole: Totals | undefined,
): Value[] {
  const size = sizeOf(catalog, layout);
  return [
    ...keys,
    ...layout.measures.flatMap((measure) => measureValues(catalog, layout, measure, figures, whole)),
    ...(size === undefined ? [] : [measureValue(catalog, size, figures.now)]),
  ];
}

function measureValues(
  catalog: Catalog,
  layout: Layout,
  measure: Measure,
  figures: Figures,
  whole: Totals | undefined,
): Value[] {
  const now = measureValue(catalog, measure, figures.now);
  const values: Value[] = [now];
  if (figures.before) {
    const before = measureValue(catalog, measure, figures.before);
    values.push(before, change(now, before), changePercent(now, before));
  }
  if (hasShare(layout, measure)) {
    const total = whole && measureValue(catalog, measure, whole);
    values.push(Number(total ?? 0) === 0 ? null : Number(now ?? 0) / Number(total));
  }
  return values;
}

function change(now: Figure | null, before: Figure | null): Figure | null {
  return now === null || before === null ? null : difference(now, before);
}

function changePercent(now: Figure | null, before: Figure | null): number | null {
  return now === null || before === null ? null : (changeShare(Number(now), Number(before)) ?? null);
}
