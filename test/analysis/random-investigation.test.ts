import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { investigate } from "../../source/analysis/investigate.ts";
import { defaultSwitches, type Question } from "../../source/analysis/investigation.ts";
import type { Row } from "../../source/analysis/read-cells.ts";
import { coffeeWords } from "../../source/domain/business-words.ts";
import type { Statement } from "../../source/domain/cohort.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import { segmentDimensions } from "../../source/domain/segment-dimension.ts";
import { fields } from "../../source/query/driver-fields.ts";
import { trueUpFields } from "../../source/query/driver-true-up.ts";
import { contentless } from "./contentless.ts";
import { numbers } from "./random-cells.ts";
import { unfinished } from "./unfinished-numbers.ts";

const channels = ["email", "<script>", "partner"];
const sizes = ["standard", "large", "unknown"];
const profiles = ["drip · classic", "press · premium"];
const months = ["2024-01-01", "2024-02-01", "2025-01-01", "2025-03-01"];

/** Answers of a warehouse with arbitrary cells: empty, negative, missing, in one period only. */
function anyWarehouse(seed: number) {
  const next = numbers(seed);
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(next() * values.length)];
  const amount = () => (next() < 0.4 ? 0 : Math.round((next() - 0.25) * 20_000));
  const customers = [1 + Math.floor(next() * 6), 1 + Math.floor(next() * 6)];
  const units = customers.flatMap((count, period) =>
    Array.from({ length: count }, (_, unit) => [period, unit] as const),
  );
  const some = <T>(make: () => T) => Array.from({ length: Math.floor(next() * 8) }, make);
  const measures = () => fields.map((field) => (field === "customers" ? 1 : amount()));
  return async ({ sql }: Statement): Promise<readonly Row[]> => {
    if (sql.includes(" as immature")) {
      return customers.map((count, period) => [period, count, 0, `202${4 + period}-01-01`, `202${4 + period}-03-30`]);
    }
    if (sql.includes(" as profiles")) return [[2]];
    if (sql.includes(" as whole")) return channels.map((channel) => [channel, 1, channels.length, channels.length]);
    if (sql.includes("staged_rows")) {
      return [0, 1].map((period) => [period, months[period * 2] ?? "", "email", ...trueUpFields.map(amount)]);
    }
    if (sql.includes("acquisition_bag_size")) {
      return units.map(([period, unit]) => [
        period,
        unit,
        ...segmentDimensions().map(() => pick(sizes) ?? null),
        1,
        amount(),
      ]);
    }
    const isByMonth = !sql.includes(" as unit");
    if (sql.includes("profiles")) {
      const product = (): Row => [pick(sizes) ?? "", pick(profiles) ?? "", Math.round((next() - 0.2) * 5), amount()];
      if (isByMonth) return some(() => [pick(months) ?? "", ...product()]);
      return units.flatMap((unit) => some(() => [...unit, pick(channels) ?? "", ...product()]));
    }
    if (isByMonth) return months.map((month) => [month, ...measures()]);
    return units.map((unit) => [...unit, pick(channels) ?? "", ...measures()]);
  };
}

describe("an investigation of arbitrary cells", () => {
  it("has no NaN or infinite number, and sums exactly at every level", async () => {
    const metrics = ["net_revenue", "list_revenue", "bags", "orders"];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.constantFrom(...metrics),
        fc.constantFrom("cost", "contra"),
        fc.constantFrom("recognised", "cash"),
        async (seed, metric, replacements, prepaid) => {
          const question: Question = {
            metric,
            base: parsePeriod("2024-Q1"),
            compare: parsePeriod("2025-Q1"),
            filters: [],
            switches: { ...defaultSwitches, replacements, prepaid },
            seed,
            replicates: 40,
          };
          const context = {
            filters: [],
            capabilities: [],
            dataEnd: "2025-07-01",
            currency: "USD",
            business: coffeeWords,
          };
          const found = await investigate(question, anyWarehouse(seed), context, new AbortController().signal);
          expect(unfinished(found)).toEqual([]);
          expect(contentless(found)).toEqual([]);
          for (const bars of [found.groups, found.drivers]) {
            expectSum(
              bars.map((bar) => bar.contribution),
              found.change,
            );
            for (const { categories, contribution } of bars) {
              if (categories)
                expectSum(
                  categories.map(({ mix, rate }) => mix + rate),
                  contribution,
                );
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

function expectSum(parts: readonly number[], whole: number) {
  const sum = parts.reduce((total, part) => total + part, 0);
  const largest = Math.max(1, ...parts.map(Math.abs));
  expect(Math.abs(sum - whole)).toBeLessThan(1e-9 * largest);
}
