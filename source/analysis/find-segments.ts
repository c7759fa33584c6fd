import type { SegmentDimension } from "../domain/segment-dimension.ts";
import { bucketCount } from "../query/driver-scope.ts";
import type { Bridge } from "./bars.ts";
import type { Question, SegmentKind } from "./investigation.ts";
import type { Metric } from "./investigation-metric.ts";
import type { Pacer } from "./pacer.ts";
import type { Row } from "./read-cells.ts";
import { readSegments } from "./segment-table.ts";
import { type Searched, searchSegments } from "./segments.ts";

const replicates = 1000;

/**
 * Searches the segments; `rows` are those of `segmentCells`. Without a change to explain, only segments by who the
 * customers are: the others restate factors of the bridge, none of which then stands out.
 */
export async function findSegments(
  rows: readonly Row[],
  { seed }: Question,
  { change, isSilent }: Bridge,
  { format }: Metric,
  pacer: Pacer,
  dimensions: readonly SegmentDimension[] | undefined,
): Promise<Searched> {
  const table = await readSegments(rows, [bucketCount, bucketCount], format === "money" ? 0.01 : 1, pacer, dimensions);
  const leastContribution = format === "money" ? 0.25 : 0;
  return searchSegments(table, { change, leastContribution, kinds: kindsFor(isSilent), seed, replicates }, pacer);
}

/** Kinds of segments to search. */
export function kindsFor(isSilent: boolean): readonly SegmentKind[] {
  return isSilent ? ["who"] : ["who", "what"];
}
