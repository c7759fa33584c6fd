import type { Amount } from "../../domain/amount.ts";
import type { BusinessWords } from "../../domain/business-words.ts";
import { type Catalog, measureOf } from "../../domain/catalog.ts";
import type { Capability } from "../../domain/data-set.ts";
import { formatOf } from "../../domain/format.ts";
import type { Period } from "../../domain/period.ts";
import { segmentDimensions } from "../../domain/segment-dimension.ts";
import type { Dialect } from "../../engine/dialect.ts";
import { questionErrors } from "../../errors/question.ts";
import { unknownValues } from "../../query/filter-check.ts";
import type { Cell, Run } from "../../query/statement.ts";
import * as cellsSql from "../../query/totals-cells.ts";
import { type TotalsUnits, totalsBuckets } from "../../query/totals-scope.ts";
import { totalsCustomerSegments, totalsLineSegments } from "../../query/totals-segments.ts";
import { conditionText } from "../condition-text.ts";
import { namedDiscounts } from "../named-discounts.ts";
import { Pacer } from "../pacer.ts";
import { excludesZero, leastBar, namesDrivers } from "../verdicts.ts";
import { lowerFirst } from "../words.ts";
import { totalsBars } from "./bars.ts";
import { caveatsOf } from "./caveats.ts";
import { readTotalsCells, rowsOfAll, wholeSums } from "./cells.ts";
import { needsAdditiveForm, type TotalsDepth, type TotalsOptions } from "./factors.ts";
import { totalsFindings } from "./findings.ts";
import { kindsOf } from "./kind-totals.ts";
import { barsWith, isPresent } from "./named-bars.ts";
import { refuseShared, sideLabels, type TotalsQuestion, totalsScope } from "./question.ts";
import { resampleTotals, type TotalsIntervals } from "./resample.ts";
import { searchTotals, toLastDigit } from "./segments.ts";
import { totalsSteps } from "./steps.ts";
import { tieOutOf } from "./tie-out.ts";
import type { TotalsStatements } from "./totals-evidence.ts";
import {
  type TotalsInvestigation,
  type TotalsMetric,
  type TotalsTieOut,
  totalsMeasures,
} from "./totals-investigation.ts";

/** What is needed to answer a question about totals. */
export interface TotalsContext {
  readonly catalog: Catalog;
  readonly currency: string;
  readonly business: BusinessWords;
  readonly capabilities: readonly Capability[];
  /** First and last day of the data. */
  readonly days: Period;
  /** The engine's dialect; DuckDB's if absent. */
  readonly dialect?: Dialect | undefined;
}

/** With fewer customers than this on both sides together, they are resampled one by one. */
const fewCustomers = 2000;

/** Conditions like those of the question that name a value which the data does not have. */
async function nearConditions(question: TotalsQuestion, catalog: Catalog, run: Run): Promise<readonly string[]> {
  const groups = question.of === "groups" ? [...question.baseWhere, ...question.compareWhere] : [];
  const unknown = await unknownValues(catalog, [...groups, ...question.filters], run);
  return unknown.flatMap(({ dimension, examples }) =>
    examples.flatMap(({ near }) => near.map((value) => conditionText({ dimension, op: "in", values: [value] }))),
  );
}

/**
 * Explains the change of a total between two periods of all customers, or between two groups of customers (DRIVERS, 9).
 * Same question and data: same result, to the last digit. `onProgress` gets 0 to 1.
 * @throws UserError if neither period or one of the groups has no order line, groups share customers, or the measure has no tree; AbortError when stopped.
 */
export async function investigateTotals(
  question: TotalsQuestion,
  { catalog, currency, business, capabilities, days, dialect }: TotalsContext,
  run: Run,
  signal: AbortSignal,
  onProgress: (done: number) => void = () => {},
): Promise<TotalsInvestigation> {
  const metric = metricOf(question, catalog);
  const { depth } = metric.method;
  const labels = sideLabels(question);
  const scope = { ...totalsScope(question, catalog, days), ...(dialect && { dialect }) };
  const dimensions = segmentDimensions(catalog);
  const pacer = new Pacer(signal);
  const [counts = []] = await run(cellsSql.totalsCounts(scope), signal);
  const { customers, units, unitCount } = readCounts(counts);
  refuseShared(question, catalog, Number(counts[3]));
  onProgress(0.1);
  const statements: TotalsStatements = {
    cells: cellsSql.totalsCells(scope, units),
    tieOut: cellsSql.totalsTieOut(scope),
    named: cellsSql.totalsNamedDiscounts(scope),
    segments: totalsCustomerSegments(scope, depth, dimensions),
    lineSegments: totalsLineSegments(scope, depth),
  };
  // The segments first: the other statements run while their many rows are read.
  const rowsOf = (name: keyof TotalsStatements) => run(statements[name], signal);
  const segmentRows = rowsOf("segments");
  const cellRows = rowsOf("cells");
  const tieOutRows = rowsOf("tieOut");
  const namedRows = rowsOf("named");
  // Awaited below; the bridge is resampled and segments are searched meanwhile.
  for (const promise of [segmentRows, tieOutRows, namedRows]) promise.catch(() => {});
  const [rows] = await Promise.all([cellRows, segmentRows]);
  onProgress(0.4);
  const empty = labels.filter((_, side) => !rows.some(([of]) => Number(of) === side));
  if (empty.length === 2 || (question.of === "groups" && empty.length > 0))
    throw questionErrors.noOrderLines({ of: empty, near: await nearConditions(question, catalog, run) });
  const cells = readTotalsCells(rows, unitCount);
  const { programs } = cells.layout;
  const whole = wholeSums(cells);
  const options: TotalsOptions = { depth, isAdditive: needsAdditiveForm(cells.layout, whole) };
  const bridge = totalsBars(cells.layout, whole, options);
  const least = leastBar(metric.format);
  const draws = { seed: question.seed, replicates: question.replicates, least };
  const intervals = await resampleTotals(cells, options, draws, pacer);
  onProgress(0.6);
  const significant = excludesZero(intervals.change);
  const isNamed = namesDrivers(significant, intervals.chance);
  const isListed = capabilities.every(({ name, available }) => name !== "list_prices" || available);
  const barsOf = (value: number) => barsWith({ business, isListed }, intervals, { value, isNamed, least });
  const shown = bridge.bars.filter((bar) => bar.name === "plug" || isPresent(bar));
  // Segments are searched while the database ties out: the change in doubles will do.
  const roughChange = toLastDigit(bridge.compare - bridge.base);
  const isSilent = shown.every((bar) => barsOf(roughChange)(bar, bar.name).verdict === "not a driver");
  const search = { dimensions, change: roughChange, seed: question.seed, isMoney: metric.format === "money", isSilent };
  const searched = { customers: await segmentRows, lines: () => rowsOf("lineSegments") };
  const segments = await searchTotals(searched, search, pacer);
  const tied = await tieOutRows;
  onProgress(0.9);
  const tieOut = [tieOutOf(tied, 0, programs), tieOutOf(tied, 1, programs)] as const;
  const [before, after] = tieOut.map((side) => exactTotal(side, depth));
  const base = Number(before ?? bridge.base);
  const compare = Number(after ?? bridge.compare);
  const change = before !== undefined && after !== undefined ? Number(after.minus(before)) : compare - base;
  const barOf = barsOf(change);
  const side = (at: 0 | 1, interval: TotalsIntervals["base"]) => ({
    label: labels[at],
    customers: customers[at],
    value: at === 0 ? base : compare,
    interval: [interval.low, interval.high] as const,
  });
  const groups = shown.map((bar) => barOf(bar, bar.name, bar));
  const found = {
    question,
    metric,
    base: side(0, intervals.base),
    compare: side(1, intervals.compare),
    change,
    interval: [intervals.change.low, intervals.change.high] as const,
    significant,
    groups,
    drivers: shown.flatMap((bar) => bar.parts.map((part) => barOf(part, bar.name))),
    kinds: kindsOf(cells, rowsOfAll(rows), question.metric),
    tieOut,
    named: namedDiscounts(await namedRows),
    caveats: caveatsOf(cells, options, units, business),
    sql: Object.values(statements).filter((each) => segments.isByLines || each !== statements.lineSegments),
  };
  const common = {
    ...found,
    findings: totalsFindings(found, currency),
    segments: segments.found,
    segmentsTested: segments.tested,
    business,
  };
  const { steps, caveats } = totalsSteps({
    ...{ ...common, statements, currency, capabilities },
    ...{ layout: cells.layout, sums: whole },
  });
  onProgress(1);
  return { ...common, caveats, steps };
}

/** How far down the tree the measure goes, and its format; throws UsageError if it has no tree. */
function metricOf({ metric }: TotalsQuestion, catalog: Catalog): TotalsMetric {
  const known = measureOf(catalog, metric);
  const depth = totalsMeasures[metric];
  if (depth === undefined) {
    const names = catalog.measures.map(({ name }) => name);
    throw questionErrors.noTotalsTree({
      measure: metric,
      known: Object.keys(totalsMeasures).filter((name) => names.includes(name)),
    });
  }
  return { label: lowerFirst(known.label), format: formatOf(known), method: { kind: "totals", depth } };
}

/** The exact measure if it is money; undefined for counts. */
function exactTotal({ netRevenue, listRevenue }: TotalsTieOut, depth: TotalsDepth): Amount | undefined {
  if (depth === "net") return netRevenue;
  return depth === "list" ? listRevenue : undefined;
}

function readCounts(row: readonly Cell[]) {
  const [owners, base, compare] = row.map(Number);
  const units: TotalsUnits = (owners ?? 0) < fewCustomers ? "customers" : "buckets";
  return {
    customers: [base ?? 0, compare ?? 0] as const,
    units,
    unitCount: units === "buckets" ? totalsBuckets : (owners ?? 0),
  };
}
