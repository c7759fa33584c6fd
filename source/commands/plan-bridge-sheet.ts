import type { PlanVariance } from "../domain/plan.ts";
import { planBridge } from "../domain/plan-bridge.ts";
import { Numbers } from "../export/report/numbers.ts";
import { noBridge, sentenceOf } from "../export/report/plan/plan-document.ts";
import type { Sheet } from "../export/sheet.ts";

/** The bridge from planned to actual net revenue: the plan, a row per bar, the actual; and the same in a sentence. No rows without a bridge. */
export function planBridgeSheet(
  variances: readonly PlanVariance[],
  currency: string,
): { readonly sheet: Sheet; readonly sentence: string } {
  const bridge = planBridge(variances);
  const columns: Sheet["columns"] = [
    { name: "bar", unit: "text" },
    { name: "net_revenue", unit: "money" },
    { name: "of_plan", unit: "ratio" },
  ];
  if (bridge === undefined) return { sheet: { currency, columns, rows: [] }, sentence: noBridge };
  const { from, to, bars } = bridge;
  const shareOf = (change: number) => (from === 0 ? null : change / Math.abs(from));
  const rows = [
    ["Plan", from, null],
    ...bars.map(({ label, contribution }) => [label, contribution, shareOf(contribution)]),
    ["Actual", to, shareOf(to - from)],
  ];
  return { sheet: { currency, columns, rows }, sentence: sentenceOf(bridge, new Numbers(currency, "money")) };
}
