import { measureCells } from "../query/driver-mix.ts";
import { bucketCount } from "../query/driver-scope.ts";
import { namedDiscountRows, trueUpRows } from "../query/driver-true-up.ts";
import { kindsFor } from "./find-segments.ts";
import type { RunStatement } from "./gather.ts";
import type { Investigation, MixMethod } from "./investigation.ts";
import { countedKinds } from "./investigation-metric.ts";
import { keptCategories } from "./kept-categories.ts";
import type { MixAbout } from "./mix-about.ts";
import { buildMixBridge, type MixBridge } from "./mix-bridge.ts";
import { mixCaveats } from "./mix-caveats.ts";
import type { MixMetric } from "./mix-metric.ts";
import { mixSteps } from "./mix-steps.ts";
import type { Pacer } from "./pacer.ts";
import { readSegments, type SegmentTable } from "./segment-table.ts";
import { searchedBy, searchSegments } from "./segments.ts";
import { buildTrueUp } from "./true-up.ts";

/**
 * Explains a measure that the metric tree does not cover, by mix and rate over one dimension of the customer (the
 * question's `by`, otherwise the channel or the first dimension with two values), with segments and the tie-out.
 */
export async function investigateMix(
  about: MixAbout,
  run: RunStatement,
  pacer: Pacer,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Investigation> {
  const { question, metric, scope, units, periods } = about;
  const statements = {
    counts: about.counts,
    cells: measureCells(scope, units, metric.base),
    trueUp: trueUpRows(scope),
    named: namedDiscountRows(scope),
  };
  const [cells, trueUpCells] = await Promise.all([run(statements.cells, signal), run(statements.trueUp, signal)]);
  const namedRows = await run(statements.named, signal);
  onProgress(0.3);
  const size = (period: 0 | 1) => (units[period] === "buckets" ? bucketCount : periods[period].customers);
  const whole = await readSegments(cells, [size(0), size(1)], metric.unitValue, pacer, scope.segmentsBy);
  const { table, kept, together } = keptCategories(whole);
  const dimension = Math.max(
    0,
    table.dimensions.findIndex(({ name }) => name === question.by),
  );
  const bridge = await buildMixBridge(table, { ...question, metric, dimension }, pacer);
  onProgress(0.8);
  const segments = await segmentsOf(whole, about, bridge, pacer);
  const [base, compare] = [
    { ...periods[0], value: bridge.baseValue, interval: bridge.intervals[0] },
    { ...periods[1], value: bridge.compareValue, interval: bridge.intervals[1] },
  ];
  const trueUp = buildTrueUp(trueUpCells, [base.customers, compare.customers], {
    counted: countedKinds(question.switches),
    programs: scope.programs ?? [],
    named: namedRows,
  });
  const caveats = mixCaveats({ ...about, together });
  const searched = searchedBy(segments);
  const common = { question, base, compare, trueUp, ...searched, together, caveats };
  const steps = mixSteps({ ...common, ...about, base, compare, bridge, table, dimension, statements });
  onProgress(1);
  const { change, interval, significant, groups, drivers } = bridge;
  const named = { label: metric.label, format: metric.format, method: methodOf(table, kept, dimension, metric) };
  return { ...common, metric: named, change, interval, significant, groups, drivers, steps, business: about.business };
}

function methodOf(
  table: SegmentTable,
  kept: MixMethod["kept"],
  dimension: number,
  { isTotal, unitValue }: MixMetric,
): MixMethod {
  const names = table.dimensions.map(({ name }) => name);
  const dimensions = [...names.slice(dimension, dimension + 1), ...names.filter((_, at) => at !== dimension)];
  return { kind: "mix", dimensions, kept, isTotal, unitValue, units: table.units };
}

function segmentsOf(table: SegmentTable, { question, metric }: MixAbout, bridge: MixBridge, pacer: Pacer) {
  const search = {
    change: bridge.mean[1] - bridge.mean[0],
    leastContribution: metric.format === "money" ? 0.25 : 0,
    kinds: kindsFor(bridge.isSilent),
    seed: question.seed,
    replicates: 1000,
  };
  return searchSegments(table, search, pacer);
}
