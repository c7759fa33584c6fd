import { bucketCount } from "../query/driver-scope.ts";
import type { Bridge } from "./bars.ts";
import type { Question, SegmentFinding } from "./investigation.ts";
import type { Metric } from "./investigation-metric.ts";
import type { Pacer } from "./pacer.ts";
import type { Row } from "./read-cells.ts";
import { readSegments } from "./segment-table.ts";
import { searchSegments } from "./segments.ts";

const replicates = 1000;

/** Searches the segments, where there is a change to explain; `rows` are those of `segmentCells`. */
export async function findSegments(
  rows: readonly Row[],
  { seed }: Question,
  { change, isSilent }: Bridge,
  { format }: Metric,
  pacer: Pacer,
): Promise<{ readonly found: readonly SegmentFinding[]; readonly tested: number }> {
  if (isSilent) return { found: [], tested: 0 };
  const table = await readSegments(rows, [bucketCount, bucketCount], format === "money" ? 0.01 : 1, pacer);
  const leastContribution = format === "money" ? 0.25 : 0;
  return searchSegments(table, { change, leastContribution, seed, replicates }, pacer);
}
