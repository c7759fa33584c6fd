import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InvestigationContext, investigate } from "../../source/analysis/investigate.ts";
import { defaultSwitches, type Question, type Switches } from "../../source/analysis/investigation.ts";
import { toJson } from "../../source/analysis/to-json.ts";
import type { Session } from "../../source/commands/session.ts";
import { Amount } from "../../source/domain/amount.ts";
import { coffeeWords } from "../../source/domain/business-words.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import { subscribers } from "../helpers/subscribers.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";
import { unfinished } from "./unfinished-numbers.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const home: Question = { ...yearOnYear, seed: 7, replicates: 80 };
const context: InvestigationContext = {
  filters: [subscribers],
  capabilities: [],
  dataEnd: "2025-06-21 00:00:00",
  currency: "USD",
  business: coffeeWords,
};

const everyone: InvestigationContext = {
  filters: [],
  capabilities: [],
  dataEnd: context.dataEnd,
  currency: "USD",
  business: coffeeWords,
};

function ask(change: Partial<Question> = {}, signal = new AbortController().signal, other = context) {
  return investigate({ ...home, ...change }, (statement) => session.run(statement, signal), other, signal);
}

function withSwitches(switches: Partial<Switches>) {
  return ask({ switches: { ...defaultSwitches, ...switches } });
}

/** A line of the true-up: [base, compare]. */
function lineOf({ trueUp }: Awaited<ReturnType<typeof ask>>, name: string) {
  const line = trueUp.lines.find((one) => one.name === name);
  return [Number(line?.base), Number(line?.compare)];
}

describe("the tiny source, worked out by hand", () => {
  it("finds the two values, their customers and the change", async () => {
    const result = await ask();
    expect(result.base).toMatchObject({ label: "2024-Q1", customers: 4, immature: 0 });
    expect(result.base.value).toBeCloseTo(44.4, 12);
    expect(result.compare.value).toBeCloseTo(19.925, 12);
    expect(result.change).toBeCloseTo(-24.475, 12);
  });

  it("adds up from list to net as booked, to the cent and by month and channel", async () => {
    const result = await ask();
    expect(result.trueUp.lines.map((line) => [line.name, String(line.base), String(line.compare)])).toEqual([
      ["list_revenue", "199", "112"],
      ["welcome_discount", "-1.8", "-4.8"],
      ["prepaid_discount", "-9.6", "-9"],
      ["other_discount", "0", "-3"],
      ["billed_revenue", "187.6", "95.2"],
      ["refunds", "-10", "0"],
      ["credits", "0", "-5"],
      ["chargebacks", "0", "-10"],
      ["replacements", "0", "0"],
      ["plug", "0", "-0.5"],
      ["net_revenue", "177.6", "79.7"],
      ["late_reversals", "0", "0"],
      ["booked_otherwise", "0", "0"],
      ["net_as_booked", "177.6", "79.7"],
    ]);
    expect(result.trueUp).toMatchObject({
      baseDifference: new Amount(0n),
      compareDifference: new Amount(0n),
      baseRows: 8,
      compareRows: 7,
    });
    expect(result.trueUp.parts.every((part) => part.difference.units === 0n)).toBe(true);
    const plugs = result.trueUp.parts.filter(({ by, period }) => by === "month" && period === "compare");
    expect(plugs.reduce((sum, { plug }) => sum + Number(plug), 0)).toBe(-0.5);
    expect(result.steps.find((step) => step.id === "true_up")?.verdict).toBe("ties out");
  });

  it("splits the change exactly, with the plug by its own amount", async () => {
    const { groups, drivers, change } = await ask();
    for (const bars of [groups, drivers]) {
      expect(bars.reduce((sum, bar) => sum + bar.contribution, 0)).toBeCloseTo(change, 9);
    }
    expect(groups.find((bar) => bar.name === "plug")?.contribution).toBeCloseTo(-0.125, 12);
  });

  it("gives a driver that is its whole group the group's interval", async () => {
    const { groups, drivers } = await ask({ replicates: 400 });
    const whole = drivers.filter((driver) => groups.some(({ name }) => name === driver.name));
    expect(whole.map(({ name }) => name)).toContain("bag_size");
    for (const { name, low, high } of whole) {
      expect(groups.find((group) => group.name === name)).toMatchObject({ low, high });
    }
  });

  it("reduces net by replacements if they are contra, and still ties out", async () => {
    const result = await withSwitches({ replacements: "contra" });
    const [base = 0, compare = 0] = lineOf(result, "replacements");
    expect([base, compare]).not.toEqual([0, 0]);
    expect(lineOf(result, "net_revenue")).toEqual([expect.closeTo(177.6 + base, 9), expect.closeTo(79.7 + compare, 9)]);
    expect(lineOf(result, "booked_otherwise")).toEqual([-base, -compare]);
    expect(result.trueUp).toMatchObject({ baseDifference: new Amount(0n), compareDifference: new Amount(0n) });
    expect(result.compare.value).toBeCloseTo((79.7 + compare) / 4, 12);
  });

  it("leaves out reversals that come after the limit, and shows them as late", async () => {
    const result = await withSwitches({ reversalDays: 0 });
    const late = lineOf(result, "late_reversals");
    expect((late[0] ?? 0) + (late[1] ?? 0)).toBeLessThan(0);
    expect(lineOf(result, "net_as_booked")).toEqual([177.6, 79.7]);
    expect(result.trueUp).toMatchObject({ baseDifference: new Amount(0n), compareDifference: new Amount(0n) });
  });

  it("counts a prepaid plan as cash with its first order: c-03 3 x 43.20, c-10 12 x 27.00", async () => {
    const { base, compare, groups } = await withSwitches({ prepaid: "cash" });
    expect(base.value).toBeCloseTo((177.6 + 3 * 43.2 - 86.4) / 4, 12);
    expect(compare.value).toBeCloseTo((79.7 + 11 * 27) / 4, 12);
    expect(groups.find((bar) => bar.name === "prepayment_timing")?.contribution).toBeCloseTo((297 - 43.2) / 4, 12);
  });

  it.each([
    ["list_revenue_per_customer", 199 / 4, 112 / 4],
    ["orders_per_customer", 7 / 4, 7 / 4],
    ["bags_per_customer", 11 / 4, 7 / 4],
  ])("takes %s apart as well", async (metric, base, compare) => {
    const result = await ask({ metric });
    expect(result.base.value).toBeCloseTo(base, 12);
    expect(result.compare.value).toBeCloseTo(compare, 12);
    expect(result.groups.some((bar) => bar.name === "welcome")).toBe(false);
    expect(result.groups.reduce((sum, bar) => sum + bar.contribution, 0)).toBeCloseTo(compare - base, 9);
  });

  it("gives every step a sentence and its SQL, and shows no NaN or infinite number", async () => {
    const result = await ask();
    expect(result.steps.map((step) => step.id)).toEqual([
      "confirm",
      "true_up",
      "welcome",
      "prepaid",
      "bag_size",
      "profile",
      "list_price",
      "returns",
      "volume",
      "bridge",
      "segments",
      "report",
    ]);
    for (const step of result.steps) {
      expect(step.finding).toMatch(/^[A-Z].*\.$/s);
      expect(step.sql.length).toBeGreaterThan(0);
    }
    expect(unfinished(result)).toEqual([]);
    expect(result.steps[0]?.finding).toContain("was $44.40 in 2024-Q1 (4 customers) and $19.93 in 2025-Q1 (4)");
  });

  it("leaves out a step without data, and says which file would provide it", async () => {
    const capabilities = [{ name: "discounts", available: false, why: "no discount offerings" }];
    const result = await ask({}, undefined, { ...context, capabilities });
    expect(result.steps.map(({ id }) => id)).not.toContain("welcome");
    expect(result.caveats.at(-1)).toMatch(
      /^Left out, .*: welcome offer and prepaid plans \(add discount_offerings, or a mapping/,
    );
  });
});

describe("an investigation", () => {
  it("prints the same bytes twice, with the keys that scripts rely on", async () => {
    const inputs = [{ file: "transactions.csv", sha256: "00", rows: 33 }];
    const [first, second] = [toJson(await ask(), inputs), toJson(await ask(), inputs)];
    expect(first).toBe(second);
    const document = JSON.parse(first);
    expect(Object.keys(document)).toEqual([
      "metric",
      "window_days",
      "switches",
      "base",
      "compare",
      "change",
      "interval",
      "groups",
      "drivers",
      "true_up",
      "together",
      "segments",
      "segments_tested",
      "steps",
      "caveats",
      "inputs",
    ]);
    expect(Object.keys(document.groups[0])).toEqual([
      "name",
      "group",
      "contribution",
      "low",
      "high",
      "order_low",
      "order_high",
      "share",
      "verdict",
    ]);
    expect(document.true_up).toMatchObject([
      { period: "2024-Q1", rows: 8, rows_booked: 8, net_as_booked: 177.6, difference: 0 },
      { period: "2025-Q1", net_revenue: 79.7, difference: 0 },
    ]);
  });

  it.each([
    ["a period without customers", { base: parsePeriod("2022-Q1") }, /No customers in 2022-Q1/],
    ["periods that overlap", { base: parsePeriod("2024"), compare: parsePeriod("2024-Q4") }, /overlap/],
    ["base after compare", { base: parsePeriod("2025-Q2") }, /after the compare period/],
    ["a window longer than the data", { switches: { ...defaultSwitches, windowDays: 3000 } }, /longer than the data/],
    ["immature customers only", { compare: parsePeriod("2025-06") }, /No customers in 2025-06/],
    ["a measure without a tree", { metric: "retention" }, /cannot be investigated/],
  ] satisfies [string, Partial<Question>, RegExp][])("refuses %s, saying what to do", async (_, change, message) => {
    await expect(ask(change, undefined, everyone)).rejects.toThrow(message);
  });

  it("reports the days on which customers were acquired, and the last day of the data", async () => {
    await expect(ask({ base: parsePeriod("2022-Q1") }, undefined, everyone)).rejects.toMatchObject({
      why: expect.stringMatching(/they were acquired from 2024-01-\d\d to 2025-0\d-\d\d\.$/),
    });
    const long = { ...defaultSwitches, windowDays: 3000 };
    await expect(ask({ switches: long }, undefined, everyone)).rejects.toMatchObject({
      why: expect.stringMatching(/to 2025-06-20\.$/),
    });
  });

  it("counts and leaves out customers whose window is not over", async () => {
    const { compare } = await ask({ compare: parsePeriod("2025-01..2025-06") }, undefined, everyone);
    expect(compare).toMatchObject({ customers: 7, immature: 1 });
  });

  it("stops when asked to", async () => {
    const controller = new AbortController();
    const answer = ask({ replicates: 100_000 }, controller.signal);
    setImmediate(() => controller.abort());
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
  });
});
