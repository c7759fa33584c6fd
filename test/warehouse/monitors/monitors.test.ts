import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { createBuildDatabase } from "../../../source/warehouse/database/build-database.ts";
import type { Database } from "../../../source/warehouse/database/database.ts";
import { profileColumns } from "../../../source/warehouse/monitors/column-profile.ts";
import { monitorSettings } from "../../../source/warehouse/monitors/monitor-settings.ts";
import { runMonitors } from "../../../source/warehouse/monitors/run-monitors.ts";
import { silverColumns } from "../../../source/warehouse/monitors/silver-columns.ts";

/** A Monday; 70 days of order lines end the day before. */
const now = new Date("2025-06-16T08:00:00Z");

/** A warehouse with only order lines: a number per day, the newest day first. */
async function linesPerDay(counts: readonly number[], region = "'west'"): Promise<Database> {
  const { database } = await createBuildDatabase(undefined, []);
  onTestFinished(() => database.close());
  await database.query("create schema silver");
  const days = counts.map((count, index) => `(${index}, ${count})`).join(", ");
  await database.query(`create table silver.fct_transactions as
    select (date '2025-06-15' - back)::date as transaction_date, transaction_date + interval 20 hour as transacted_at,
      ${region}::varchar as region, null::varchar as email
    from (values ${days}) as days(back, lines), range(lines) as line(number)`);
  return database;
}

const steady = Array.from({ length: 70 }, (_, back) => 100 + ((back * 7) % 11));

async function found(database: Database, given: Parameters<typeof monitorSettings>[0] = {}, before = undefined) {
  const { results } = await runMonitors(database, now, monitorSettings(given), before ?? []);
  return results;
}

describe("freshness", () => {
  it("is always reported, with a warning above the hours of the mapping", async () => {
    const database = await linesPerDay(steady);
    const message = "the newest order line is of 2025-06-15 20:00 UTC, 12 hours ago";
    expect(await found(database)).toContainEqual(expect.objectContaining({ status: "passed", message }));
    const [late] = await found(database, { freshness: { hours: 11 } });
    expect(late).toMatchObject({ name: "freshness_fct_transactions", status: "warned", severity: "warn" });
    expect(late?.message).toBe(`${message}; 11 are allowed`);
  });
});

describe("volume", () => {
  it("finds the day that lost half of its rows, with its numbers and its row", async () => {
    const database = await linesPerDay(steady.with(2, 52));
    const volume = (await found(database)).find(({ name }) => name === "volume_fct_transactions");
    const usual = steady
      .filter((_, back) => back > 2 && back % 7 === 2)
      .slice(0, 8)
      .toSorted((one, other) => one - other);
    const median = Math.round(((usual[3] ?? 0) + (usual[4] ?? 0)) / 2);
    expect(volume?.message).toBe(`Friday 2025-06-13 has 52 order lines, where ${median} ± 10 are usual`);
    const { rows } = await database.query(volume?.sql ?? "");
    expect(rows).toHaveLength(1);
    expect(rows[0]?.slice(0, 2)).toEqual(["2025-06-13", 52]);
  });

  it("finds a day without any rows, and leaves out the incomplete day", async () => {
    const database = await linesPerDay(steady.with(3, 0));
    expect((await found(database)).map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^Thursday 2025-06-12 has 0 order lines/),
    );
    await database.query(
      "insert into silver.fct_transactions select date '2025-06-16', timestamp '2025-06-16 01:00', 'west', null",
    );
    expect((await found(database)).some(({ message }) => message.includes("2025-06-16 has"))).toBe(false);
  });

  it("is quiet on steady days, on few days and on months that arrive in one day", async () => {
    const batches = steady.map((_, back) => (back % 30 === 1 ? 500 : 0));
    for (const counts of [steady, steady.slice(0, 20), batches, [5]]) {
      const volume = (await found(await linesPerDay(counts))).filter(({ name }) => name.startsWith("volume"));
      expect(volume.filter(({ status }) => status !== "passed")).toEqual([]);
    }
  });

  it("warns about a day exactly if it is beyond the allowed spreads", async () => {
    const shops = fc.array(fc.integer({ min: 20, max: 60 }), { minLength: 40, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(shops, fc.integer({ min: 1, max: 6 }), async (counts, spreads) => {
        const database = await linesPerDay(counts);
        const [volume] = (await found(database, { volume: { spreads } })).filter(({ name }) => name.startsWith("vol"));
        expect(volume?.failures).toBe(oddDays(counts, spreads));
        await database.close();
      }),
      { numRuns: 10, seed: 7 },
    );
  });
});

/**
 * The rule by hand: how many of the last seven days, newest first, are further than this many spreads from their weekday's
 * median.
 */
function oddDays(counts: readonly number[], spreads: number): number {
  const median = (values: readonly number[]) => {
    const sorted = values.toSorted((one, other) => one - other);
    return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
  };
  return counts.slice(0, 7).filter((count, back) => {
    const earlier = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((week) => counts[back + 7 * week] ?? []);
    if (earlier.length < 4) return false;
    const usual = median(earlier);
    const deviation = median(earlier.map((one) => Math.abs(one - usual)));
    return Math.abs(count - usual) > spreads * Math.max(1.4826 * deviation, Math.sqrt(usual));
  }).length;
}

describe("distribution", () => {
  it("reports new values with their rows, and an increase in rows without a value", async () => {
    const old = await linesPerDay([100, 100]);
    const before = await profileColumns(old, await silverColumns(old));
    const database = await linesPerDay(
      [100, 100],
      "case when number < 10 then null when number < 13 then 'north' else 'west' end",
    );
    const { results } = await runMonitors(database, now, monitorSettings(), before);
    const distribution = results.find(({ name }) => name === "distribution_fct_transactions");
    expect(distribution).toMatchObject({ status: "warned", failures: 2 });
    expect(distribution?.message.replaceAll(/\s/g, " ")).toBe(
      "region has a new value: north (6 rows); region is empty in 10.0 % of the rows, 0.0 % before",
    );
    const lenient = monitorSettings({ distribution: { new_values: 1, empty_rise: 0.1 } });
    const { results: allowed } = await runMonitors(database, now, lenient, before);
    expect(allowed.filter(({ status }) => status === "warned")).toEqual([]);
    const ignoring = monitorSettings({ distribution: { ignore: ["region"] } });
    expect((await runMonitors(database, now, ignoring, before)).results.map(({ name }) => name)).not.toContain(
      "distribution_fct_transactions",
    );
  });

  it("has no profile of personal columns, and no values of columns with many", async () => {
    const database = await linesPerDay([100], "number");
    const profiles = await profileColumns(database, await silverColumns(database));
    expect(profiles).toEqual([{ model: "fct_transactions", column: "region", rows: 100, empty: 0, values: undefined }]);
  });
});

it("reports nothing if there is nothing to check", async () => {
  const { database } = await createBuildDatabase(undefined, []);
  onTestFinished(() => database.close());
  expect(await runMonitors(database, now, monitorSettings(), [])).toEqual({ results: [], profiles: [] });
});
