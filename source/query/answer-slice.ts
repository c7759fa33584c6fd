import { baseMeasures, type Catalog, dimensionOf, type Measure, measureOf } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import type { Slice } from "../domain/slice.ts";
import type { ResultRow, SliceResult } from "../domain/slice-result.ts";
import { type Aggregate, compileAggregate, type Key, rolled } from "./aggregate.ts";
import { comparisonOf, type PlannedComparison } from "./comparison.ts";
import { type Totals, totalsFrom } from "./measure-value.ts";
import { planFilters } from "./predicate.ts";
import { rankRows } from "./rank.ts";
import { columnsOf, type Figures, hasShare, type Layout, valuesOf } from "./slice-columns.ts";
import type { Cell, Run } from "./statement.ts";

interface Plan extends Layout {
  readonly aggregate: Aggregate;
  readonly comparison: PlannedComparison | undefined;
}

interface Group extends Figures {
  readonly key: Key;
}

/** Runs aggregates and keeps the statements that it ran. */
type Roll = (aggregate: Aggregate) => Promise<readonly (Figures & { readonly key: Key })[]>;

/**
 * Answers a slice: its rows (sorted, cut to the top N), what is left over as one `other` row, and the total, each counted
 * from the data and never added up from rows. Throws UsageError for names that the catalog does not have.
 */
export async function answerSlice(
  catalog: Catalog,
  slice: Slice,
  run: Run,
  signal?: AbortSignal,
): Promise<SliceResult> {
  const plan = planSlice(catalog, slice);
  const sql: Statement[] = [];
  const roll: Roll = (aggregate) => rollBoth(aggregate, plan, runner(run, sql, signal));
  const groups = await roll(plan.aggregate);
  const kept = rankRows(catalog, slice, plan.by, groups);
  const needsTotal = slice.totals || plan.measures.some((measure) => hasShare(plan, measure));
  const total = needsTotal && plan.by.length > 0 ? await rollOne(roll, { ...plan.aggregate, by: [] }) : undefined;
  const rows = kept.map(
    (group): ResultRow => ({ kind: "row", values: valuesOf(catalog, plan, group.key, group, total?.now) }),
  );
  if (kept.length < groups.length && (slice.top !== undefined || slice.totals)) {
    const without = { by: plan.by, keys: kept.map((group) => group.key) };
    const other = await rollOne(roll, { ...plan.aggregate, by: [], without });
    rows.push({ kind: "other", values: valuesOf(catalog, plan, "Other", other, total?.now) });
  }
  if (total && slice.totals) rows.push({ kind: "total", values: valuesOf(catalog, plan, "Total", total, total.now) });
  return { slice, columns: columnsOf(plan), rows, comparedWith: plan.comparison?.description, sql };
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
  const aggregate: Aggregate = {
    by,
    measures: distinctBases(catalog, [...measures, ...others]).map(rolled),
    filters: planFilters(catalog, slice.filters),
    period: slice.period,
  };
  const comparison = comparisonOf(slice, aggregate);
  return { by, measures, aggregate, comparison, isCompared: comparison !== undefined };
}

function distinctBases(catalog: Catalog, measures: readonly Measure[]): Measure[] {
  return [
    ...new Map(measures.flatMap((measure) => baseMeasures(catalog, measure)).map((base) => [base.name, base])).values(),
  ];
}

function runner(run: Run, sql: Statement[], signal: AbortSignal | undefined) {
  return async (aggregate: Aggregate): Promise<Map<string, { key: Key; totals: Totals }>> => {
    const statement = compileAggregate(aggregate);
    sql.push(statement);
    const rows = await run(statement, signal);
    return new Map(rows.map((row) => groupOf(aggregate, row)).map((group) => [JSON.stringify(group.key), group]));
  };
}

function groupOf({ by, measures }: Aggregate, row: readonly Cell[]): { key: Key; totals: Totals } {
  const key = row.slice(0, by.length).map((cell) => (typeof cell === "boolean" ? String(cell) : cell));
  return { key, totals: totalsFrom(measures, row.slice(by.length)) };
}

async function rollBoth(aggregate: Aggregate, plan: Plan, rollUp: ReturnType<typeof runner>): Promise<Group[]> {
  const now = await rollUp(aggregate);
  if (!plan.comparison) return [...now.values()].map(({ key, totals }) => ({ key, now: totals, before: undefined }));
  const { shift, keyNow } = plan.comparison;
  const before = await rollUp(shift(aggregate));
  const none = totalsFrom(aggregate.measures, []);
  const groups = new Map<string, Group>(
    [...now].map(([id, { key, totals }]) => [id, { key, now: totals, before: none }]),
  );
  for (const group of before.values()) {
    const key = keyNow(aggregate.by, group.key);
    const id = JSON.stringify(key);
    groups.set(id, { key, now: groups.get(id)?.now ?? none, before: group.totals });
  }
  return [...groups.values()];
}

async function rollOne(roll: Roll, aggregate: Aggregate): Promise<Figures> {
  const [only] = await roll(aggregate);
  return only ?? { now: totalsFrom(aggregate.measures, []), before: undefined };
}
