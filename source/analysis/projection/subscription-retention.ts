import type { SubscriptionSpan } from "../../query/subscription-spans.ts";
import { fitRetention, type Renewals, type ShiftedBetaGeometric, survival } from "./shifted-beta-geometric.ts";

/** How many subscriptions last this many months. */
export interface RetentionMonth {
  readonly month: number;
  /** Subscriptions known to have reached this month's renewal. */
  readonly subscriptions: number;
  readonly left: number;
  /** Share still there after the renewal (Kaplan-Meier); undefined if too few are known. */
  readonly kept: number | undefined;
  /** The same share by the model; never part of `kept`. */
  readonly projected: number | undefined;
}

export interface SubscriptionRetention {
  readonly months: readonly RetentionMonth[];
  readonly model: ShiftedBetaGeometric | undefined;
  /** The model of the first half of the months against the actual shares of the second half: the largest difference. */
  readonly backTest: { readonly from: number; readonly to: number; readonly off: number } | undefined;
}

/** Fewer subscriptions than this at a renewal give no share. */
const least = 30;

/** Observed and projected retention of subscriptions; `ahead` is the number of projected months. */
export function subscriptionRetention(spans: readonly SubscriptionSpan[], ahead: number): SubscriptionRetention {
  const renewals = renewalsOf(spans);
  const model = fitRetention(renewals);
  const observed = keptBy(renewals);
  const months = Array.from({ length: ahead }, (_, index) => ({
    month: index + 1,
    ...(observed[index] ?? { subscriptions: 0, left: 0, kept: undefined }),
    projected: model && survival(model, index + 1),
  }));
  return { months, model, backTest: backTest(renewals, observed) };
}

function renewalsOf(spans: readonly SubscriptionSpan[]): Renewals {
  const most = Math.max(0, ...spans.map(({ months }) => months)) + 1;
  const count = (month: number, ended: boolean) =>
    spans
      .filter((one) => one.months === month && one.hasEnded === ended)
      .reduce((sum, one) => sum + one.subscriptions, 0);
  const months = Array.from({ length: most }, (_, month) => month);
  return { left: months.map((month) => count(month, true)), stayed: months.map((month) => count(month, false)) };
}

/** Kaplan and Meier: of those who reached a renewal, how many did not renew. */
function keptBy({ left, stayed }: Renewals) {
  let share = 1;
  let there = [...left, ...stayed].reduce((sum, count) => sum + count, 0);
  return left.map((gone, month) => {
    // Those last seen before this renewal say nothing about it.
    const subscriptions = there - (stayed[month] ?? 0);
    if (subscriptions > 0) share *= 1 - gone / subscriptions;
    there = subscriptions - gone;
    return { subscriptions, left: gone, kept: subscriptions >= least ? share : undefined };
  });
}

function backTest(renewals: Renewals, observed: ReturnType<typeof keptBy>): SubscriptionRetention["backTest"] {
  const to = observed.filter(({ kept }) => kept !== undefined).length;
  const from = Math.floor(to / 2);
  if (from < 2) return undefined;
  const past = seenUpTo(renewals, from);
  const model = fitRetention(past);
  if (model === undefined) return undefined;
  const off = observed.slice(from, to).map(({ kept = 0 }, index) => Math.abs(survival(model, from + index + 1) - kept));
  return { from, to, off: Math.max(...off) };
}

/** What was known when nobody had got beyond `renewals` renewals. */
function seenUpTo({ left, stayed }: Renewals, renewals: number): Renewals {
  const beyond = [...left.slice(renewals), ...stayed.slice(renewals)].reduce((sum, count) => sum + count, 0);
  return { left: left.slice(0, renewals), stayed: [...stayed.slice(0, renewals), beyond] };
}
