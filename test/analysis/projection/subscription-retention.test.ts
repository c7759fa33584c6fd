import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { survival } from "../../../source/analysis/projection/shifted-beta-geometric.ts";
import { subscriptionRetention } from "../../../source/analysis/projection/subscription-retention.ts";
import type { Session } from "../../../source/commands/session.ts";
import { UsageError } from "../../../source/errors.ts";
import { type SubscriptionSpan, subscriptionSpans } from "../../../source/query/subscription-spans.ts";
import { runHere } from "../../helpers/command-line.ts";
import { tinySource } from "../../helpers/places.ts";
import { copyTinyWarehouse, tinySession } from "../../helpers/tiny-warehouse.ts";
import { scratch } from "../../warehouse/support/scratch.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const span = (months: number, hasEnded: boolean, subscriptions: number): SubscriptionSpan => ({
  months,
  hasEnded,
  subscriptions,
});

/** A thousand customers of each of the last months, who leave as the model says. */
function drawn(months: number): readonly SubscriptionSpan[] {
  const model = { alpha: 0.668, beta: 3.806 };
  return Array.from({ length: months }, (_, start) => start + 1).flatMap((age) => [
    ...Array.from({ length: age }, (_, month) =>
      span(month, true, 1000 * (survival(model, month) - survival(model, month + 1))),
    ),
    span(age, false, 1000 * survival(model, age)),
  ]);
}

describe("retention of subscriptions", () => {
  it("is observed as by Kaplan and Meier: those not seen at a renewal say nothing about it", () => {
    const { months } = subscriptionRetention(
      [span(0, true, 20), span(0, false, 40), span(1, true, 10), span(2, false, 70)],
      3,
    );
    expect(months.map(({ subscriptions, left }) => [subscriptions, left])).toEqual([
      [100, 20],
      [80, 10],
      [0, 0],
    ]);
    expect(months[0]?.kept).toBeCloseTo(0.8, 12);
    expect(months[1]?.kept).toBeCloseTo(0.7, 12);
    expect(months[2]?.kept).toBeUndefined();
  });

  it("is projected by the model that the subscriptions follow, as hidden months confirm", () => {
    const { model, months, backTest } = subscriptionRetention(drawn(12), 24);
    expect(model?.alpha).toBeCloseTo(0.668, 2);
    expect(model?.beta).toBeCloseTo(3.806, 1);
    expect(months[5]?.projected).toBeCloseTo(months[5]?.kept ?? 0, 3);
    expect(months[23]).toMatchObject({ subscriptions: 0, kept: undefined });
    expect(months[23]?.projected).toBeLessThan(months[11]?.projected ?? 0);
    expect(backTest).toMatchObject({ from: 6, to: 12 });
    expect(backTest?.off).toBeLessThan(0.002);
  });

  it("counts every subscription once, and those that ended as hand-written SQL does", async () => {
    const spans = await subscriptionSpans(session.catalog, { filters: [], end: session.dataSet.end }, session.run);
    const one = async (sql: string) => Number((await session.run({ sql, params: [] }))[0]?.[0]);
    const sum = (ended: boolean) =>
      spans.filter(({ hasEnded }) => hasEnded === ended).reduce((all, { subscriptions }) => all + subscriptions, 0);
    expect(sum(true) + sum(false)).toBe(
      await one("select count(distinct subscription_id) from silver.fct_subscription_periods"),
    );
    expect(sum(true)).toBe(
      await one("select count(*) from silver.fct_subscription_periods where valid_to is null and state = 'cancelled'"),
    );
  });

  it("rejects filters that are not about customers, and is printed with its months", async () => {
    const filters = [{ dimension: "bag_size", op: "in", values: ["large"] }] as const;
    await expect(
      subscriptionSpans(session.catalog, { filters, end: "2025-07-01" }, session.run),
    ).rejects.toBeInstanceOf(UsageError);
    const warehouse = join(await scratch(), "w.duckdb");
    await copyTinyWarehouse(warehouse);
    const words = [
      "subscriptions",
      "--months",
      "3",
      "--format",
      "csv",
      "--source",
      tinySource,
      "--warehouse",
      warehouse,
    ];
    const { code, out } = await runHere(...words);
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toBe("month,subscriptions,ended,kept,projected");
    expect(out.trim().split("\n")).toHaveLength(4);
  });
});
