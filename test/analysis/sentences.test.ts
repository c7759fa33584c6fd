import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { comparableValues } from "../../source/analysis/books.ts";
import { doubtOf } from "../../source/analysis/doubt.ts";
import type { Investigation, Question } from "../../source/analysis/investigation.ts";
import { explain } from "../../source/commands/explain.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import { loadScenario, scenarioNames } from "../../source/generate/scenario.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { projectDir, root } from "../helpers/places.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";
import { contentless } from "./contentless.ts";
import { askHome, openWarehouse } from "./truth/run-scenario.ts";

const { signal } = new AbortController();

function findingOf({ steps }: Investigation, id: string): string {
  return steps.find((step) => step.id === id)?.finding ?? "";
}

const names = await scenarioNames();

describe("the sentences of an investigation", () => {
  it.each(names)(
    "have something to say about %s, with few customers",
    async (name) => {
      const of = { scenario: await loadScenario(name), seed: 3, customers: 1000, replicates: 60 };
      const warehouse = await openWarehouse(of);
      try {
        expect(contentless(await askHome(warehouse.run, of))).toEqual([]);
      } finally {
        await warehouse.close();
      }
    },
    120_000,
  );

  it("name products if there are no price segments, and no size if there is only one", async () => {
    const session = await memorySession({ source: join(root, "test/fixtures/pvm-abc"), projectDir });
    try {
      const question: Question = {
        ...yearOnYear,
        base: parsePeriod("2024"),
        compare: parsePeriod("2025"),
        replicates: 60,
      };
      const found = await explain(session, question, signal);
      expect(contentless(found)).toEqual([]);
      expect(findingOf(found, "bag_size")).toBe(
        "Unit size did not move the metric: every unit was of one size, standard.",
      );
      expect(findingOf(found, "profile")).toContain(": the share of C units rose from 21.7 % to 32.0 %.");
    } finally {
      await session.close();
    }
  }, 60_000);

  it("say that there are few customers, and how many would be enough", async () => {
    const session = await memorySession({ source: join(root, "test/fixtures/tiny"), projectDir });
    try {
      const found = await explain(session, { ...yearOnYear, replicates: 200 }, signal);
      expect(doubtOf(found)).toBe("too few");
      expect(findingOf(found, "confirm")).toMatch(
        /These are too few customers to tell -\$[\d.]+ from chance; about \d+ a period would be enough for a change of/,
      );
      expect(findingOf(found, "bridge")).toBe("No driver is named: 8 and 7 customers are too few to tell.");
      expect(contentless(found)).toEqual([]);
    } finally {
      await session.close();
    }
  }, 60_000);

  it("give the headline beside the books, why they differ, and the switch that makes them agree", async () => {
    const of = { scenario: await loadScenario("coffee"), seed: 3, customers: 2000, replicates: 60 };
    const warehouse = await openWarehouse(of);
    try {
      const found = await askHome(warehouse.run, { ...of, switches: { reversalDays: 10 } });
      const booked = found.trueUp.lines.find(({ name }) => name === "net_as_booked");
      const [before, after] = [booked?.basePerCustomer ?? 0, booked?.comparePerCustomer ?? 0];
      const said = `The books have $${before.toFixed(2)} and $${after.toFixed(2)}: they count reversals that came more than 10 days after their order (`;
      expect(findingOf(found, "confirm")).toContain(said);
      expect(findingOf(found, "report")).toContain(said);
      expect(findingOf(found, "confirm")).toContain("With all reversals counted the two agree");
      const alike = await askHome(warehouse.run, { ...of, switches: { reversalDays: "any" } });
      expect(alike.base.value).toBeCloseTo(before, 9);
      expect(alike.compare.value).toBeCloseTo(after, 9);
      expect(findingOf(alike, "confirm")).not.toContain("The books");
      const comparable = await askHome(warehouse.run, of);
      const [first, last] = comparableValues(alike, "net") ?? [];
      expect(first).toBeCloseTo(comparable.base.value, 9);
      expect(last).toBeCloseTo(comparable.compare.value, 9);
    } finally {
      await warehouse.close();
    }
  }, 120_000);
});
