import type { Filter } from "../domain/slice.ts";
import type { SegmentFinding } from "./investigation.ts";
import { adjustedP } from "./segment-chance.ts";
import type { Round, Scored } from "./segment-round.ts";
import { ratioOf } from "./segment-score.ts";
import { restOf } from "./segment-sums.ts";
import { type Segment, type SegmentTable, valuesOf } from "./segment-table.ts";
import { conditionWords } from "./segment-words.ts";

/** What is reported about a segment that was found. */
export function findingOf({ table, kind, whole, chance }: Round, found: Scored): SegmentFinding {
  const { segment, yardstick, score, contribution } = found;
  const rest = restOf(segment.sums, whole);
  const [own, other] = [segment.sums, rest].map((sums) => [ratioOf(sums, 0, "all"), ratioOf(sums, 1, "all")] as const);
  const ratesOf = (both: typeof own) => [both?.[0].rate ?? 0, both?.[1].rate ?? 0] as const;
  const where = filtersOf(table, segment);
  const wordsOf = (name: string) => table.dimensions.find((one) => one.name === name)?.words ?? name;
  return {
    kind,
    where,
    label: where.map((filter) => conditionWords(filter, wordsOf(filter.dimension))).join(", "),
    yardstick,
    rates: ratesOf(own),
    restRates: ratesOf(other),
    contribution,
    z: score.z,
    pAdjusted: adjustedP(score.z, segment.subset.length, chance),
    customersBefore: own?.[0].customers ?? 0,
    customers: own?.[1].customers ?? 0,
  };
}

function filtersOf(table: SegmentTable, { subset, code }: Segment): readonly Filter[] {
  return [...valuesOf(table, subset, code)].map(([dimension, value]) => {
    const { name, values } = table.dimensions[dimension] ?? { name: "", values: [] };
    return { dimension: name, op: "in", values: [values[value] ?? ""] };
  });
}
