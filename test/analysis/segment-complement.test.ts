import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { explain, homeQuestionOf } from "../../source/commands/explain.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import { segmentsProof } from "../../source/export/report/proof/proof-segments.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { projectDir, root } from "../helpers/places.ts";

const source = join(root, "test/fixtures/segment-complement");

/** Net revenue per customer by region and period, straight from the files. */
async function ratesByHand(): Promise<ReadonlyMap<string, number>> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const reader = await connection.runAndReadAll(
    `select region || ' ' || left(customer_id, 4), sum(net_revenue) / count(distinct customer_id)
     from '${join(source, "transactions.csv")}' inner join '${join(source, "customers.csv")}' using (customer_id) group by all`,
  );
  connection.closeSync();
  return new Map(reader.getRowsJS().map(([key, rate]) => [String(key), Number(rate)]));
}

describe("two regions, one of which fell", () => {
  it("names the one that fell, with both its rates and the rest's, and its SQL gives the same", async () => {
    const session = await memorySession({ source, projectDir });
    try {
      const question = {
        ...(await homeQuestionOf(session)),
        base: parsePeriod("2024-01"),
        compare: parsePeriod("2025-01"),
        replicates: 200,
      };
      const found = await explain(session, question, new AbortController().signal);
      const byHand = await ratesByHand();
      const rate = (key: string) => byHand.get(key) ?? Number.NaN;
      expect(found.segments).toHaveLength(1);
      const [segment] = found.segments;
      expect(segment?.label).toBe("region west");
      expect(segment?.rates[0]).toBeCloseTo(rate("west 2024"), 9);
      expect(segment?.rates[1]).toBeCloseTo(rate("west 2025"), 9);
      expect(segment?.restRates[0]).toBeCloseTo(rate("east 2024"), 9);
      expect(segment?.restRates[1]).toBeCloseTo(rate("east 2025"), 9);
      const beyond = rate("west 2025") - rate("west 2024") * (rate("east 2025") / rate("east 2024"));
      expect(segment?.contribution).toBeCloseTo(beyond / 2, 9);
      expect(found.steps.find(({ id }) => id === "segments")?.finding).toBe(
        "Region west (1,000 customers in 2024-01, 1,000 in 2025-01) fell from $19.95 to $10.15 (-49.1 %), while the rest rose from $19.88 to $20.05 (+0.9 %). Its contribution beyond the rest is -$4.99 of the change of -$4.81 (z -52.84). 2 segments were tested.",
      );
      const [row = []] = await session.run({ sql: segmentsProof(found) ?? "", params: [] });
      expect(row.slice(0, 3)).toEqual(["region west", 1000, 1000]);
      expect(Number(row[7])).toBeCloseTo(segment?.contribution ?? 0, 9);
      expect(Number(row[8])).toBeCloseTo(segment?.z ?? 0, 9);
    } finally {
      await session.close();
    }
  }, 60_000);
});
