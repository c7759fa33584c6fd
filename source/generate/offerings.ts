import { secondsPerDay } from "./calendar.ts";
import { type Rule, reaches, type Segment, valueAt } from "./rule.ts";
import type { Scenario } from "./scenario.ts";
import { prepaidPlans, type Settings } from "./settings.ts";
import type { Span } from "./span.ts";

export type Program = "welcome" | "prepaid" | "promotion" | "loyalty";

/** A discount as it is granted: whole percent off the list price of the line. */
export interface Deal {
  readonly id: string;
  readonly program: Program;
  readonly prepaidOrders: number;
  readonly percent: number;
}

export interface Offering extends Deal {
  readonly name: string;
  readonly validFrom: number;
  /** First instant after the offer; undefined while it lasts. */
  readonly validTo: number | undefined;
}

export const loyaltyPercent = 5;

/** Makes the deal of a program at a depth; the same object for the same terms. */
export function dealBook(): (program: Program, prepaidOrders: number, percent: number) => Deal {
  const deals = new Map<string, Deal>();
  return (program, prepaidOrders, depth) => {
    const percent = Math.round(depth);
    const id = `d-${program}${prepaidOrders > 1 ? `-${prepaidOrders}` : ""}-${percent}`;
    const known = deals.get(id);
    if (known) return known;
    const deal = { id, program, prepaidOrders, percent };
    deals.set(id, deal);
    return deal;
  };
}

/** Every offering that a scenario can grant, with the days on which anybody gets it. */
export function offeringsOf(scenario: Scenario, settings: Settings, span: Span): readonly Offering[] {
  const book = dealBook();
  const grants = [
    { program: "welcome", orders: 1, depth: settings.welcomeDepth },
    ...settings.prepaidDiscounts.map(
      (depth, index) => ({ program: "prepaid", orders: prepaidPlans[index] ?? 1, depth }) as const,
    ),
    { program: "promotion", orders: 1, depth: settings.promotionDepth },
    { program: "loyalty", orders: 1, depth: undefined },
  ] as const;
  return grants.flatMap(({ program, orders, depth }) => {
    const days = depth ? daysByPercent(scenario, depth, span) : new Map([[loyaltyPercent, span]]);
    return [...days].map(([percent, { start, end }]) => {
      const deal = book(program, orders, percent);
      return { ...deal, name: nameOf(deal), validFrom: start, validTo: end >= span.end ? undefined : end };
    });
  });
}

/** First and last day on which anybody is granted each whole percentage; a ramp moves within a day, so both ends are checked. */
function daysByPercent(scenario: Scenario, depth: Rule, span: Span): ReadonlyMap<number, Span> {
  const days = new Map<number, Span>();
  const segments = differing(scenario, depth);
  for (let day = span.start; day < span.end; day += secondsPerDay)
    for (const segment of segments)
      for (const at of [day, day + secondsPerDay - 1]) {
        const percent = Math.round(valueAt(depth, at, segment));
        const known = days.get(percent);
        if (known?.end === day + secondsPerDay) continue;
        days.set(percent, { start: known?.start ?? day, end: day + secondsPerDay });
      }
  return days;
}

/** One segment that a rule affects and one that it does not, if they exist: every other has the value of one of them. */
function differing(scenario: Scenario, rule: Rule): readonly Segment[] {
  const found = new Map<boolean, Segment>();
  for (const channel of scenario.channels.keys())
    for (const region of scenario.regions.keys()) {
      const segment = { channel, region };
      if (!found.has(reaches(rule, segment))) found.set(reaches(rule, segment), segment);
    }
  return [...found.values()];
}

function nameOf({ program, prepaidOrders, percent }: Deal): string {
  if (program === "welcome") return `Welcome: ${percent} % off the first month`;
  if (program === "prepaid") return `Prepaid: ${percent} % off ${prepaidOrders} orders`;
  if (program === "promotion") return `Promotion: ${percent} % off`;
  return `Loyalty: ${percent} % off`;
}
