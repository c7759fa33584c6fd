import type { Statement } from "../domain/cohort.ts";
import { addDays, printPeriod } from "../domain/period.ts";
import { channelCells, monthCells, productCells, productMonths } from "../query/driver-cells.ts";
import { customerCounts } from "../query/driver-customers.ts";
import { bucketCount, type CustomerPredicate, type DriverScope, type Units } from "../query/driver-scope.ts";
import { segmentCells } from "../query/driver-segments.ts";
import { trueUpRows } from "../query/driver-true-up.ts";
import { buildBridge } from "./bars.ts";
import { caveatsOf } from "./caveats.ts";
import { checkPeriods, readCounts } from "./check-question.ts";
import { needsAdditiveForm, type TreeOptions } from "./coffee-factors.ts";
import type { Capability } from "./evidence.ts";
import { resample } from "./intervals.ts";
import type { Investigation, PeriodValue, Question } from "./investigation.ts";
import { countedKinds, investigatedMetric } from "./investigation-metric.ts";
import { Months } from "./months.ts";
import { Pacer } from "./pacer.ts";
import { plainTotals } from "./period-cells.ts";
import { presentGroups } from "./presence.ts";
import { type Row, readCells } from "./read-cells.ts";
import { readSegments } from "./segment-table.ts";
import { searchSegments } from "./segments.ts";
import { buildSteps } from "./steps.ts";
import { buildTrueUp } from "./true-up.ts";
import { Words } from "./words.ts";

/** Runs a statement; integers come as numbers, money as text, days as `YYYY-MM-DD`. At most two are asked for at once. */
export type RunStatement = (statement: Statement, signal: AbortSignal) => Promise<readonly Row[]>;

export interface InvestigationContext {
  /** The question's filters, compiled over silver.dim_customer_acquisition (alias `customer`). */
  readonly predicate?: CustomerPredicate;
  readonly capabilities: readonly Capability[];
  /** Exclusive: `YYYY-MM-DD` or a timestamp. */
  readonly dataEnd: string;
  readonly currency: string;
}

/** Under so many customers in a period, customers themselves are resampled. */
const fewCustomers = 2000;
const segmentReplicates = 1000;

/**
 * Explains the change of a per-customer metric between two periods: values, true-up, bridge with intervals and verdicts,
 * segments, and the twelve steps. Same question and data: same result, to the last digit. `onProgress` gets 0 to 1.
 * @throws UserError for periods that cannot be compared or hold nobody; AbortError when stopped.
 */
export async function investigate(
  question: Question,
  run: RunStatement,
  context: InvestigationContext,
  signal: AbortSignal,
  onProgress: (done: number) => void = () => {},
): Promise<Investigation> {
  const metric = investigatedMetric(question.metric);
  checkPeriods(question);
  const pacer = new Pacer(signal);
  const scope = scopeOf(question, context);
  const counts = readCounts(await run(customerCounts(scope), signal), question, context.dataEnd);
  const customers = [counts[0].customers, counts[1].customers] as const;
  const units: Units = [unitsFor(customers[0]), unitsFor(customers[1])];
  onProgress(0.05);
  const counted = countedKinds(question.switches);
  const cash = question.switches.prepaid === "cash";
  const statements = statementsOf(question, scope, units, { depth: metric.depth, counted, cash });
  const [channelRows, productRows] = await Promise.all([
    run(statements.channels, signal),
    run(statements.products, signal),
  ]);
  onProgress(0.2);
  const cells = readCells(channelRows, productRows, units, customers);
  const totals = plainTotals(cells);
  const options: TreeOptions = { depth: metric.depth, counted, cash, additive: needsAdditiveForm(totals, counted) };
  const replication = {
    seed: question.seed,
    replicates: question.replicates,
    onProgress: (done: number) => onProgress(0.2 + 0.6 * done),
  };
  const [intervals, [monthRows, productMonthRows], [trueUpResult, segmentRows]] = await Promise.all([
    resample(cells, options, replication, pacer),
    inTurn([statements.months, statements.productMonths], run, signal),
    inTurn([statements.trueUp, statements.segments], run, signal),
  ]);
  onProgress(0.8);
  const bridge = buildBridge(
    totals,
    cells.layout,
    options,
    intervals,
    presentGroups(cells, totals, options, context.capabilities),
  );
  const table = readSegments(
    segmentRows ?? [],
    [unitCount(units[0], customers[0]), unitCount(units[1], customers[1])],
    metric.format === "money" ? 0.01 : 1,
    [],
  );
  const search = {
    change: bridge.change,
    leastContribution: metric.format === "money" ? 0.25 : 0,
    seed: question.seed,
    replicates: segmentReplicates,
  };
  const segments = bridge.significant ? await searchSegments(table, search, pacer) : { found: [], tested: 0 };
  const period = (index: 0 | 1): PeriodValue => {
    const interval = index === 0 ? intervals.base : intervals.compare;
    const own = index === 0 ? question.base : question.compare;
    const value = index === 0 ? bridge.baseValue : bridge.compareValue;
    return { period: own, label: printPeriod(own), ...counts[index], value, interval: [interval.low, interval.high] };
  };
  const caveats = caveatsOf({
    question,
    options,
    metric,
    counts,
    units,
    dataEnd: context.dataEnd,
    capabilities: context.capabilities,
  });
  const trueUp = buildTrueUp(trueUpResult ?? [], customers, counted);
  const lastDay = scope.firstDay + scope.windowDays;
  const steps = buildSteps({
    question,
    metric,
    options,
    words: new Words(context.currency, metric.format),
    base: period(0),
    compare: period(1),
    bridge,
    totals,
    layout: cells.layout,
    months: new Months(monthRows ?? [], productMonthRows ?? [], lastDay, context.dataEnd),
    trueUp,
    segments: segments.found,
    segmentsTested: segments.tested,
    capabilities: context.capabilities,
    statements,
    caveats,
  });
  onProgress(1);
  return {
    question,
    base: period(0),
    compare: period(1),
    change: bridge.change,
    interval: bridge.interval,
    significant: bridge.significant,
    groups: bridge.groups,
    drivers: bridge.drivers,
    trueUp,
    segments: segments.found,
    segmentsTested: segments.tested,
    steps,
    caveats,
  };
}

function scopeOf(question: Question, { predicate, dataEnd }: InvestigationContext): DriverScope {
  const { switches } = question;
  return {
    base: question.base,
    compare: question.compare,
    ...(predicate ? { predicate } : {}),
    firstDay: question.firstDay ?? 0,
    windowDays: switches.windowDays,
    reversalDays: switches.reversalDays,
    reversalMonth: switches.reversalMonth,
    dataEnd,
    seed: question.seed,
  };
}

function statementsOf(
  { base, compare }: Question,
  scope: DriverScope,
  units: Units,
  metric: Pick<TreeOptions, "depth" | "counted" | "cash">,
) {
  const years = { ...scope, base: wholeYears(base), compare: wholeYears(compare) };
  return {
    counts: customerCounts(scope),
    channels: channelCells(scope, units),
    products: productCells(scope, units),
    months: monthCells(years),
    productMonths: productMonths(years),
    trueUp: trueUpRows(scope),
    segments: segmentCells(scope, units, metric),
  };
}

/** The calendar years that a period touches: its charts show all of their months. */
function wholeYears({ from, to }: Question["base"]): Question["base"] {
  return { from: `${from.slice(0, 4)}-01-01`, to: addDays(`${Number(to.slice(0, 4)) + 1}-01-01`, -1) };
}

function unitsFor(customers: number): Units[0] {
  return customers < fewCustomers ? "customers" : "buckets";
}

function unitCount(unit: Units[0], customers: number): number {
  return unit === "buckets" ? bucketCount : customers;
}

async function inTurn(statements: readonly Statement[], run: RunStatement, signal: AbortSignal) {
  const results: (readonly Row[])[] = [];
  for (const statement of statements) results.push(await run(statement, signal));
  return results;
}
