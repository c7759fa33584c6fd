import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Investigation, Question } from "../../source/analysis/investigation.ts";
import { isTotals } from "../../source/analysis/totals/question.ts";
import { isTotalsFound } from "../../source/analysis/totals/totals-investigation.ts";
import { openNotes } from "../../source/commands/notes-file.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import type { ActionName } from "../../source/ui/state/actions.ts";
import type { Core } from "../../source/ui/state/core.ts";
import { statesIn } from "../helpers/states.ts";
import { scratchFolder, tinySession } from "../helpers/tiny-warehouse.ts";
import { type Driver, type DriverOptions, openDriver } from "./driver.ts";

let session: Session;
let folder: Awaited<ReturnType<typeof scratchFolder>>;
const opened: Driver[] = [];

beforeAll(async () => {
  session = await tinySession();
  folder = await scratchFolder();
});
afterEach(() => {
  for (const app of opened.splice(0)) app.close();
});
afterAll(async () => {
  await session.close();
  await folder.remove();
});

const wide = { columns: 120, rows: 40 };

async function open(options: DriverOptions = {}, of: Session = session): Promise<Driver> {
  const core = coreOf(of);
  // Fewer resamples than users get; the results checked here are the same with 40.
  const homeQuestion: Core["homeQuestion"] = async (signal) => ({
    ...(await core.homeQuestion(signal)),
    replicates: 40,
  });
  const app = await openDriver({ ...core, homeQuestion }, options);
  opened.push(app);
  await app.press("to_investigation");
  return app;
}

/** At a step, by its number. */
async function at(step: number, options: DriverOptions = {}, of: Session = session): Promise<Driver> {
  const app = await open(options, of);
  await app.press("step");
  await app.type(String(step));
  await app.send("\r");
  return app;
}

/** The current question about cohorts. */
function question(app: Driver): Question | undefined {
  const asked = statesIn(app.store().state().place).investigation.question;
  return asked === undefined || isTotals(asked) ? undefined : asked;
}

/** The current investigation of cohorts. */
function found(app: Driver): Investigation | undefined {
  const answer = app.store().data.investigation();
  return answer === undefined || isTotalsFound(answer) ? undefined : answer;
}

/** Picks in a list by typing. */
async function choose(app: Driver, action: ActionName, text: string): Promise<void> {
  await app.press(action);
  await app.type(text);
  await app.send("\r");
}

/** The cells of the first line that starts with a text. */
function cells(app: Driver, start: string): readonly string[] {
  const line =
    app
      .screen()
      .split("\n")
      .find((text) => text.trimStart().startsWith(start)) ?? "";
  return line
    .trim()
    .slice(start.length)
    .trim()
    .split(/\s{2,}/);
}

describe.each([
  ["80x24", { columns: 80, rows: 24 }],
  ["120x40", wide],
])("the investigation of the tiny source at %s", (_, size) => {
  it("I1 confirms values, customers, change and interval", async () => {
    const app = await open(size);
    const screen = app.screen().replace(/\s+/g, " ");
    expect(screen).toContain("was $44.40 in 2024-Q1 (4 customers) and $19.93 in 2025-Q1 (4)");
    expect(screen).toContain("a change of -$24.48");
    expect(screen).toContain("95 % interval");
    expect(cells(app, "2024-Q1").slice(0, 3)).toEqual(["4", "0", "44.40"]);
  });

  it("I2 adds up from list price to net revenue as booked", async () => {
    const app = await at(2, size);
    expect(app.screen()).toContain("ties out");
    expect(cells(app, "List price  ").slice(0, 2)).toEqual(["199.00", "112.00"]);
    expect(cells(app, "Welcome offers").slice(0, 2)).toEqual(["-1.80", "-4.80"]);
    expect(cells(app, "Prepaid plans").slice(0, 2)).toEqual(["-9.60", "-9.00"]);
    expect(cells(app, "Billed").slice(0, 2)).toEqual(["187.60", "95.20"]);
    await app.press("last_row");
    const bottom = app.screen();
    expect(bottom).toContain("↑ more above");
    await app.press("page_down", "page_down");
    expect(app.screen()).toBe(bottom);
    await app.press("up");
    expect(app.screen()).not.toBe(bottom);
  });

  it("walks through all twelve, each with question and verdict, and marks those seen", async () => {
    const app = await open(size);
    for (const step of found(app)?.steps ?? []) {
      expect(app.screen().replace(/\s+/g, " ")).toContain(step.question.slice(0, 40));
      await app.press("next_step");
    }
    const marks = app.screen().match(/✓\d+ /g) ?? [];
    expect(marks).toHaveLength(11);
    expect(app.screen()).toContain("▸12 report");
    expect(app.screen()).not.toMatch(/NaN|Infinity|undefined/);
  });

  it.each([
    [3, ["share  ╌╌ 2024  ━━ 2025", "depth"]],
    [4, ["share  ╌╌ 2024  ━━ 2025", "12 orders"]],
    [5, ["share of large bags  ╌╌ 2024  ━━ 2025"]],
    [6, ["share of premium"]],
    [7, ["list price, like for like  ╌╌ 2024  ━━ 2025"]],
    [8, ["refunds per customer", "replacements per customer"]],
    [9, ["orders per customer  ╌╌ 2024  ━━ 2025", "bags per order"]],
  ] as const)("I12 draws both years of step %i month by month", async (step, names) => {
    const app = await at(step, size);
    let seen = app.screen();
    for (let page = 0; page < 4; page++) {
      await app.press("page_down");
      seen += app.screen();
    }
    for (const name of names) expect(seen).toContain(name);
    expect(seen).toMatch(/Jan +Dec/);
  });

  it("I10 opens bars into parts that sum exactly, and closes them", async () => {
    const app = await at(10, size);
    expect(app.screen()).toContain("bars sum to -$24.48");
    expect(app.screen()).toContain("exactly.");
    const groups = found(app)?.groups ?? [];
    const volume = groups.findIndex((bar) => bar.name === "volume");
    for (let row = 0; row < volume; row++) await app.press("down");
    await app.press("drill");
    expect(app.screen()).toContain("▸▿ Volume");
    expect(app.screen()).toMatch(/The 2 parts sum to .* \(volume\) exactly\./);
    await app.press("down", "drill");
    expect(app.screen()).toMatch(/parts sum to .* \(orders per customer\) exactly\./);
    await app.press("back", "back");
    expect(app.screen()).toContain("▸▹ Volume");
    expect(app.store().state().place.screen).toBe("investigation");
  });
});

describe("a step in a small window", () => {
  it.each([15, 16, 18])(
    "shows all of its finding, table and chart by scrolling in 60 columns and %i rows",
    async (rows) => {
      const app = await at(1, { columns: 60, rows });
      const seen = [app.screen()];
      expect(seen[0]).toContain("more below");
      for (let page = 0; page < 40 && seen.at(-1)?.includes("more below"); page += 1) {
        await app.press("down");
        seen.push(app.screen());
      }
      const finding = found(app)?.steps[0]?.finding.split(" ").slice(-3).join(" ") ?? "";
      const text = seen.join("\n").replaceAll(/\s+/g, " ");
      for (const part of [finding, "2025-Q1 4", "┤"]) expect(text).toContain(part);
      expect(seen.at(-1)).not.toContain("more below");
    },
  );
});

describe("the bridge", () => {
  it("shows running totals, intervals and order bands, whole at 120x40", async () => {
    const app = await at(10, wide);
    await app.press("bars");
    expect(app.screen()).toMatchSnapshot();
  });

  it("is whole at 80x24", async () => {
    const app = await at(10);
    expect(app.screen()).toMatchSnapshot();
  });

  it("is named with its step if its bars are asked for elsewhere", async () => {
    const app = await at(1);
    await app.press("bars");
    expect(app.screen()).toContain("The bars are on the bridge, step 10");
    await app.press("measure");
    await app.type("retention");
    await app.send("\r");
    await app.press("bars");
    expect(app.screen()).toContain("The bars are on the bridge, step 3");
  });

  it("is where Enter goes from a driver's step", async () => {
    const app = await at(8, wide);
    await app.press("drill");
    expect(app.screen()).toContain("▿ Reversals");
    expect(app.screen()).toMatch(/\(reversals\) exactly/);
  });
});

describe("switches, periods and metric", () => {
  it("counts replacements as contra: r-03 lowers net by 43.20, r-05 by 10.00", async () => {
    const app = await open(wide);
    await choose(app, "switches", "contra");
    expect(question(app)?.switches.replacements).toBe("contra");
    expect(app.screen()).toContain("replaced: contra");
    expect(found(app)?.trueUp.baseDifference.units).toBe(0n);
    const lines = found(app)?.trueUp.lines ?? [];
    const replaced = lines.find((line) => line.name === "replacements");
    expect([replaced?.base, replaced?.compare].map(String)).toEqual(["-43.2", "-10"]);
    expect(found(app)?.base.value).toBeCloseTo((177.6 - 43.2) / 4, 12);
    await app.press("undo");
    expect(found(app)?.base.value).toBeCloseTo(44.4, 12);
  });

  it("counts prepaid plans as cash, with a bar for the timing", async () => {
    const app = await at(10, wide);
    await choose(app, "switches", "cash");
    expect(app.screen()).toContain("Prepayment timing");
    expect(found(app)?.compare.value).toBeCloseTo((79.7 + 11 * 27) / 4, 12);
  });

  it("accepts windows of any number of days", async () => {
    const app = await open(wide);
    await choose(app, "switches", "45");
    expect(question(app)?.switches.windowDays).toBe(45);
    expect(app.screen()).toContain("first 45 days");
    expect(app.screen()).toContain("days 0 to 44 of lifetime");
  });

  it("compares any two periods, typed or chosen", async () => {
    const app = await open(wide);
    await choose(app, "compare", "2025-02");
    await app.type("2024-01..2024-03");
    await app.send("\r");
    expect(question(app)).toMatchObject({
      base: { from: "2024-01-01", to: "2024-03-31" },
      compare: { from: "2025-02-01", to: "2025-02-28" },
    });
    expect(app.screen()).toContain("2024-Q1 → 2025-02");
    await app.press("undo");
    expect(app.screen()).toContain("2024-Q1 → 2025-Q1");
  });

  it("explains another metric", async () => {
    const app = await open(wide);
    await choose(app, "measure", "orders per");
    expect(app.screen()).toContain("was 1.75 in 2024-Q1 (4 customers) and 1.75 in 2025-Q1 (4)");
  });

  it("explains measures without a driver tree by mix and rate", async () => {
    const app = await at(10, wide);
    await choose(app, "measure", "discounts per");
    expect(question(app)?.metric).toBe("discounts_per_customer");
    expect(app.screen()).toContain("discounts per customer");
    expect(found(app)?.base.value).toBeCloseTo((1.8 + 9.6) / 4, 12);
    expect(found(app)?.compare.value).toBeCloseTo((4.8 + 9 + 3) / 4, 12);
    expect(app.screen()).toContain("mix and rate");
    await choose(app, "switches", "by region");
    expect(question(app)?.by).toBe("region");
    expect(app.screen()).toContain("mix and rate by region");
    expect(found(app)?.groups[0]?.label).toBe("Mix by region");
    expect(app.screen()).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("asks about retention in the second thirty days, because the first are at 100 %", async () => {
    const app = await open(wide);
    await choose(app, "measure", "retention");
    expect(question(app)).toMatchObject({ metric: "retention", firstDay: 30 });
    expect(app.screen()).toContain("days 30-59");
    expect(app.screen()).toContain("days 30 to 59 of lifetime");
    await app.press("switches");
    expect(app.screen()).toContain("● window: 30 days from day 30 on");
    await app.send("\u001b");
    await choose(app, "measure", "orders per");
    expect(question(app)?.firstDay).toBeUndefined();
  });

  it("stays at the step of the same name when the measure changes, or goes to the first", async () => {
    const app = await at(10, wide);
    const step = () => found(app)?.steps[statesIn(app.store().state().place).investigation.step]?.id;
    await choose(app, "measure", "discounts per");
    expect(step()).toBe("bridge");
    expect(app.screen()).toContain("▸3 bridge");
    await choose(app, "measure", "orders per");
    expect(app.screen()).toContain("▸10 bridge");
    await choose(app, "step", "5");
    await choose(app, "measure", "discounts per");
    expect(step()).toBe("confirm");
    await app.press("undo");
    expect(step()).toBe("bag_size");
  });

  it("filters customers, and says so in the second line", async () => {
    const app = await open(wide);
    await app.press("clear_filters");
    expect(app.screen()).toContain("all customers");
    expect(found(app)?.base.customers).toBe(8);
    await choose(app, "filter", "point of entry");
    await app.type("subscription");
    await app.send("\r");
    expect(found(app)?.base.customers).toBe(4);
  });

  it("says what is wrong with periods without customers, and undo goes back", async () => {
    const app = await open(wide);
    await choose(app, "compare", "2024-05");
    await app.send("\r");
    expect(app.screen()).toContain("No customers in");
    await app.press("undo");
    expect(app.screen()).toContain("$44.40");
  });
});

describe("I13 why?", () => {
  it("explains a cell of the grid at its own age, against the year before", async () => {
    const app = await openDriver(coreOf(session), wide);
    opened.push(app);
    await app.press("first_row", "right");
    const rows = app.store().data.grid()?.rows ?? [];
    const row = rows.findIndex((one) => one.key === "2025-01");
    for (let index = 0; index < row; index++) await app.press("down");
    await app.press("first_column", "right", "why");
    expect(question(app)).toMatchObject({
      base: { from: "2024-01-01", to: "2024-01-31" },
      compare: { from: "2025-01-01", to: "2025-01-31" },
      firstDay: 30,
    });
    expect(app.screen()).toContain("days 30-59");
  });

  it("explains against the cohort just before if the data has no year before, and says so", async () => {
    const app = await openDriver(coreOf(session), wide);
    opened.push(app);
    await app.press("first_row", "down", "first_column", "why");
    expect(app.screen()).toContain("The data has no year before 2024-02: against 2024-01");
    expect(question(app)?.base).toEqual({ from: "2024-01-01", to: "2024-01-31" });
  });

  it("says what it cannot explain of a slice, and names the nearest question without asking it", async () => {
    const app = await at(3, wide);
    await app.press("as_slice");
    expect(app.screen()).toContain("Slices");
    expect(cells(app, "welcome").slice(0, 2)).toEqual(["9.00", "12.00"]);
    const before = question(app);
    await app.press("why");
    expect(app.screen()).toContain("▸ Slices");
    expect(question(app)).toEqual(before);
    expect(app.screen().replace(/\s+/g, " ")).toMatch(
      /Cannot explain list revenue in total, nor several cohorts in one number\. Nearest question: list revenue per customer of customers acquired 2025-Q1 against 2024-Q1, first 30 days, entry: subscription, discount program: prepaid/,
    );
  });
});

describe("I15 notes and exclusions", () => {
  it("survive closing and reopening, in a file that only its owner can read", async () => {
    const warehouse = join(folder.path, "kept.duckdb");
    const notes = await openNotes(warehouse);
    const app = await openDriver(coreOf(session, undefined, notes), wide);
    opened.push(app);
    await app.press("to_investigation", "next_step", "note");
    await app.type("checked with finance");
    await app.send("\r");
    await app.press("next_step", "leave_out");
    await notes.settled();
    const file = join(folder.path, "kept.notes.json");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = await openDriver(coreOf(session, undefined, await openNotes(warehouse)), wide);
    opened.push(again);
    await again.press("to_investigation");
    expect(again.screen()).toContain("✓2 true-up");
    expect(again.screen()).toContain("✓3 welcome -");
    await again.press("next_step");
    expect(again.screen()).toContain("Note: checked with finance");
    await again.press("next_step");
    expect(again.screen()).toContain("Left out of the story");
    await again.press("last_column");
    expect(again.screen()).toMatch(/True-up +ties out +checked with finance/);
    expect(again.screen()).toMatch(/- Welcome offer +left out/);
  });

  it("belong to their question, under any switches", async () => {
    const app = await at(2, wide);
    await app.press("note");
    await app.type("ours");
    await app.send("\r");
    await choose(app, "switches", "contra");
    expect(app.screen()).toContain("Note: ours");
    await choose(app, "compare", "2025-02");
    await app.send("\r");
    expect(app.screen()).not.toContain("Note: ours");
    await app.press("go_back", "to_investigation", "undo");
    expect(app.screen()).toContain("Note: ours");
  });

  it("do not overwrite a file that is not ours", async () => {
    const warehouse = join(folder.path, "foreign.duckdb");
    await writeFile(join(folder.path, "foreign.notes.json"), "mine");
    const notes = await openNotes(warehouse);
    const app = await openDriver(coreOf(session, undefined, notes), wide);
    opened.push(app);
    expect(app.screen()).toContain("notes file cannot be read");
    await app.press("to_investigation", "leave_out");
    await notes.settled();
    expect(await readFile(join(folder.path, "foreign.notes.json"), "utf8")).toBe("mine");
  });
});

describe("a step", () => {
  it("is left out if its data is missing, with a sentence on which data it needs", async () => {
    const capabilities = [{ name: "discounts", available: false, why: "no discount offerings" }];
    const app = await at(1, wide, { ...session, dataSet: { ...session.dataSet, capabilities } });
    expect(app.screen()).not.toMatch(/\d welcome/);
    expect(app.screen().replaceAll(/\s+/g, " ")).toContain(
      "Left out, as the source has no data: welcome offer and prepaid plans (add discount_offerings, or a mapping).",
    );
  });

  it.each([
    [2, "list_revenue", "table"],
    [4, "orders", "pivot"],
    [5, "bags", "pivot"],
    [8, "reversals", "pivot"],
    [9, "orders", "pivot"],
  ] as const)("opens as a slice of both periods: step %i", async (step, measure, view) => {
    const app = await at(step, wide);
    await app.press("as_slice");
    const { slices, screen } = statesIn(app.store().state().place);
    expect({ screen, view: slices.view, measure: slices.slice.measures[0] }).toEqual({
      screen: "slices",
      view,
      measure,
    });
    expect(slices.slice.filters).toContainEqual({
      dimension: "acquisition_quarter",
      op: "in",
      values: ["2024-Q1", "2025-Q1"],
    });
    await app.press("go_back");
    expect(app.screen()).toContain("Investigate");
  });

  it("shows its SQL", async () => {
    const app = await at(3, wide);
    await app.press("sql");
    expect(app.screen()).toMatch(/select|with/i);
  });
});

describe("I16 the report", () => {
  it.each(["html", "md"])("is written with the notes, without the steps left out, as %s", async (ending) => {
    const app = await at(3, wide);
    await app.press("note");
    await app.type("a note of ours");
    await app.send("\r");
    await app.press("next_step", "leave_out", "export");
    expect(app.screen()).toContain("net-revenue-per-customer-2024-q1-to-2025-q1.html");
    expect(app.screen()).toContain("11 steps, one note, 1 left out");
    const file = join(folder.path, `report.${ending}`);
    await app.send("\u0015");
    await app.type(file);
    await app.send("\r");
    await expect.poll(() => app.screen()).toContain("Wrote the report to");
    const report = await readFile(file, "utf8");
    expect(report).toContain("a note of ours");
    expect(report).toContain("44.40");
    expect(report).not.toContain("Are more customers prepaying");
  });
});
