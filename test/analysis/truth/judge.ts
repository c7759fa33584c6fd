import type { Bar, Investigation, Switches } from "../../../source/analysis/investigation.ts";
import type { Contributions, Weighed } from "../../../source/generate/counterfactuals.ts";

/** What a scenario must show in every data set, or in a share of them. */
export interface Demand {
  /** The driver named first. */
  readonly first?: string;
  readonly switches?: Partial<Switches>;
  /** If nothing is planted, no driver may be named. */
  readonly isSteady?: boolean;
  /** The only channel value that the segment search must find. */
  readonly channel?: string;
  /** Drivers that must be named with this sign. */
  readonly signs?: Readonly<Record<string, 1 | -1>>;
}

export const demands: Readonly<Record<string, Demand>> = {
  coffee: { first: "welcome" },
  steady: { isSteady: true },
  "welcome-only": { first: "welcome" },
  "prepaid-only": { first: "prepaid" },
  "downsizing-only": { first: "bag_size" },
  "profile-only": { first: "coffee_profile" },
  "price-only": { first: "list_price" },
  "replacements-only": { first: "reversals", switches: { replacements: "contra" } },
  "one-channel": { channel: "partner" },
  offsetting: { signs: { welcome: -1, bag_size: 1 } },
};

/** One planted driver in one data set: its expectation, its bar, and whether the interval contains the expectation. */
export interface Held {
  readonly group: string;
  readonly truth: number;
  readonly bar: number;
  readonly isHeld: boolean;
}

export interface Judgement {
  readonly sumsUp: boolean;
  readonly named: readonly string[];
  readonly held: readonly Held[];
  /** Undefined if the scenario does not require it. */
  readonly isFirst: boolean | undefined;
  readonly isQuiet: boolean | undefined;
  /** No segment is named if nothing is planted. */
  readonly isWhole: boolean | undefined;
  readonly isChannel: boolean | undefined;
  readonly isSigned: boolean | undefined;
}

/** An investigation, or only its bridge. */
export type Found = Pick<Investigation, "groups" | "drivers" | "change"> & Partial<Pick<Investigation, "segments">>;

/** Compares one investigation with what was planted. */
export function judge(found: Found, weighed: Weighed, demand: Demand): Judgement {
  const truth = demand.switches?.replacements === "contra" ? weighed.contra : weighed.cost;
  const named = found.groups
    .filter((bar) => bar.verdict !== "not a driver")
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const names = named.map((bar) => bar.name);
  const { first, channel, signs, isSteady } = demand;
  return {
    sumsUp: sumsUp(found),
    named: names,
    held: heldOf(found.groups, truth),
    isFirst: first === undefined ? undefined : names[0] === first,
    isQuiet: isSteady ? names.length === 0 : undefined,
    isWhole: isSteady && found.segments ? found.segments.length === 0 : undefined,
    isChannel: channel === undefined || !found.segments ? undefined : isExactly(found.segments, channel),
    isSigned: signs && Object.entries(signs).every(([name, sign]) => named.some((bar) => isSo(bar, name, sign))),
  };
}

function isSo({ name, contribution }: Bar, wanted: string, sign: number): boolean {
  return name === wanted && Math.sign(contribution) === sign;
}

/** Groups and drivers sum to the change, and every bar's categories to the bar. */
function sumsUp({ groups, drivers, change }: Found): boolean {
  const sum = (bars: readonly Bar[]) => bars.reduce((total, bar) => total + bar.contribution, 0);
  const isClose = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(change));
  const parts = [...groups, ...drivers].filter((bar) => bar.categories);
  return (
    isClose(sum(groups), change) &&
    isClose(sum(drivers), change) &&
    parts.every((bar) =>
      isClose(
        (bar.categories ?? []).reduce((total, { mix, rate }) => total + mix + rate, 0),
        bar.contribution,
      ),
    )
  );
}

function heldOf(bars: readonly Bar[], { contributions }: Contributions): readonly Held[] {
  return contributions
    .filter(({ contribution }) => Math.abs(contribution) > 1e-9)
    .map(({ group, contribution: truth }) => {
      const bar = bars.find((one) => one.name === group);
      const isHeld = bar !== undefined && bar.low <= truth && truth <= bar.high;
      return { group, truth, bar: bar?.contribution ?? 0, isHeld };
    });
}

function isExactly(segments: Investigation["segments"], channel: string): boolean {
  const where = segments[0]?.where ?? [];
  return (
    segments.length === 1 &&
    where.length === 1 &&
    where[0]?.dimension === "marketing_channel" &&
    where[0].values.join() === channel
  );
}
