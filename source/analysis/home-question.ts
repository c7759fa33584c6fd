import { addDays, addMonths, type Period, startOf } from "../domain/period.ts";
import type { Filter } from "../domain/slice.ts";
import { defaultSwitches, type Question, type Switches } from "./investigation.ts";

/** What the data holds, as far as the home question depends on it. */
export interface HomeData {
  /** First day with data. */
  readonly from: string;
  /** The day after the last one. */
  readonly end: string;
  readonly hasSubscriptions: boolean;
}

export const homeReplicates = 2000;
export const homeSeed = 1;

/**
 * The question the program opens with: net revenue in the first days per customer acquired via subscription (any door where
 * there are no subscriptions), the newest quarter whose windows and reversals have all matured against the same quarter a
 * year before; where the data is too short for that, against the quarter, then the month, before.
 */
export function homeQuestion(data: HomeData, switches: Switches = defaultSwitches): Question {
  const [base, compare] = homePeriods(data, switches);
  const filters: Filter[] = data.hasSubscriptions
    ? [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }]
    : [];
  return {
    metric: "net_revenue_per_customer",
    base,
    compare,
    filters,
    switches,
    seed: homeSeed,
    replicates: homeReplicates,
  };
}

function homePeriods({ from, end }: HomeData, switches: Switches): readonly [Period, Period] {
  const mature = addDays(end, -(switches.windowDays + switches.reversalDays));
  const quarter = monthsUpTo(startOf("quarter", mature), 3);
  const month = monthsUpTo(startOf("month", mature), 1);
  const pairs = [
    [earlier(quarter, 12), quarter],
    [earlier(quarter, 3), quarter],
    [earlier(month, 1), month],
  ] as const;
  return pairs.find(([base]) => base.from >= startOf("month", from)) ?? pairs[2];
}

/** The period of so many months that ends before `start`. */
function monthsUpTo(start: string, months: number): Period {
  return { from: addMonths(start, -months), to: addDays(start, -1) };
}

function earlier({ from, to }: Period, months: number): Period {
  return { from: addMonths(from, -months), to: addDays(addMonths(addDays(to, 1), -months), -1) };
}
