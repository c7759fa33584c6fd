import type { Bar, Investigation, PeriodValue } from "./investigation.ts";
import { count, customersOf, listed, lowerFirst, percent, type Words } from "./words.ts";

/**
 * Why a change is not reported as one: there is no change, there are too few customers to tell it from chance, or drivers
 * stand out although the change itself does not, in one direction or in both. "none": the change stands out.
 */
export type Doubt = "none" | "no change" | "too few" | "drivers" | "drivers apart";

type DoubtedChange = Pick<Investigation, "change" | "interval" | "significant" | "groups"> & {
  readonly base: Pick<PeriodValue, "value">;
};

/** A change whose whole interval is below this share of the value does not matter. */
const leastShare = 0.05;

export function doubtOf({ base, change, interval, significant, groups }: DoubtedChange): Doubt {
  if (significant) return "none";
  const named = groups.filter(({ verdict }) => verdict !== "not a driver");
  if (named.length > 0) {
    const isApart = named.some((bar) => bar.contribution > 0) && named.some((bar) => bar.contribution < 0);
    return isApart ? "drivers apart" : "drivers";
  }
  const most = Math.max(Math.abs(interval[0]), Math.abs(interval[1]), Math.abs(change));
  return most <= leastShare * Math.abs(base.value) ? "no change" : "too few";
}

/** The verdict of a step with nothing to name. */
export function silentVerdict(about: DoubtedChange): "no change" | "too few" {
  return doubtOf(about) === "no change" ? "no change" : "too few";
}

type Valued = Pick<PeriodValue, "value" | "interval" | "customers">;

interface About extends DoubtedChange {
  readonly base: Valued;
  readonly compare: Valued;
  readonly words: Words;
  /** Whether it is a total, which grows with its customers, so that no number of them would be enough. */
  readonly isTotal?: boolean;
}

/** What to say about a change whose interval includes 0; empty for any other. */
export function doubtSentences(about: About): readonly string[] {
  const { base, interval, groups } = about;
  const doubt = doubtOf(about);
  const names = groups.filter(({ verdict }) => verdict !== "not a driver").map(lowerLabel);
  const most = Math.max(Math.abs(interval[0]), Math.abs(interval[1]));
  switch (doubt) {
    case "none":
      return [];
    case "no change":
      return [
        most === 0
          ? "The values are the same: there is no change to explain."
          : `A change of more than ${percent(most / Math.abs(base.value))} either way is ruled out: there is no change to explain.`,
      ];
    case "too few":
      return [tooFew(about)];
    case "drivers":
      return [`The interval includes 0, but ${listed(names)} ${names.length === 1 ? "stands" : "stand"} out.`];
    case "drivers apart":
      return [`The interval includes 0, but drivers that work against each other stand out: ${listed(names)}.`];
  }
}

/** Why no driver is named, in one line of a narrow screen. */
export function silentSentence(about: DoubtedChange & { readonly compare: Valued; readonly base: Valued }): string {
  if (doubtOf(about) === "no change") return "There is no change to explain, so no driver is named.";
  const { base, compare } = about;
  return `No driver is named: ${count(base.customers)} and ${customersOf(compare.customers)} are too few to tell.`;
}

/** The sentence before gives the number of customers. */
function tooFew(about: About): string {
  const { change, interval, words } = about;
  const most = Math.max(Math.abs(interval[0]), Math.abs(interval[1]));
  if (words.isZero(change)) return `With so few customers a change of ${words.change(most)} could go unseen.`;
  const enough = about.isTotal ? undefined : enoughCustomers(about);
  const rest =
    enough === undefined ? "" : `; about ${count(enough)} a period would be enough for a change of this size`;
  return `These are too few customers to tell ${words.change(change)} from chance${rest}.`;
}

/** Standard errors from 0 at which four of five samples find a change: 1.96 for 95 %, and 0.84. */
const foundMostly = 2.8;

/** Customers per period needed to tell a change of this size from chance, to two digits: n = sum(n SE^2) (2.8 / change)^2. */
function enoughCustomers({ base, compare, change }: About): number | undefined {
  const variance = [base, compare].reduce((sum, { interval, customers }) => {
    return sum + ((interval[1] - interval[0]) / (2 * 1.96)) ** 2 * customers;
  }, 0);
  const enough = variance * (foundMostly / change) ** 2;
  if (enough <= Math.max(base.customers, compare.customers) || enough > 1e9) return undefined;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(enough)) - 1);
  return Math.ceil(enough / unit) * unit;
}

function lowerLabel({ label }: Bar): string {
  return lowerFirst(label);
}
