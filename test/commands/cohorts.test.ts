import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../../source/cli.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { encodePlace } from "../../source/ui/state/state-string.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, scratchFolder, tinySession } from "../helpers/tiny-warehouse.ts";
import { openDriver } from "../journeys/driver.ts";

let session: Session;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;

beforeAll(async () => {
  session = await tinySession();
  scratch = await scratchFolder();
  await copyTinyWarehouse(join(scratch.path, "tiny.duckdb"));
});
afterAll(async () => {
  await session.close();
  await scratch.remove();
});

/** Runs a command on the tiny source; `columns` makes its output a terminal of that width. */
async function run(words: readonly string[], columns?: number) {
  const written = { out: "", log: "" };
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  const code = await runCommandLine(
    [...words, "--source", tinySource, "--warehouse", join(scratch.path, "tiny.duckdb")],
    {
      out: { write: (text: string) => (written.out += text), ...terminal },
      log: { write: (text: string) => (written.log += text) },
      signal: new AbortController().signal,
    },
  );
  return { code, ...written };
}

describe("grounds cohorts", () => {
  it("U9 prints long CSV when piped, and a wide table up to the terminal's width", async () => {
    const piped = await run(["cohorts", "--entry", "subscription"]);
    expect(piped.out.split("\n").slice(0, 2)).toEqual([
      "acquisition_month,tenure_month,customers,net_revenue_per_customer,complete,small",
      "2024-01,0,2,45.6,true,true",
    ]);
    const split = await run(["cohorts", "--split", "region", "--measure", "net_revenue"]);
    expect(split.out.split("\n")[0]).toBe("region,tenure_month,customers,net_revenue,complete,small,cohorts");
    expect(split.log).toContain("each row is the average of its monthly cohorts");
    const shown = await run(["cohorts", "--entry", "subscription", "--compare", "year"], 80);
    const lines = shown.out.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^acquired +customers +M0 +M1/);
    expect(lines.at(-1)).toMatch(/^all +8 +32\.16/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(shown.log).toContain("more periods do not fit here");
    expect(shown.log).toContain("* not complete");
  });

  it("C7 C11 C13 flags cells that are not complete or small, and compares at equal age, in the CSV too", async () => {
    const { out } = await run(["cohorts", "--entry", "subscription", "--compare", "year"]);
    const rows = out
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    const cell = (cohort: string, month: string) => rows.find((row) => row[0] === cohort && row[1] === month);
    expect(cell("2025-01", "0")?.slice(2, 9)).toEqual(["2", "20.35", "true", "true", "2024-01", "45.6", "-25.25"]);
    expect(cell("2025-03", "3")?.[4]).toBe("false");
    expect(cell("2025-03", "3")?.slice(7, 10)).toEqual(["", "", ""]);
  });

  it("S11 S15 prints what a saved state shows, and other options override it", async () => {
    const app = await openDriver(coreOf(session));
    await app.press("axis");
    const state = encodePlace(app.store().state().place, app.store());
    app.close();
    const calendar = await run(["cohorts", "--state", state]);
    expect(calendar.out).toContain("\n2024-01,2024-01,");
    const weeks = await run(["cohorts", "--state", state, "--axis", "tenure", "--measure", "customers"]);
    expect(weeks.out).toMatch(/^acquisition_month,tenure_month,cohort_customers,customers,complete/);
    const slice = await run(["slice", "--state", state, "--by", "point_of_entry", "--measure", "net_revenue"]);
    expect(slice.out.split("\n")[1]).toMatch(/^subscription,/);
    const broken = await run(["cohorts", "--state", "g1.nonsense"]);
    expect(broken.code).toBe(2);
    expect(broken.log).toContain("This is not a saved state");
  });

  it("names the nearest ones if a measure or a cohort does not exist", async () => {
    expect((await run(["cohorts", "--measure", "net_revenu"])).log).toContain("net_revenue");
    const unknown = await run(["cohorts", "--compare", "2023-01"]);
    expect(unknown.code).toBe(2);
    expect(unknown.log).toContain('There is no cohort "2023-01"');
  });
});
