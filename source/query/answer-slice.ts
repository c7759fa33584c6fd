import { baseMeasures, type Catalog, type Dimension, dimensionOf, type Measure, measureOf } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import { printValue } from "../domain/dimension-value.ts";
import type { Slice } from "../domain/slice.ts";
import type { ResultRow, SliceResult } from "../domain/slice-result.ts";
import { type Aggregate, type Key, rolled } from "./aggregate.ts";
import { comparisonOf, type PlannedComparison } from "./comparison.ts";
import { compileAggregate } from "./compile-aggregate.ts";
import type { Totals } from "./measure-value.ts";
import { planFilters } from "./predicate.ts";
import { rankRows } from "./rank.ts";
import { type Group, Roller } from "./roll.ts";
import { columnsOf, type Figures, hasShare, type Layout, shareDimensions, valuesOf } from "./slice-columns.ts";
import type { Run } from "./statement.ts";

interface Plan extends Layout {
  readonly catalog: Catalog;
  readonly aggregate: Aggregate;
  readonly comparison: PlannedComparison | undefined;
}

/** The totals that a row's shares are taken of, by the row's key. */
type Wholes = (key: Key | undefined) => Totals | undefined;

/**
 * Answers a slice: its rows (sorted, cut to the top N), the remainder as one `other` row, subtotals and the total,
 * each counted from the data and never added up from rows. Throws UsageError for names that the catalog does not have.
 */
export async function answerSlice(
  catalog: Catalog,
  slice: Slice,
  run: Run,
  signal?: AbortSignal,
): Promise<SliceResult> {
  const plan = planSlice(catalog, slice);
  const roller = new Roller(plan.comparison, run, signal);
  const [groups, total] = await Promise.all([
    roller.groups(plan.aggregate),
    needsTotal(slice, plan) ? roller.whole(plan.aggregate) : undefined,
  ]);
  const kept = rankRows(catalog, slice, plan.by, groups);
  const wholes = await wholesOf(plan, roller, total);
  const rows = kept.map((group) => rowOf(plan, "row", texts(plan.by, group.key), group, wholes(group.key)));
  if (kept.length < groups.length && (slice.top !== undefined || slice.totals)) {
    const rest = await roller.rest(plan.aggregate, kept);
    rows.push(rowOf(plan, "other", labelled(plan, "Other"), rest, wholes(undefined)));
  }
  if (slice.subtotals) rows.push(...(await subtotals(plan, slice, roller, total)));
  if (total && slice.totals) rows.push(rowOf(plan, "total", labelled(plan, "Total"), total, total.now));
  const compared = plan.comparison && { comparedWith: plan.comparison.description, comparedDays: plan.comparison.days };
  return { slice, columns: columnsOf(catalog, plan), rows, ...compared, sql: roller.statements };
}

/** The statements behind a slice's rows, without running them. */
export function statementsOf(catalog: Catalog, slice: Slice): readonly Statement[] {
  const { aggregate, comparison } = planSlice(catalog, slice);
  return [aggregate, ...(comparison ? [comparison.shift(aggregate)] : [])].map(compileAggregate);
}

function planSlice(catalog: Catalog, slice: Slice): Plan {
  const by = slice.by.map((name) => dimensionOf(catalog, name));
  const measures = slice.measures.map((name) => measureOf(catalog, name));
  const others = [...slice.having, ...(slice.sort ? [slice.sort] : [])].map((part) => measureOf(catalog, part.measure));
  const filters = planFilters(catalog, slice.filters);
  const dimensions = [...by, ...filters.map(({ dimension }) => dimension)];
  const aggregate: Aggregate = {
    by,
    measures: distinctBases(catalog, [...measures, ...others]).map((measure) => rolled(measure, dimensions)),
    filters,
    period: slice.period,
  };
  const comparison = comparisonOf(catalog, slice, aggregate);
  const isCompared = comparison !== undefined;
  return { catalog, by, measures, aggregate, comparison, isCompared, shareOf: slice.shareOf };
}

function distinctBases(catalog: Catalog, measures: readonly Measure[]): Measure[] {
  const bases = measures.flatMap((measure) => baseMeasures(catalog, measure));
  return [...new Map(bases.map((base) => [base.name, base])).values()];
}

function needsTotal(slice: Slice, plan: Plan): boolean | undefined {
  return (
    plan.by.length > 0 && (slice.totals || slice.subtotals || plan.measures.some((measure) => hasShare(plan, measure)))
  );
}

async function wholesOf(plan: Plan, roller: Roller, total: Figures | undefined): Promise<Wholes> {
  const dimensions = shareDimensions(plan);
  if (dimensions.length === 0) return () => total?.now;
  const groups = await roller.groups({ ...plan.aggregate, by: dimensions });
  const known = new Map(groups.map((group) => [JSON.stringify(group.key), group.now]));
  const at = dimensions.map((dimension) => plan.by.indexOf(dimension));
  return (key) => key && known.get(JSON.stringify(at.map((index) => key[index] ?? null)));
}

/** With two dimensions, subtotals of each; otherwise of the first one, the first two, and so on. */
function subtotalSets({ by }: Plan): readonly (readonly Dimension[])[] {
  if (by.length === 2) return by.map((dimension) => [dimension]);
  return by.slice(1).map((_, index) => by.slice(0, index + 1));
}

async function subtotals(plan: Plan, slice: Slice, roller: Roller, total: Figures | undefined): Promise<ResultRow[]> {
  const rows: ResultRow[] = [];
  const { top: _, ...rest } = slice;
  for (const by of subtotalSets(plan)) {
    const groups = await roller.groups({ ...plan.aggregate, by });
    const ranked = rankRows(plan.catalog, { ...rest, having: [] }, by, groups);
    rows.push(...ranked.map((group) => subtotal(plan, by, group, total?.now)));
  }
  return rows;
}

/** A subtotal is its own denominator if shares are taken within its dimensions, otherwise a part of the whole. */
function subtotal(plan: Plan, by: readonly Dimension[], group: Group, total: Totals | undefined): ResultRow {
  const dimensions = shareDimensions(plan);
  const isOwnWhole = dimensions.length > 0 && dimensions.every((dimension) => by.includes(dimension));
  const keys = plan.by.map((dimension) => {
    const at = by.indexOf(dimension);
    return at < 0 ? "Subtotal" : printValue(dimension, group.key[at] ?? null);
  });
  const row = rowOf(plan, "subtotal", keys, group, isOwnWhole ? group.now : total);
  return { ...row, by: by.map((dimension) => dimension.name) };
}

function rowOf(
  plan: Plan,
  kind: ResultRow["kind"],
  keys: readonly string[],
  figures: Figures,
  whole: Totals | undefined,
): ResultRow {
  return { kind, values: valuesOf(plan.catalog, plan, keys, figures, whole) };
}

function texts(by: readonly Dimension[], key: Key): string[] {
  return by.map((dimension, index) => printValue(dimension, key[index] ?? null));
}

function labelled({ by }: Plan, label: string): string[] {
  return by.map((_, index) => (index === 0 ? label : ""));
}
