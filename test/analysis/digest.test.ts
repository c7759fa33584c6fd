import { describe, expect, it } from "vitest";
import { digest } from "../../source/analysis/digest.ts";
import { answerDigest } from "../../source/commands/digest.ts";
import { homeQuestionOf } from "../../source/commands/explain.ts";
import type { Measure } from "../../source/domain/catalog.ts";
import { type DigestFigure, digestFigures } from "../../source/query/digest-figures.ts";
import { generatedSession } from "../helpers/generated-session.ts";

const measure = { name: "m" } as Measure;
const sample = (mean: number, customers = 100, above = 50) => ({ customers, mean, variance: 4, above });
const figure = (base: number, compare: number): DigestFigure => ({
  ...{ measure, dimension: undefined, value: "" },
  ...{ base: sample(base), compare: sample(compare) },
});

async function digestOf(scenario: string, seed: number) {
  const session = await generatedSession(6000, seed, scenario);
  try {
    const { base, compare } = await homeQuestionOf(session);
    const figures = await digestFigures(session.catalog, { base, compare }, session.run);
    const within = (period: string) => `acquisition_date between date '${period}'`;
    const [row] = await session.run({
      sql: `select sum(net_revenue) / (select count(*) from silver.dim_customer_acquisition where ${within(compare.from)} and date '${compare.to}')
        from silver.fct_transactions inner join silver.dim_customer_acquisition using (customer_key)
        where tenure_month = 0 and ${within(compare.from)} and date '${compare.to}'`,
      params: [],
    });
    const { sentence } = await answerDigest(session);
    return { moved: digest(figures), byHand: Number(row?.[0]), sentence };
  } finally {
    await session.close();
  }
}

describe("a digest", () => {
  it("tests as Welch and Holm do", () => {
    // Two sides of the normal at 3 standard errors: 0.0026998.
    expect(digest([figure(10, 10 + 3 * Math.sqrt(8 / 100))])[0]?.pAdjusted).toBeCloseTo(0.0026998, 6);
    const moved = digest([figure(10, 10), figure(10, 11), figure(10, 10.4)]);
    expect(moved.map(({ change }) => Number(change.toFixed(2)))).toEqual([1, 0.4, 0]);
    expect(moved[0]?.z).toBeCloseTo(1 / Math.sqrt(8 / 100), 9);
    // z 3.5355 has p 0.000407, times the three figures tested.
    expect(moved[0]?.pAdjusted).toBeCloseTo(3 * 0.000407, 5);
    expect(moved.map(({ isBeyondChance }) => isBeyondChance)).toEqual([true, false, false]);
  });

  it("tests nothing with few customers, or a measure that few have any of", () => {
    const few = { ...figure(10, 20), base: sample(10, 29) };
    const rare = { ...figure(10, 20), compare: sample(20, 100, 9) };
    expect(digest([few, rare])).toEqual([]);
  });

  it.each([1, 2])("says that nothing moved if nothing did (seed %s)", async (seed) => {
    const { moved, sentence } = await digestOf("steady", seed);
    expect(sentence).toMatch(
      /^Nothing moved beyond chance: \d+ figures of the first month of lifetime, \S+ compared with \S+\.$/,
    );
    expect(moved.length).toBeGreaterThan(50);
    expect(moved.filter(({ isBeyondChance }) => isBeyondChance)).toEqual([]);
  });

  it("names what halved in the demo, with the figure of hand-written SQL", async () => {
    const { moved, byHand } = await digestOf("coffee", 1);
    const net = moved.find(({ measure: { name }, dimension }) => name === "net_revenue_per_customer" && !dimension);
    expect(net).toMatchObject({ isBeyondChance: true });
    expect(net?.compare.mean).toBeCloseTo(byHand, 9);
    const ofSubscribers = moved.find(
      (one) => one.measure.name === "net_revenue_per_customer" && one.value === "subscription",
    );
    expect(ofSubscribers?.share).toBeLessThan(-0.4);
  });
});
