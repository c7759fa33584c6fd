import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { type Period, printPeriod } from "../../source/domain/period.ts";
import type { Core } from "../../source/ui/state/core.ts";
import { generatedSession } from "../helpers/generated-session.ts";
import { statesIn } from "../helpers/states.ts";
import { type Driver, openDriver } from "./driver.ts";

let session: Session;
let app: Driver;
beforeAll(async () => {
  session = await generatedSession(900, 5);
}, 120_000);
afterAll(() => session.close());
afterEach(() => app.close());

async function open(columns = 120, rows = 40): Promise<void> {
  const core = coreOf(session);
  const homeQuestion: Core["homeQuestion"] = async (signal) => ({
    ...(await core.homeQuestion(signal)),
    replicates: 40,
  });
  app = await openDriver({ ...core, homeQuestion }, { columns, rows });
  await app.press("to_investigation");
}

async function choose(text: string): Promise<void> {
  await app.type(text);
  await app.send("\r");
}

const question = () => statesIn(app.store().state().place).investigation.question;

describe("a question about totals on the investigation screen", { timeout: 120_000 }, () => {
  it.each([
    [80, 24],
    [120, 40],
  ])("asks why the newest quarter differs from the year before, step by step, at %i x %i", async (columns, rows) => {
    await open(columns, rows);
    await app.press("question");
    await choose("two periods");
    expect(app.screen()).toContain("2024-Q2 → 2025-Q2");
    expect(app.screen()).toMatch(/Net revenue was \$[\d,]+ in 2024-Q2 and \$[\d,]+ in 2025-Q2/);
    await app.press("next_step");
    expect(app.screen()).toContain("Net as booked");
    if (rows === 40) expect(app.screen()).toMatch(/Order lines +\d[\d,]* +\d[\d,]*\s/);
    expect(app.screen()).toContain("ties out");
    await app.press("next_step");
    expect(app.screen()).toContain("retained");
    for (const _ of [1, 2, 3, 4, 5, 6]) await app.press("next_step");
    expect(app.screen()).toMatch(/The \d+ bars sum to/);
    expect(app.screen()).toContain("exactly");
    await app.press("switches");
    expect(app.screen()).toContain("Totals are as booked: there is nothing to switch");
  });

  it("accepts other periods, and opens a step as a slice of both", async () => {
    await open();
    await app.press("question");
    await choose("two periods");
    await app.press("compare");
    await choose("2025-Q1");
    await choose("2024-Q4");
    expect(question()).toMatchObject({
      of: "period",
      base: { from: "2024-10-01", to: "2024-12-31" },
      compare: { from: "2025-01-01", to: "2025-03-31" },
    });
    await app.press("as_slice");
    expect(app.screen()).toContain("Slices");
    expect(statesIn(app.store().state().place).slices.slice).toMatchObject({
      period: { from: "2025-01-01", to: "2025-03-31" },
      against: { from: "2024-10-01", to: "2024-12-31" },
    });
  });

  it("compares two groups, chosen by a dimension, two of its values and days, or by a filter that keeps two", async () => {
    await open();
    await app.press("question");
    await choose("two groups");
    await choose("region");
    await choose("south");
    await choose("west");
    await choose("2025-Q1");
    expect(question()).toMatchObject({
      of: "groups",
      period: { from: "2025-01-01", to: "2025-03-31" },
      filters: [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }],
      baseWhere: [{ dimension: "region", op: "in", values: ["south"] }],
      compareWhere: [{ dimension: "region", op: "in", values: ["west"] }],
    });
    expect(app.screen()).toContain("region=south → region=west");
    await app.press("filter");
    await choose("channel");
    for (const value of ["email", "organic"]) {
      await app.type(value);
      await app.send("\t");
      await app.send("\u0015");
    }
    await app.send("\r");
    await app.press("compare");
    await choose("email against organic");
    await choose("all");
    expect(question()).toMatchObject({
      period: { from: session.dataSet.from, to: session.dataSet.to },
      baseWhere: [{ dimension: "marketing_channel", values: ["email"] }],
      compareWhere: [{ dimension: "marketing_channel", values: ["organic"] }],
    });
  });

  it("explains two values kept in slices, and two marked rows of a grid, one against the other", async () => {
    await open();
    await app.press("to_slices", "why_two");
    expect(app.screen()).toContain("Keep two values to explain one against the other");
    await app.press("filter");
    await choose("channel");
    for (const value of ["email", "organic"]) {
      await app.type(value);
      await app.send("\t");
      await app.send("\u0015");
    }
    await app.send("\r");
    await app.press("why_two");
    expect(app.screen()).toContain("marketing_channel=email → marketing_channel=organic");
    const { period } = statesIn(app.store().state().place).slices.slice;
    expect(question()).toMatchObject({ of: "groups", metric: "net_revenue", period });
    await app.press("go_back", "to_cohorts", "why_two");
    expect(app.screen()).toContain("Mark two rows to explain one against the other");
    await app.press("first_row", "first_column", "mark", "down", "mark", "why_two");
    const marked = statesIn(app.store().state().place).cohorts.marked;
    const { base, compare } = question() as { readonly base: Period; readonly compare: Period };
    expect([printPeriod(base), printPeriod(compare)]).toEqual(marked.toSorted());
  });

  it("is what w offers for what has no drivers: switching and single records", async () => {
    await open();
    await app.press("to_switching", "why");
    expect(app.screen()).toMatch(/Cannot explain customers who changed .+\. Nearest question: net revenue in /);
    await app.press("to_cohorts", "rows", "why");
    expect(app.screen()).toMatch(/Cannot explain net revenue in total, nor one order line\. Nearest question: /);
  });
});
