import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSwitching } from "../../source/analysis/switching.ts";
import { switchingVerdict } from "../../source/analysis/switching-verdict.ts";
import type { TotalsInvestigation } from "../../source/analysis/totals/totals-investigation.ts";
import { explainTotals } from "../../source/commands/explain.ts";
import type { Session } from "../../source/commands/session.ts";
import { downsizedIn, netIn, periods } from "../../source/generate/period-counterfactuals.ts";
import { loadScenario } from "../../source/generate/scenario.ts";
import { worldOf } from "../../source/generate/world.ts";
import { periodDirectly, planOf } from "./truth/period-direct.ts";
import { openScenario, periodQuestion } from "./truth/period-files.ts";
import { expectedEffect, judgePeriod, periodDemands } from "./truth/period-judge.ts";

// What `npm run truth` does over many data sets, over a few.

describe("subscribers who downsize, from files through the warehouse", async () => {
  const of = { scenario: await loadScenario("switching-downsize"), seed: 3, customers: 6000, replicates: 100 };
  const question = periodQuestion(of);
  let session: Session;
  let found: TotalsInvestigation;
  beforeAll(async () => {
    session = await openScenario(of);
    found = await explainTotals(session, question, new AbortController().signal);
  }, 120_000);
  afterAll(() => session.close());

  it("are counted as planted, and called trading down", async () => {
    const asked = { of: "bag_size", from: "plans", sides: [question.base, question.compare], filters: [] } as const;
    const { sides } = await findSwitching(asked, session.run);
    const [world, plan] = [worldOf(of.scenario, of.seed), planOf(of.scenario, of.customers, of.seed)];
    const planted = [periods.base, periods.compare].map((days) => downsizedIn(world, plan, days));
    expect(sides.map(({ events, customers }) => ({ events, customers }))).toEqual(planted);
    expect(sides[1]?.customers).toBeGreaterThan(30);
    expect(sides.map(switchingVerdict)[1]).toBe("trading down");
  });

  it("have the bars computed directly from the simulation, to the cent, and its net revenue", async () => {
    const straight = await periodDirectly({ ...of, replicates: 10 });
    for (const { name, contribution } of straight.groups)
      expect(found.groups.find((bar) => bar.name === name)?.contribution ?? 0, name).toBeCloseTo(contribution, 6);
    const world = worldOf(of.scenario, of.seed);
    const net = netIn(world, planOf(of.scenario, of.customers, of.seed), periods.compare);
    expect(found.compare.value).toBeCloseTo(net, 6);
  });

  it("add up by kind: retained and lost to the base, retained, new and returned to the compared months", async () => {
    const { from, to } = question.base;
    const [row = []] = await session.run({ sql: kindsByHand(from, to, question.compare), params: [] });
    const [base, compare, retained, lost, isNew, returned] = row.map(Number);
    const kind = (name: string) => found.kinds.find((one) => one.kind === name);
    expect([retained, lost]).toEqual([kind("retained")?.customersBase, kind("lost")?.customersBase]);
    expect([isNew, returned]).toEqual([kind("new")?.customersCompare, kind("returned")?.customersCompare]);
    expect([found.base.customers, found.compare.customers]).toEqual([base, compare]);
    expect((retained ?? 0) + (lost ?? 0)).toBe(base);
    expect((retained ?? 0) + (isNew ?? 0) + (returned ?? 0)).toBe(compare);
  });
});

/** Customers of both periods and of the four kinds, from the order lines as read. */
function kindsByHand(from: string, to: string, compare: { readonly from: string; readonly to: string }): string {
  const days = (period: { readonly from: string; readonly to: string }) =>
    `cast(transacted_at as date) between date '${period.from}' and date '${period.to}'`;
  return `with people as (
    select customer_id, bool_or(${days({ from, to })}) as before, bool_or(${days(compare)}) as after,
      min(cast(transacted_at as date)) > date '${to}' as is_new
    from bronze.stg_transactions where customer_id is not null group by customer_id
  )
  select count(*) filter (before), count(*) filter (after), count(*) filter (before and after),
    count(*) filter (before and not after), count(*) filter (after and not before and is_new),
    count(*) filter (after and not before and not is_new) from people`;
}

describe("what a scenario about periods plants", () => {
  it.each(Object.entries(periodDemands))(
    "%s: its bar is named first, and nothing if nothing is planted",
    async (name, demand) => {
      const scenario = await loadScenario(name);
      const of = { scenario, seed: 1, customers: 25_000, replicates: 100 };
      const effect = await expectedEffect(scenario, of.customers, 6000);
      const { sumsUp, isFirst = true, isQuiet = true } = judgePeriod(await periodDirectly(of), effect, demand);
      expect({ sumsUp, isFirst, isQuiet }).toEqual({ sumsUp: true, isFirst: true, isQuiet: true });
    },
    60_000,
  );
});
