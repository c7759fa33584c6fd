import type { Bar } from "./investigation.ts";

/** A bar as `grounds investigate --format json` prints it. */
export function barJson(bar: Bar) {
  return {
    name: bar.name,
    group: bar.group,
    contribution: bar.contribution,
    low: bar.low,
    high: bar.high,
    order_low: bar.orderLow,
    order_high: bar.orderHigh,
    share: bar.share ?? null,
    verdict: bar.verdict,
  };
}
