import { secondsPerDay } from "./calendar.ts";
import { valueAt } from "./rule.ts";
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

/** Makes the deal of a programme at a depth; the same object for the same terms. */
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

/** Every offering a scenario can grant, with the days on which it is granted to anybody. */
export function offeringsOf(scenario: Scenario, settings: Settings, span: Span): readonly Offering[] {
  const book = dealBook();
  const seen = new Map<string, { deal: Deal; first: number; last: number }>();
  const note = (deal: Deal, at: number) => {
    const known = seen.get(deal.id);
    if (known) known.last = at;
    else seen.set(deal.id, { deal, first: at, last: at });
  };
  for (let at = span.start; at < span.end; at += secondsPerDay) {
    for (let channel = 0; channel < scenario.channels.length; channel++)
      for (let region = 0; region < scenario.regions.length; region++) {
        /** A ramp moves within a day, so both ends of the day are asked. */
        for (const instant of [at, at + secondsPerDay - 1])
          for (const deal of dealsAt(settings, instant, { channel, region }, book)) note(deal, at);
      }
  }
  return [...seen.values()].map(({ deal, first, last }) => ({
    ...deal,
    name: nameOf(deal),
    validFrom: first,
    validTo: last + secondsPerDay >= span.end ? undefined : last + secondsPerDay,
  }));
}

function dealsAt(
  settings: Settings,
  at: number,
  segment: { channel: number; region: number },
  book: ReturnType<typeof dealBook>,
): readonly Deal[] {
  return [
    book("welcome", 1, valueAt(settings.welcomeDepth, at, segment)),
    ...settings.prepaidDiscounts.map((rule, index) =>
      book("prepaid", prepaidPlans[index] ?? 1, valueAt(rule, at, segment)),
    ),
    book("promotion", 1, valueAt(settings.promotionDepth, at, segment)),
    book("loyalty", 1, loyaltyPercent),
  ];
}

function nameOf({ program, prepaidOrders, percent }: Deal): string {
  if (program === "welcome") return `Welcome: ${percent} % off the first month`;
  if (program === "prepaid") return `Prepaid: ${percent} % off ${prepaidOrders} orders`;
  if (program === "promotion") return `Promotion: ${percent} % off`;
  return `Loyalty: ${percent} % off`;
}
