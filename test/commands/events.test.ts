import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { withEvents as withEventsBetween } from "../../source/analysis/events-between.ts";
import { readEvents } from "../../source/commands/events-file.ts";
import { explainAny, homeQuestionOf } from "../../source/commands/explain.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { withEvents, withEventsAsSaved } from "../../source/commands/with-events.ts";
import { eventsOfKey } from "../../source/domain/business-event.ts";
import { UsageError } from "../../source/errors.ts";
import { textOf } from "../../source/ui/widgets/line.ts";
import { trendLines } from "../../source/ui/widgets/trends.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { openedApps } from "../journeys/opened.ts";
import { scratch, writeFiles } from "../warehouse/support/scratch.ts";

const text = `events:
  - { name: Welcome offer 42 %, date: 2024-02-10, until: 2024-03-31, where: { point_of_entry: [subscription] } }
  - { name: New roaster, date: 2024-08-01 }
  - { name: North store, date: 2024-09-01, where: { region: north } }
`;

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

async function onTiny(): Promise<Session> {
  return withEvents(session, { source: await scratch({ "events.yml": text }) });
}

/** The line and the reason given for an invalid file. */
async function whyNot(yaml: string): Promise<string> {
  const file = join(await scratch({ "events.yml": yaml }), "events.yml");
  try {
    readEvents(file, session.catalog);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message.replace(/^.*events\.yml:/, "")} ${error.why}`;
  }
  return "nothing";
}

const openApp = openedApps();

describe("events", () => {
  it("mark the cohorts in whose days they began, except those that the filters leave out", async () => {
    const { dataSet } = await onTiny();
    const named = (key: string, values?: readonly string[]) =>
      eventsOfKey(dataSet.events, key, values ? [{ dimension: "point_of_entry", op: "in", values }] : []).map(
        ({ name }) => name,
      );
    expect(named("2024-02")).toEqual(["Welcome offer 42 %"]);
    expect(named("2024-03")).toEqual([]);
    expect(named("2024-Q3")).toEqual(["New roaster", "North store"]);
    expect(named("2024-02-05")).toEqual(["Welcome offer 42 %"]);
    expect(named("2024-02", ["a_la_carte"])).toEqual([]);
    expect(named("subscription")).toEqual([]);
  });

  it("are drawn beside cohorts and named in the details", async () => {
    const app = await openApp(coreOf(await onTiny()), { columns: 120, rows: 40 });
    await app.press("first_row", "down");
    expect(app.screen()).toContain("2024-02◇");
    expect(app.screen()).toContain("◇ event");
    expect(app.screen()).toContain("◇ 2024-02-10 to 2024-03-31");
    expect(app.screen()).not.toContain("2024-03◇");
  });

  it("tick the charts of an investigation, and stand beside their names", async () => {
    const { dataSet } = await onTiny();
    const points = ["2024-01", "2024-02", "2024-12"].map((month) => ({ month, value: 1 }));
    const step = { series: [{ label: "value 2024", unit: "money" as const, points }], metric: "value" };
    const about = { base: { label: "2024" }, compare: { label: "2025" }, currency: "USD", events: dataSet.events };
    const drawn = (values: readonly string[]) =>
      trendLines(
        step,
        { ...about, filters: [{ dimension: "point_of_entry", op: "in", values }] },
        { width: 72, height: 10 },
      ).map(textOf);
    expect(drawn(["subscription"])[0]).toContain("◇ 2024-02");
    expect(drawn(["subscription"]).at(-1)).toMatch(/^ +Jan +◇ +Dec *$/);
    expect(drawn(["a_la_carte"]).join("")).not.toContain("◇");
  });

  it("tick the trend of a slice, unless the filters leave them out", async () => {
    const app = await openApp(coreOf(await onTiny()), { columns: 200, rows: 60 });
    await app.press("to_slices");
    const sum = () =>
      app
        .screen()
        .split("\n")
        .find((line) => line.includes("net revenue $")) ?? "";
    expect(sum()).toMatch(/2024-01 [ ▁-█]+◇[ ▁-█]+◇[ ▁-█]+◇[ ▁-█]+ 20/);
    expect(sum()).toContain("◇ 2024-02-10 to 2024-03-31 Welcome offer 42 %; 2024-08-01 New roaster");
    const left = await openApp(coreOf(await onTiny()), { columns: 200, rows: 60 });
    await left.press("to_slices", "down", "drill");
    expect(left.screen()).toContain("1 kept");
    const kept =
      left
        .screen()
        .split("\n")
        .find((line) => line.includes("net revenue $")) ?? "";
    expect(kept).toContain("◇ 2024-08-01 New roaster");
    expect(kept).not.toContain("Welcome offer");
  });

  it("are marked on the charts of a report and named below them", async () => {
    const source = await scratch();
    await cp(tinySource, source, { recursive: true });
    await writeFiles(source, { "events.yml": text });
    const file = join(source, "report.html");
    await runHere("investigate", "--report", file, "--replicates", "100", "--source", source, "--memory");
    const page = await readFile(file, "utf8");
    const named = "2024-02-10 to 2024-03-31 Welcome offer 42 %";
    const charts = page.match(/<figure>[\s\S]*?<\/figure>/g)?.filter((chart) => chart.includes('class="lines"')) ?? [];
    expect(charts.length).toBeGreaterThan(2);
    for (const chart of charts.filter((one) => one.includes("2024"))) {
      expect(chart).toMatch(new RegExp(`<path class="event" d="[^"]+"><title>${named}</title></path>`));
      expect(chart).toContain(`<p class="key">◇ ${named}</p>`);
      expect(chart).toMatch(new RegExp(`<desc[^>]*>[^<]* Events: ${named}`));
    }
  });

  it("are named in an investigation if they come after the start of its base", async () => {
    const own = await onTiny();
    const question = await homeQuestionOf(own);
    const found = await explainAny(session, { ...question, replicates: 100 }, new AbortController().signal);
    const finding = withEventsBetween(found, own.dataSet.events).steps[0]?.finding ?? "";
    expect(finding).toBe(
      `${found.steps[0]?.finding} Events since the base period began: 2024-02-10 to 2024-03-31 Welcome offer 42 %; 2024-08-01 New roaster; 2024-09-01 North store.`,
    );
    expect(withEventsBetween(found, [])).toBe(found);
  });

  it("are printed with the cohorts of a source that has an events.yml", async () => {
    const source = await scratch();
    await cp(tinySource, source, { recursive: true });
    await writeFiles(source, { "events.yml": text });
    const { log } = await runHere("cohorts", "--format", "table", "--source", source, "--memory");
    expect(log).toContain("2024-02: 2024-02-10 to 2024-03-31 Welcome offer 42 %");
  });

  it("are listed on a screen with values that the data does not have, and added to by a key, marked at once", async () => {
    const folder = await scratch({
      "events.yml": "events: # ours\n  - { name: Offer, date: 2024-02-10, where: { region: [south, nroth] } }\n",
    });
    const own = await withEventsAsSaved({ ...session, folder });
    const app = await openApp(coreOf(own), { columns: 120, rows: 40 });
    await app.press("to_events");
    expect(app.screen()).toContain("region=south,nroth");
    expect(app.screen()).toContain('events.yml:2: no region is "nroth"; did you mean');
    await app.press("new_event");
    await app.type("2024-03-05..2024-03-09 Price rise");
    await app.send("\r");
    await vi.waitFor(() => expect(app.screen()).toContain("Added 2024-03-05 to 2024-03-09 Price rise to events.yml"));
    await vi.waitFor(() => expect(app.screen()).toContain("events.yml · 2 events"));
    await app.press("to_cohorts");
    expect(app.screen()).toContain("2024-03◇");
    expect(await readFile(join(folder, "events.yml"), "utf8")).toContain("# ours");
  });

  it("are added by the command too, and tick the trend", async () => {
    const source = await scratch();
    await cp(tinySource, source, { recursive: true });
    const place = ["--source", source, "--memory"];
    const add = [
      "events",
      "--add",
      "New roaster",
      "--date",
      "2024-02-01",
      "--where",
      "region=south",
      "--format",
      "json",
    ];
    const { code, out, log } = await runHere(...add, ...place);
    expect(code, log).toBe(0);
    expect(JSON.parse(out)).toEqual([{ date: "2024-02-01", until: null, name: "New roaster", where: "region=south" }]);
    const app = await openApp(coreOf(await withEventsAsSaved({ ...session, folder: source })), {
      columns: 80,
      rows: 24,
    });
    await app.press("trend");
    expect(app.screen()).toMatch(/2024-01 +◇ +2025-03/);
  });

  it.each([
    ["events:\n  - name: Offer\n    date: 2024-02-30\n", "3: events.0.date", "not a day of the calendar"],
    [
      "events:\n  - name: Offer\n    date: 2024-03-01\n    until: 2024-02-01\n",
      "4: events.0.until",
      "is before 2024-03-01",
    ],
    [
      "events:\n  - name: Offer\n    date: 2024-03-01\n    where: { regoin: north }\n",
      "4: events.0.where.regoin",
      "region",
    ],
    ["events:\n  - date: 2024-03-01\n", "2: events.0.name", "It is missing."],
  ])("that are wrong are refused by their line: %s", async (yaml, place, why) => {
    const said = await whyNot(yaml);
    expect(said).toContain(place);
    expect(said).toContain(why);
  });
});
