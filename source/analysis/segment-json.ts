import { conditionText } from "./condition-text.ts";
import type { SegmentFinding } from "./investigation.ts";

/** A segment as `grounds investigate --format json` prints it. */
export function segmentJson(segment: SegmentFinding) {
  return {
    where: segment.where.map(conditionText),
    kind: segment.kind,
    compared_by: segment.yardstick,
    customers_base: segment.customersBefore,
    customers: segment.customers,
    base: segment.rates[0],
    compare: segment.rates[1],
    rest_base: segment.restRates[0],
    rest_compare: segment.restRates[1],
    contribution: segment.contribution,
    z: segment.z,
    p_adjusted: segment.pAdjusted,
  };
}
