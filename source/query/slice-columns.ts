import type { Catalog, Dimension, Measure } from "../domain/catalog.ts";
import { printValue } from "../domain/dimension-value.ts";
import type { ResultColumn, Value } from "../domain/slice-result.ts";
import { measureValue, type Totals } from "./measure-value.ts";

/** What decides the columns of a slice's answer. */
export interface Layout {
  readonly by: readonly Dimension[];
  readonly measures: readonly Measure[];
  readonly isCompared: boolean;
}

/** The measures of one row in both periods; `before` undefined without a comparison. */
export interface Figures {
  readonly now: Totals;
  readonly before: Totals | undefined;
}

/** Whether the measure's rows add up to its total, so that a share of it means something. */
export function hasShare({ by }: Layout, measure: Measure): boolean {
  return measure.additivity === "sum" && by.length > 0;
}

/** Columns in order: the dimensions, then each measure with before, change, change in percent and share. */
export function columnsOf(layout: Layout): ResultColumn[] {
  const dimensions = layout.by.map(
    ({ name, label }): ResultColumn => ({ name, label, role: "dimension", of: name, unit: "text" }),
  );
  return [...dimensions, ...layout.measures.flatMap((measure) => measureColumns(layout, measure))];
}

function measureColumns(layout: Layout, measure: Measure): ResultColumn[] {
  const { name, label, unit } = measure;
  const columns: ResultColumn[] = [{ name, label, role: "measure", of: name, unit }];
  if (layout.isCompared) {
    columns.push({ name: `${name}_before`, label: "before", role: "before", of: name, unit });
    columns.push({ name: `${name}_change`, label: "change", role: "change", of: name, unit });
    columns.push({ name: `${name}_change_share`, label: "change %", role: "change_share", of: name, unit: "ratio" });
  }
  if (hasShare(layout, measure)) {
    const denominator = `${label.toLowerCase()} of the whole slice`;
    columns.push({ name: `${name}_share`, label: "share", role: "share", of: name, unit: "ratio", denominator });
  }
  return columns;
}

/** The values of a row, in the order of `columnsOf`; `labels` stand in place of the key for `Other` and `Total`. */
export function valuesOf(
  catalog: Catalog,
  layout: Layout,
  key: readonly (string | number | null)[] | "Other" | "Total",
  figures: Figures,
  whole: Totals | undefined,
): Value[] {
  const keys = layout.by.map((dimension, index) =>
    typeof key === "string" ? (index === 0 ? key : "") : printValue(dimension, key[index] ?? null),
  );
  return [...keys, ...layout.measures.flatMap((measure) => measureValues(catalog, layout, measure, figures, whole))];
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
    values.push(before, change(measure, now, before), changeShare(now, before));
  }
  if (hasShare(layout, measure)) {
    const total = whole && measureValue(catalog, measure, whole);
    values.push(total ? (now ?? 0) / total : null);
  }
  return values;
}

function change({ additivity, unit }: Measure, now: number | null, before: number | null): number | null {
  if (now === null || before === null) return null;
  const isExactCents = unit === "money" && additivity === "sum";
  return isExactCents ? Math.round((now - before) * 100) / 100 : now - before;
}

function changeShare(now: number | null, before: number | null): number | null {
  return now === null || !before ? null : (now - before) / before;
}
