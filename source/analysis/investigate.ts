import type { BusinessWords } from "../domain/business-words.ts";
import type { Catalog } from "../domain/catalog.ts";
import type { Capability } from "../domain/data-set.ts";
import { printPeriod } from "../domain/period.ts";
import { segmentDimensions } from "../domain/segment-dimension.ts";
import type { Dialect } from "../engine/dialect.ts";
import { questionErrors } from "../errors/question.ts";
import { customerCounts } from "../query/driver-customers.ts";
import type { DriverScope, Units } from "../query/driver-scope.ts";
import type { PlannedFilter } from "../query/predicate.ts";
import { buildBridge } from "./bars.ts";
import { caveatsOf } from "./caveats.ts";
import { type Counts, checkPeriods, readCounts } from "./check-question.ts";
import { findSegments } from "./find-segments.ts";
import { gather, type RunStatement, statementsOf } from "./gather.ts";
import type { Intervals } from "./intervals.ts";
import type { Investigation, PeriodValue, Question } from "./investigation.ts";
import { countedKinds, investigatedMetric, noSuchMetric, treeMetric } from "./investigation-metric.ts";
import { keptValues } from "./kept-values.ts";
import { investigateMix } from "./mix-investigation.ts";
import { type MixMetric, mixMetric } from "./mix-metric.ts";
import { Months } from "./months.ts";
import { Pacer } from "./pacer.ts";
import { presentGroups } from "./presence.ts";
import { searchedBy } from "./segments.ts";
import { switchingBeside } from "./step-switching.ts";
import { buildSteps } from "./steps.ts";
import { buildTrueUp } from "./true-up.ts";
import { Words } from "./words.ts";

export interface InvestigationContext {
  /** The question's filters with their dimensions resolved. */
  readonly filters: readonly PlannedFilter[];
  readonly capabilities: readonly Capability[];
  /** Exclusive: `YYYY-MM-DD` or a timestamp. */
  readonly dataEnd: string;
  readonly currency: string;
  readonly business: BusinessWords;
  /** Has the measures without a driver tree; without it only those with a tree can be asked for. */
  readonly catalog?: Catalog;
  /** The engine's dialect; DuckDB's if absent. */
  readonly dialect?: Dialect | undefined;
}

/**
 * Explains the change of a per-customer metric between two periods: values, true-up, bridge with intervals and verdicts,
 * segments, and the twelve steps. Same question and data: same result, to the last digit. `onProgress` gets 0 to 1.
 * @throws UserError for periods that cannot be compared or have no customers; AbortError when stopped.
 */
export async function investigate(
  question: Question,
  run: RunStatement,
  context: InvestigationContext,
  signal: AbortSignal,
  onProgress: (done: number) => void = () => {},
): Promise<Investigation> {
  const mix = treeMetric(question.metric) ? undefined : mixOf(question, context);
  checkPeriods(question);
  const pacer = new Pacer(signal);
  const scope = scopeOf(question, context);
  const counts = readCounts(await run(customerCounts(scope), signal), question, context.dataEnd);
  onProgress(0.05);
  const units: Units = [unitsFor(counts[0].customers), unitsFor(counts[1].customers)];
  if (mix) {
    const periods = [periodValue(question.base, counts[0]), periodValue(question.compare, counts[1])] as const;
    const about = { ...context, question, metric: mix, scope, units, counts: customerCounts(scope), periods };
    return investigateMix(about, run, pacer, signal, onProgress);
  }
  const metric = investigatedMetric(question.metric, context.business);
  const tree = {
    depth: metric.depth,
    counted: countedKinds(question.switches),
    cash: question.switches.prepaid === "cash",
  };
  const { kept, together } = await keptValues(scope, run, signal);
  const statements = statementsOf(question, { ...scope, kept }, units, tree);
  const switching = switchingBeside(scope, context.capabilities);
  const programs = scope.programs ?? [];
  const about = { question, statements, units, counts, tree, switching, programs };
  const data = await gather(about, run, pacer, signal, onProgress);
  const { business } = context;
  const isListed = context.capabilities.every(({ name, available }) => name !== "list_prices" || available);
  const bridge = await buildBridge(data, presentGroups(data, context.capabilities), pacer, {
    business,
    hasListPrices: isListed,
  });
  await pacer.turn();
  const segments = await findSegments(await data.segments, question, bridge, metric, pacer, scope.segmentsBy);
  onProgress(0.8);
  const { rows, switching: switched } = await data.rest;
  const base = periodValue(question.base, counts[0], bridge.baseValue, data.intervals.base);
  const compare = periodValue(question.compare, counts[1], bridge.compareValue, data.intervals.compare);
  const caveats = caveatsOf({ ...context, question, options: data.options, counts, units, together });
  const trueUp = buildTrueUp(rows.trueUp, [base.customers, compare.customers], {
    counted: tree.counted,
    programs,
    named: rows.named,
  });
  const lastDay = scope.firstDay + scope.windowDays;
  const searched = searchedBy(segments);
  const common = { question, base, compare, trueUp, programs, ...searched, together, caveats };
  const method = { kind: "tree", depth: metric.depth } as const;
  const evidence = {
    ...common,
    metric,
    business,
    bridge,
    statements,
    options: data.options,
    totals: data.totals,
    layout: data.cells.layout,
    words: new Words(context.currency, metric.format),
    months: new Months(rows.months, rows.productMonths, lastDay, context.dataEnd),
    capabilities: context.capabilities,
    currency: context.currency,
    dataEnd: context.dataEnd,
    switching: switched,
  };
  const { steps, caveats: known } = await buildSteps(evidence, pacer);
  onProgress(1);
  const { change, interval, significant, groups, drivers } = bridge;
  const named = { label: metric.label, format: metric.format, method };
  return { ...common, caveats: known, metric: named, change, interval, significant, groups, drivers, steps, business };
}

/** With fewer customers than this in a period, single customers are resampled. */
const fewCustomers = 2000;

function unitsFor(customers: number): Units[0] {
  return customers < fewCustomers ? "customers" : "buckets";
}

function scopeOf(question: Question, { filters, dataEnd, catalog, dialect }: InvestigationContext): DriverScope {
  const { base, compare, seed, firstDay = 0, switches } = question;
  const { windowDays, reversalDays, reversalMonth } = switches;
  const days = { firstDay, windowDays, reversalDays, reversalMonth };
  const programs = catalog?.programs ?? [];
  const segmentsBy = segmentDimensions(catalog);
  return { base, compare, seed, dataEnd, filters, ...days, programs, segmentsBy, ...(dialect && { dialect }) };
}

/** The measure explained by mix and rate; throws UsageError for a name that is not in the catalog either. */
function mixOf(question: Question, { catalog }: InvestigationContext): MixMetric {
  const names = segmentDimensions(catalog).map(({ name }) => name);
  if (question.by !== undefined && !names.includes(question.by))
    throw questionErrors.notToldBy({ dimension: question.by, others: names });
  const metric = catalog && mixMetric(catalog, question.metric);
  if (metric) return metric;
  throw noSuchMetric(question.metric);
}

function periodValue(
  period: Question["base"],
  counts: Counts,
  value = 0,
  interval: Intervals["base"] = { low: 0, high: 0 },
): PeriodValue {
  return { period, label: printPeriod(period), ...counts, value, interval: [interval.low, interval.high] };
}
