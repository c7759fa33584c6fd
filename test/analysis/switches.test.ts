import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InvestigationContext, investigate } from "../../source/analysis/investigate.ts";
import { defaultSwitches, type Question, type Switches } from "../../source/analysis/investigation.ts";
import type { Session } from "../../source/commands/session.ts";
import { Amount } from "../../source/domain/amount.ts";
import { coffeeWords } from "../../source/domain/business-words.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import { UserError } from "../../source/errors.ts";
import type { PlannedFilter } from "../../source/query/predicate.ts";
import { subscribers } from "../helpers/subscribers.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { unfinished } from "./unfinished-numbers.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

function ask(
  switches: Partial<Switches>,
  change: Partial<Question> = {},
  filters: readonly PlannedFilter[] = [subscribers],
) {
  const { signal } = new AbortController();
  const question: Question = {
    metric: "net_revenue_per_customer",
    base: parsePeriod("2024-Q1"),
    compare: parsePeriod("2025-Q1"),
    filters: [],
    switches: { ...defaultSwitches, ...switches },
    seed: 7,
    replicates: 40,
    ...change,
  };
  const context: InvestigationContext = {
    filters,
    capabilities: [],
    dataEnd: "2025-06-21",
    currency: "USD",
    business: coffeeWords,
  };
  return investigate(question, (statement) => session.run(statement, signal), context, signal);
}

/**
 * Net per customer written out by hand: net as booked of the window's lines, plus their booked reversals, less those that
 * count.
 */
async function byHand(quarter: string, switches: Switches, firstDay: number, entry: string): Promise<number> {
  const [year, number] = [quarter.slice(0, 4), quarter.slice(-1)];
  const end = firstDay + switches.windowDays;
  const kinds =
    switches.replacements === "contra"
      ? "'refund','credit','chargeback','replacement'"
      : "'refund','credit','chargeback'";
  const dated = switches.reversalMonth === "reversal" ? `and r.reversed_at < c.acquired_at + interval ${end} day` : "";
  const cohort = `select customer_id, acquired_at from silver.dim_customer_acquisition where year(acquired_at) = ${year}
    and quarter(acquired_at) = ${number} and point_of_entry like '${entry}' and acquired_at + interval ${end} day <= timestamp '2025-06-21'`;
  const sql = `with c as (${cohort}),
    l as (select t.transaction_id, t.net_revenue, t.transacted_at, c.acquired_at from bronze.stg_transactions t join c using (customer_id)
      where t.transacted_at >= c.acquired_at + interval ${firstDay} day and t.transacted_at < c.acquired_at + interval ${end} day),
    r as (select r.*, l.transacted_at, l.acquired_at from silver.fct_reversals r join l using (transaction_id))
    select cast((select sum(net_revenue) from l) as double)
      + coalesce(cast((select sum(amount) from r where kind <> 'replacement') as double), 0)
      - coalesce(cast((select sum(amount) from r c where kind in (${kinds})
          and epoch(reversed_at - transacted_at) < 86400.0 * ${Number(switches.reversalDays) + 1} ${dated.replace("r.", "c.")}) as double), 0),
      (select count(*) from c)`;
  const [[net, customers] = []] = await session.run({ sql, params: [] }, new AbortController().signal);
  return Number(net) / Number(customers);
}

describe("switches, by hand", () => {
  it.each([
    [{}, 0, "subscription"],
    [{ replacements: "contra" }, 0, "subscription"],
    [{ replacements: "exclude" }, 0, "subscription"],
    [{ reversalDays: 5 }, 0, "subscription"],
    [{ reversalDays: 10 }, 0, "subscription"],
    [{ windowDays: 60 }, 0, "subscription"],
    [{ windowDays: 60, reversalDays: 200 }, 0, "subscription"],
    [{ windowDays: 7 }, 0, "subscription"],
    [{ reversalMonth: "reversal" }, 0, "subscription"],
    [{ reversalMonth: "reversal", windowDays: 34, replacements: "contra" }, 0, "subscription"],
    [{}, 30, "subscription"],
    [{ windowDays: 16, replacements: "contra" }, 14, "subscription"],
    [{ windowDays: 10 }, 10, "%"],
    [{ windowDays: 90, reversalDays: 90, replacements: "contra" }, 0, "%"],
  ] satisfies [Partial<Switches>, number, string][])("%o from day %d (%s)", async (given, firstDay, entry) => {
    const switches = { ...defaultSwitches, ...given };
    const result = await ask(given, { firstDay }, entry === "%" ? [] : [subscribers]);
    expect(result.base.value).toBeCloseTo(await byHand("2024-Q1", switches, firstDay, entry), 9);
    expect(result.compare.value).toBeCloseTo(await byHand("2025-Q1", switches, firstDay, entry), 9);
    for (const bars of [result.groups, result.drivers]) {
      expect(bars.reduce((sum, bar) => sum + bar.contribution, 0)).toBeCloseTo(result.change, 9);
    }
    expect(result.trueUp).toMatchObject({ baseDifference: new Amount(0n), compareDifference: new Amount(0n) });
    expect(unfinished(result)).toEqual([]);
  });

  it("a reversal on day 126 counts if the limit is that high: 4.00 of c-02's second month", async () => {
    const [early, late] = [await ask({ windowDays: 60 }), await ask({ windowDays: 60, reversalDays: 200 })];
    expect(early.base.value - late.base.value).toBeCloseTo(4 / 4, 12);
  });

  it("the second month of lifetime: t-004 and t-008 of c-01 and c-02, with no order of c-03 and c-08's at day 37", async () => {
    const { base } = await ask({}, { firstDay: 30 });
    // 12.00 of c-01, 16.00 of c-02 (its credit came after 126 days), 9.00 of c-08.
    expect(base.value).toBeCloseTo((12 + 16 + 9) / 4, 12);
  });

  it("takes reversals as shares of list value if a channel billed less than nothing, and says so", async () => {
    const result = await ask({ windowDays: 10 }, { firstDay: 10 }, []);
    expect(result.caveats.some((caveat) => caveat.includes("shares of list value"))).toBe(true);
    expect(result.groups.reduce((sum, bar) => sum + bar.contribution, 0)).toBeCloseTo(result.change, 12);
  });

  it("leaves a plan's cash in the month of its first order", async () => {
    const [recognised, cash] = [await ask({}, { firstDay: 15 }), await ask({ prepaid: "cash" }, { firstDay: 15 })];
    // Days 15 to 44 include c-03's second delivery of 43.20, which was paid with the first.
    expect(recognised.base.value - cash.base.value).toBeCloseTo(43.2 / 4, 12);
  });
});

describe("a question that makes no sense", () => {
  it.each([
    ["an unknown policy", { replacements: "maybe" }, /"maybe" is not a choice for replacements/],
    ["an unknown view of plans", { prepaid: "accrued" }, /not a choice for prepaid/],
    ["an unknown month", { reversalMonth: "never" }, /not a choice for reversalMonth/],
    ["a window of nothing", { windowDays: 0 }, /whole numbers/],
    ["half a day", { reversalDays: 0.5 }, /whole numbers/],
    ["a window longer than the data", { windowDays: 5000 }, /longer than the data/],
  ])("%s is refused with what to do", async (_, switches, message) => {
    const error = await ask(switches as Partial<Switches>).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toMatch(message);
    expect(error).toHaveProperty("next");
  });
});
