import type { SwitchingVerdict } from "../../../source/analysis/switching.ts";
import { findSwitching } from "../../../source/analysis/switching.ts";
import { switchingVerdict } from "../../../source/analysis/switching-verdict.ts";
import { downsizedIn, type PlantedSwitching, periods } from "../../../source/generate/period-counterfactuals.ts";
import { worldOf } from "../../../source/generate/world.ts";
import { type PeriodRun, planOf } from "./period-direct.ts";
import { openScenario, periodQuestion } from "./period-files.ts";

/** The required verdict on the compared months in every data set. */
export const switchingDemands: Readonly<Record<string, SwitchingVerdict>> = { "switching-downsize": "trading down" };

export interface SwitchingFound extends PlantedSwitching {
  readonly planted: PlantedSwitching;
  readonly verdict: SwitchingVerdict;
}

/** The changes of bag size found in the compared months, from files through the warehouse, and those planted. */
export async function switchingFromFiles(of: PeriodRun): Promise<SwitchingFound> {
  const session = await openScenario(of);
  try {
    const { compare } = periodQuestion(of);
    const asked = { of: "bag_size", from: "plans", sides: [compare], filters: [] } as const;
    const [side] = (await findSwitching(asked, session.run)).sides;
    if (side === undefined) throw new Error("a period asked for has a side");
    const planted = downsizedIn(
      worldOf(of.scenario, of.seed),
      planOf(of.scenario, of.customers, of.seed),
      periods.compare,
    );
    return { events: side.events, customers: side.customers, planted, verdict: switchingVerdict(side) };
  } finally {
    await session.close();
  }
}

/** Data sets whose verdict is not the planted one, or whose changes are not counted as planted, as sentences. */
export function wrongSwitching(scenario: string, found: readonly SwitchingFound[]): readonly string[] {
  const demanded = switchingDemands[scenario];
  const right = found.filter(({ verdict }) => verdict === demanded).length;
  const counted = found.filter(
    ({ events, customers, planted }) => events === planted.events && customers === planted.customers,
  ).length;
  return [
    ...(right === found.length ? [] : [`${scenario}: the verdict is ${demanded} in ${right} of ${found.length}`]),
    ...(counted === found.length ? [] : [`${scenario}: changes are those planted in ${counted} of ${found.length}`]),
  ];
}
