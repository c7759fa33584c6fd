import { addDays, addMonths, type Period, startOf } from "../domain/period.ts";
import { comparableDays } from "../domain/reversal-days.ts";
import type { Filter } from "../domain/slice.ts";
import { defaultSwitches, type Question, type Switches } from "./investigation.ts";

/** What the data holds, as far as the home question depends on it. */
export interface HomeData {
  /** The day after the last one. */
  readonly end: string;
  readonly hasSubscriptions: boolean;
  /** Months (`YYYY-MM`) in which customers of the question were acquired. */
  readonly months: ReadonlySet<string>;
}

export const homeReplicates = 2000;
export const homeSeed = 1;

/**
 * The question the program opens with: net revenue in the first days per customer acquired via subscription (via any point
 * of entry if there are no subscriptions), comparing the newest quarter whose windows and reversals have all matured with
 * the same quarter a year before; failing that, one whose windows have. If the data is too short, the comparison is with
 * the previous quarter, then month; if none of them has customers, of the newest two months that have.
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

function homePeriods({ end, months }: HomeData, switches: Switches): readonly [Period, Period] {
  const { windowDays, reversalDays } = switches;
  const settledAfter = reversalDays === "any" ? comparableDays : reversalDays;
  const [mature, whole] = [windowDays + settledAfter, windowDays].map((days) => addDays(end, -days));
  const [matureQuarter, wholeQuarter] = [mature, whole].map((day) => monthsUpTo(startOf("quarter", day ?? end), 3)) as [
    Period,
    Period,
  ];
  const month = monthsUpTo(startOf("month", whole ?? end), 1);
  const pairs = [
    [earlier(matureQuarter, 12), matureQuarter],
    [earlier(wholeQuarter, 12), wholeQuarter],
    [earlier(matureQuarter, 3), matureQuarter],
    [earlier(wholeQuarter, 3), wholeQuarter],
    [earlier(month, 1), month],
  ] as const;
  const hasCustomers = ({ from, to }: Period) =>
    [...months].some((name) => name >= from.slice(0, 7) && name <= to.slice(0, 7));
  return pairs.find((pair) => pair.every(hasCustomers)) ?? newestMonths(months, month);
}

/** The newest two months in which customers were acquired, wherever they lie; up to `last`, if any is that old. */
function newestMonths(months: ReadonlySet<string>, last: Period): readonly [Period, Period] {
  const known = [...months].toSorted().map((name) => monthsUpTo(addMonths(`${name}-01`, 1), 1));
  const old = known.filter(({ to }) => to <= last.to);
  const compare = (old.length > 0 ? old : known).at(-1) ?? last;
  return [old.at(-2) ?? earlier(compare, 1), compare];
}

/** The period of `months` months that ends before `start`. */
function monthsUpTo(start: string, months: number): Period {
  return { from: addMonths(start, -months), to: addDays(start, -1) };
}

function earlier({ from, to }: Period, months: number): Period {
  return { from: addMonths(from, -months), to: addDays(addMonths(addDays(to, 1), -months), -1) };
}
