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

const programs = ["loyalty", "prepaid", "promotion", "welcome"];
const units = 256;
const sums = ["orders", "units", "list", "reversals", "plug", "net"] as const;

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
  const cells = readTotalsCells(rowsOf(world, planOf(scenario, customers, seed)), programs, units);
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
  const [kinds, products] = [new Map<string, Row>(), new Map<string, Row>()];
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
      addCustomer(kinds, [side, index % units, kind, null], own);
      for (const line of own)
        addProduct(products, [side, index % units, kind, world.products.all[line.product]?.id ?? ""], line);
    }
  }
  return [...kinds.values(), ...products.values()];
}

function sideOf(at: number): 0 | 1 | undefined {
  const isIn = ({ from, until }: { from: string; until: string }) => at >= secondsOf(from) && at < secondsOf(until);
  return isIn(periods.base) ? 0 : isIn(periods.compare) ? 1 : undefined;
}

function kindOf(lines: readonly Line[], sides: readonly (number | undefined)[]): string {
  if (sides.includes(0)) return sides.includes(1) ? "retained" : "lost";
  return lines.every(({ at }) => at >= secondsOf(periods.base.until)) ? "new" : "returned";
}

function addCustomer(rows: Map<string, Row>, key: Row, lines: readonly Line[]): void {
  const row = rows.get(key.join()) ?? [...key, 0, ...sums.map(() => 0), ...programs.flatMap(() => [0, 0])];
  rows.set(key.join(), row);
  const add = (at: number, value: number) => {
    row[at] = Number(row[at]) + value;
  };
  add(4, 1);
  add(5, new Set(lines.map(({ slot }) => slot)).size);
  for (const line of lines) {
    const { quantity, listCents, discountCents, plugCents, netCents, reversal, deal } = line;
    add(6, quantity);
    for (const [at, cents] of [
      [7, listCents],
      [8, reversal?.bookedCents ?? 0],
      [9, plugCents],
      [10, netCents],
    ] as const)
      add(at, cents / 100);
    const program = programs.indexOf(deal?.program ?? "");
    if (program < 0) continue;
    add(11 + 2 * program, listCents / 100);
    add(12 + 2 * program, discountCents / 100);
  }
}

function addProduct(rows: Map<string, Row>, key: Row, { quantity, listCents }: Line): void {
  const row = rows.get(key.join()) ?? [...key, 0, 0, 0, 0];
  rows.set(key.join(), row);
  row[6] = Number(row[6]) + quantity;
  row[7] = Number(row[7]) + listCents / 100;
}
