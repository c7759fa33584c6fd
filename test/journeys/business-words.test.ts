import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explain, explainAny, homeQuestionOf } from "../../source/commands/explain.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { glossary } from "../../source/domain/glossary.ts";
import { emptySlice } from "../../source/domain/slice.ts";
import type { ActionName } from "../../source/ui/state/actions.ts";
import type { ExportView } from "../../source/ui/state/core.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { root } from "../helpers/places.ts";
import { type Driver, openDriver } from "./driver.ts";

const projectDir = join(root, "sql");
const { signal } = new AbortController();
/** Words of the demo's business that other businesses do not use. */
const ofCoffee = /\b(bags?|coffees?|roasts?|roasted|grinds?|brew\w*|gifts?)\b/gi;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "words-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Each line of a text with such a word. */
function linesOfCoffee(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.match(ofCoffee) !== null);
}

/** Everything that a screen can show: every page of the help, the palette and the pickers. */
async function everything(app: Driver): Promise<readonly string[]> {
  const seen: string[] = [];
  const look = () => seen.push(app.screen());
  const go = async (...actions: readonly ActionName[]) => {
    for (const action of actions) {
      await app.press(action);
      look();
    }
  };
  const list = async (action: ActionName) => {
    await app.press(action);
    for (let page = 0; page < 4; page += 1) {
      look();
      await app.send("\u001b[6~");
    }
    await app.send("\u001b");
  };
  look();
  for (const screen of ["to_cohorts", "to_slices", "to_pipeline", "to_switching"] as const) {
    await go(screen);
    await list("help");
  }
  for (const action of ["palette", "views"] as const) await list(action);
  await go("to_cohorts", "view", "view");
  for (const action of ["measure", "filter"] as const) await list(action);
  await go("to_slices", "view", "view", "rows", "customers");
  await go("to_investigation");
  await list("metric");
  const steps = app.store().data.investigation()?.steps ?? [];
  for (const _ of steps) await go("next_step");
  return seen;
}

/** Everything that a session writes: sheets of every measure, rows, and reports of each kind of question. */
async function written(session: Session, name: string): Promise<readonly string[]> {
  const core = coreOf(session);
  const slice = { ...emptySlice, measures: session.catalog.measures.map((one) => one.name) };
  const cohorts = slice.measures.filter((one) => !one.startsWith("cumulative"));
  const views: readonly ExportView[] = [
    { kind: "slice", slice: { ...slice, measures: cohorts, by: ["transaction_quarter"] } },
    { kind: "lines", slice },
    { kind: "customers", slice },
  ];
  const files = views.map((view, at) => ({ view, file: join(folder, `${name}-${at}.csv`) }));
  for (const { view, file } of files) await core.exportView(view, file, false);
  const question = { ...(await homeQuestionOf(session)), replicates: 100 };
  const { base, compare, filters, seed, replicates } = question;
  const total = { of: "period", metric: "net_revenue", base, compare, filters, seed, replicates } as const;
  const found = [await explain(session, question, signal), await explainAny(session, total, signal)];
  const story = { notes: {}, excluded: [], seen: [] };
  for (const [at, investigation] of found.entries())
    for (const form of ["md", "html"]) {
      const file = join(folder, `${name}-report-${at}.${form}`);
      await core.exportView({ kind: "report", investigation, story }, file, false);
      files.push({ view: { kind: "slice", slice }, file });
    }
  return Promise.all(files.map(async ({ file }) => withoutSql(await readFile(file, "utf8"))));
}

/** SQL contains names of tables and columns of the warehouse, and anchors of the page contain ids of steps; nobody reads those. */
function withoutSql(text: string): string {
  return text
    .replaceAll(/<pre[\s\S]*?<\/pre>/g, "")
    .replaceAll(/```sql[\s\S]*?```/g, "")
    .replaceAll(/ (id|href|aria-labelledby)="[^"]*"/g, "");
}

const sources = {
  "pvm-abc": { source: join(root, "test/fixtures/pvm-abc"), projectDir },
  "online-retail": {
    source: join(root, "test/fixtures/online-retail"),
    mapping: join(root, "data/mappings/online-retail.yml"),
    projectDir,
  },
};

describe("a business that sells no coffee", () => {
  it.each(Object.entries(sources))(
    "%s reads nothing of coffee anywhere",
    { timeout: 300_000 },
    async (name, options) => {
      const session = await memorySession(options);
      const app = await openDriver(coreOf(session), { columns: 160, rows: 50 });
      try {
        const { dimensions, measures } = session.catalog;
        const catalog = [...dimensions, ...measures].map((one) => `${one.name} ${one.label} ${one.description}`);
        const help = glossary.map(({ word, meaning }) => `${word}: ${meaning}`);
        const everyText = { catalog, help, screens: await everything(app), files: await written(session, name) };
        expect(everyText.screens.length).toBeGreaterThan(30);
        for (const texts of Object.values(everyText)) expect(texts.flatMap(linesOfCoffee)).toEqual([]);
      } finally {
        app.close();
        await session.close();
      }
    },
  );

  it("is described in its own words", { timeout: 60_000 }, async () => {
    const mapping = join(folder, "grounds.yml");
    await writeFile(mapping, "version: 1\nwords: { product: style, unit: { one: pair, many: pairs } }\n");
    const session = await memorySession({ ...sources["pvm-abc"], mapping });
    try {
      const labels = new Map(session.catalog.measures.map(({ name, label }) => [name, label]));
      expect([labels.get("units"), labels.get("units_per_customer")]).toEqual(["Pairs", "Pairs per customer"]);
      const found = await explain(session, { ...(await homeQuestionOf(session)), replicates: 100 }, signal);
      expect(found.steps.map(({ title }) => title)).toEqual(expect.arrayContaining(["Pair size", "Style mix"]));
      const volume = found.steps.find(({ id }) => id === "volume");
      expect(volume?.question).toBe("Are customers ordering less often, or fewer pairs at a time?");
      expect(volume?.table?.columns.map(({ label }) => label)).toContain("pairs per order");
    } finally {
      await session.close();
    }
  });
});
