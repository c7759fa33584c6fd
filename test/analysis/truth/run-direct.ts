import { type Bridge, buildBridge } from "../../../source/analysis/bars.ts";
import type { TreeOptions } from "../../../source/analysis/coffee-factors.ts";
import { resample } from "../../../source/analysis/intervals.ts";
import { defaultSwitches } from "../../../source/analysis/investigation.ts";
import { countedKinds } from "../../../source/analysis/investigation-metric.ts";
import { Pacer } from "../../../source/analysis/pacer.ts";
import { plainTotals } from "../../../source/analysis/period-cells.ts";
import { directCells } from "./direct-cells.ts";
import type { ScenarioRun } from "./run-scenario.ts";

/** The bridge of the home question without files, warehouse and SQL. */
export async function bridgeDirectly(of: ScenarioRun): Promise<Bridge> {
  const cells = directCells(of.scenario, of.seed, of.customers);
  const counted = countedKinds({ ...defaultSwitches, ...of.switches });
  const options: TreeOptions = { depth: "net", counted, cash: false, additive: false };
  const pacer = new Pacer(new AbortController().signal);
  const intervals = await resample(cells, options, { ...of, onProgress: () => {} }, pacer);
  return buildBridge(
    { cells, totals: await plainTotals(cells, pacer), options, intervals },
    (group) => group !== "prepayment_timing",
    pacer,
  );
}
