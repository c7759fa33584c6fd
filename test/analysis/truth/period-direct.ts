import type { Bar } from "../../../source/analysis/investigation.ts";
import { Pacer } from "../../../source/analysis/pacer.ts";
import { totalsBars } from "../../../source/analysis/totals/bars.ts";
import { readTotalsCells, wholeSums } from "../../../source/analysis/totals/cells.ts";
import { resampleTotals } from "../../../source/analysis/totals/resample.ts";
import { excludesZero, leastBar, namesDrivers, verdictOf } from "../../../source/analysis/verdicts.ts";
import { type Acquisitions, planAcquisitions } from "../../../source/generate/acquisition.ts";
import { secondsOf } from "../../../source/generate/calendar.ts";
import { live } from "../../../source/generate/life.ts";
import type { Line } from "../../../source/generate/order.ts";
import { periods } from "../../../source/generate/period-counterfactuals.ts";
import type { Scenario } from "../../../source/generate/scenario.ts";
import { personOf, type World, worldOf } from "../../../source/generate/world.ts";

export interface PeriodRun {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly customers: number;
  readonly replicates: number;
}

const units = 256;
/** Zeros from the customers of a row on. */
const nothing: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0];

/** All planned acquisitions of a scenario. */
export function planOf(scenario: Scenario, customers: number, seed: number): Acquisitions {
  const planning = planAcquisitions(scenario, { customers, seed, span: worldOf(scenario, seed).span });
  let planned = planning.next();
  while (!planned.done) planned = planning.next();
  return planned.value;
}

/**
 * The bars of net revenue in the compared months against the base straight from the simulated customers: the same as files,
 * warehouse and SQL must give, many times faster.
 */
export async function periodDirectly({ scenario, seed, customers, replicates }: PeriodRun) {
  const world = worldOf(scenario, seed);
  const cells = readTotalsCells(rowsOf(world, planOf(scenario, customers, seed)), units);
  const whole = wholeSums(cells);
  const options = { depth: "net", isAdditive: false } as const;
  const bridge = totalsBars(cells.layout, whole, options);
  const least = leastBar("money");
  const pacer = new Pacer(new AbortController().signal);
  const intervals = await resampleTotals(cells, options, { seed, replicates, least }, pacer);
  const change = bridge.compare - bridge.base;
  const isNamed = namesDrivers(excludesZero(intervals.change), intervals.chance);
  const groups = bridge.bars.map(
    ({ name, contribution }): Pick<Bar, "name" | "contribution" | "low" | "high" | "verdict"> => {
      const { low, high } = intervals.bars.get(name) ?? { low: 0, high: 0 };
      const verdict = verdictOf({ contribution, low, high }, { value: change, isNamed, least });
      return { name, contribution, low, high, verdict };
    },
  );
  return { base: bridge.base, compare: bridge.compare, change, groups };
}

type Row = (string | number | null)[];

/** Rows as those of `totalsCells`, each customer in the bucket of their number. */
function rowsOf(world: World, plan: Acquisitions): readonly Row[] {
  const rows = new Map<string, Row>();
  const until = secondsOf(periods.compare.until);
  for (let index = 0; index < plan.count; index++) {
    if (plan.acquiredAt(index) >= until) continue;
    const lines: Line[] = [];
    live(world, plan, personOf(world, plan, index), until, {
      change: () => undefined,
      line: (_, line) => {
        if (line.at < until) lines.push(line);
      },
    });
    const sides = lines.map(({ at }) => sideOf(at));
    if (!sides.includes(0) && !sides.includes(1)) continue;
    const kind = kindOf(lines, sides);
    for (const side of [0, 1] as const) {
      const own = lines.filter((_, at) => sides[at] === side);
      if (own.length === 0) continue;
      const key = [side, index % units, kind];
      add(rows, [...key, null, null], { 5: 1, 6: new Set(own.map(({ slot }) => slot)).size });
      for (const line of own) addLine(rows, key, line, world.products.all[line.product]?.id ?? "");
    }
  }
  return [...rows.values()];
}

function sideOf(at: number): 0 | 1 | undefined {
  const isIn = ({ from, until }: { from: string; until: string }) => at >= secondsOf(from) && at < secondsOf(until);
  return isIn(periods.base) ? 0 : isIn(periods.compare) ? 1 : undefined;
}

function kindOf(lines: readonly Line[], sides: readonly (number | undefined)[]): string {
  if (sides.includes(0)) return sides.includes(1) ? "retained" : "lost";
  return lines.every(({ at }) => at >= secondsOf(periods.base.until)) ? "new" : "returned";
}

/** Adds a line to the row of all lines, of its product, and of its program if it has one. */
function addLine(rows: Map<string, Row>, key: Row, line: Line, product: string): void {
  const { quantity, listCents, discountCents, plugCents, netCents, reversal, deal } = line;
  const list = listCents / 100;
  add(rows, [...key, null, null], {
    ...{ 7: quantity, 8: list, 9: (reversal?.bookedCents ?? 0) / 100, 10: plugCents / 100, 11: netCents / 100 },
  });
  add(rows, [...key, product, null], { 7: quantity, 8: list });
  if (deal?.program !== undefined) add(rows, [...key, null, deal.program], { 8: list, 12: discountCents / 100 });
}

/** Adds values to the row of a key, each at its place. */
function add(rows: Map<string, Row>, key: Row, values: Readonly<Record<number, number>>): void {
  const row = rows.get(key.join()) ?? [...key, ...nothing];
  rows.set(key.join(), row);
  for (const [at, value] of Object.entries(values)) row[Number(at)] = Number(row[Number(at)]) + value;
}
