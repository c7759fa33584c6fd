// Measures P15: grids, slices and investigations on Trino beside DuckDB; the screens' own share of a key's time, which is all but
// the server's; frames while a query runs. By default on 200,000 customers with two million order lines:
// GROUNDS_INTEGRATION_HOME=.integrations/trino node test/integrations/trino/measure-screens.ts 200000
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { explainAny, homeQuestionOf } from "../../../source/commands/explain.ts";
import type { Session } from "../../../source/commands/session.ts";
import { UserError } from "../../../source/errors.ts";
import { answerSlice } from "../../../source/query/answer-slice.ts";
import { cohortGrid } from "../../../source/query/cohort-grid.ts";
import { duration, p95, spread } from "../../bench/figure.ts";
import { demo } from "../../dbt/data-sets.ts";
import { FaultProxy } from "../../engine/fault-proxy.ts";
import { hasGrid, openOnTrino } from "../../engine/open-on-trino.ts";
import { projectDir } from "../../helpers/places.ts";
import type { Pty } from "../../torture/support/pty.ts";
import { built } from "../../warehouse/support/scratch.ts";
import { copyToTrino } from "./copy-to-trino.ts";
import { sessionsOn } from "./on-trino.ts";
import { randomQuestions, someValues } from "./random-questions.ts";
import { startTrino, type Trino } from "./start-trino.ts";

const patient = 600_000;
const [back, down, enter] = ["\u001b", "\u001b[B", "\r"];
const say = (line: string) => console.log(`${line}; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`);

const trino = await startTrino();
const folder = await mkdtemp(join(tmpdir(), "grounds-p15-"));
try {
  const source = await demo(folder, Number(process.argv[2] ?? 200_000), false);
  const both = { warehouse: join(folder, "ours.duckdb"), target: folder };
  await built({ ...source, warehouse: both.warehouse, vars: { run_at: "2026-01-01 00:00:00" }, projectDir });
  await copyToTrino(trino, both.warehouse, join(folder, "parquet"));
  await measureAnswers(both, source);
  await measureScreens(trino);
} finally {
  await trino.stop();
  await rm(folder, { recursive: true, force: true });
}

/** The same questions to both, each in turn. */
async function measureAnswers(
  both: Parameters<typeof sessionsOn>[1],
  source: { readonly source: string },
): Promise<void> {
  const sessions = await sessionsOn(trino, both, source);
  const [ours] = sessions;
  const [[lines = 0] = []] = await ours.run({ sql: "select count(*) from silver.fct_transactions", params: [] });
  say(`${lines} order lines`);
  const drawn = randomQuestions(ours, await someValues(ours), 15);
  const home = await homeQuestionOf(ours);
  const { signal } = new AbortController();
  const asked: Readonly<Record<string, readonly ((session: Session) => Promise<unknown>)[]>> = {
    grids: drawn.grids(8).map(
      (query) =>
        ({ catalog, span, run }) =>
          cohortGrid(catalog, query, span, run),
    ),
    slices: drawn.slices(12).map(
      (slice) =>
        ({ catalog, run }) =>
          answerSlice(catalog, slice, run),
    ),
    investigation: [(session) => explainAny(session, home, signal)],
  };
  for (const [name, questions] of Object.entries(asked)) {
    const took: [number[], number[]] = [[], []];
    for (const ask of questions)
      for (const [at, session] of sessions.entries()) {
        const started = performance.now();
        const error = await ask(session).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        // Some of the questions cannot be asked, and say so.
        if (error instanceof UserError && error.id.startsWith("question.")) continue;
        if (error !== undefined) throw error;
        took[at]?.push(performance.now() - started);
      }
    say(`${name}: Trino ${spread(took[1])}, DuckDB ${spread(took[0])}`);
  }
  for (const session of sessions) await session.close();
}

async function measureScreens({ url, catalog }: Trino): Promise<void> {
  const proxy = await FaultProxy.start(new URL(url));
  const pty = openOnTrino({ catalog, artifacts: folder, folder }, proxy.port);
  try {
    await pty.until(hasGrid, "the grid", patient);
    // The details of a cell would be asked for whenever the cursor rests.
    await answered(pty, proxy, "i");
    await measureOwnShare(pty, proxy);
    await measureFrames(pty, proxy);
  } finally {
    pty.close();
    await proxy.close();
  }
}

/** Another measure of the grid, the lines and customers of cells, the leaderboards, an investigation. */
async function measureOwnShare(pty: Pty, proxy: FaultProxy): Promise<void> {
  const drills: Answered[] = [];
  const changes: Answered[] = [];
  for (let time = 0; time < 10; time += 1) {
    // In one go: the choice under a resting cursor is answered in advance.
    changes.push(await answered(pty, proxy, `m${down}${enter}`));
    drills.push(await answered(pty, proxy, "R"));
    await answered(pty, proxy, back);
    drills.push(await answered(pty, proxy, "C"));
    await answered(pty, proxy, back);
    await answered(pty, proxy, "k");
  }
  const boards = await answered(pty, proxy, "2");
  const investigation = await answered(pty, proxy, "3");
  await answered(pty, proxy, "1");
  const groups = { changes, drills, leaderboards: [boards], investigation: [investigation] };
  for (const [name, all] of Object.entries(groups)) {
    const some = all.filter(({ queries }) => queries > 0);
    const [own, whole] = [some.map((each) => each.own), some.map((each) => each.whole)];
    const queries = some.reduce((sum, each) => sum + each.queries, 0);
    say(`${name}: ${some.length} with ${queries} queries, ${spread(whole)}, of which our own ${spread(own)}`);
  }
  const single = [...changes, ...drills].filter(({ queries }) => queries > 0);
  say(`our own share of a key: p95 ${duration(p95(single.map(({ own }) => own)))}`);
}

/** Keys through the grid, while no query runs and while one does. */
async function measureFrames(pty: Pty, proxy: FaultProxy): Promise<void> {
  say(`frames while nothing runs: ${spread(await moves(pty))}`);
  await answered(pty, proxy, "m");
  await answered(pty, proxy, down);
  proxy.fault = "slow";
  pty.press(enter);
  await wait(1000);
  const frames = await moves(pty);
  proxy.fault = "none";
  say(`frames while a query runs: ${spread(frames)}`);
}

async function moves(pty: Pty): Promise<readonly number[]> {
  const took: number[] = [];
  for (const key of "kkhkkljjjhjlkkhkljjhjlkkhkljjhjlkkhklj") {
    const began = Date.now();
    const { bytes } = pty.screen;
    pty.press(key);
    await wait(150);
    if (pty.screen.bytes > bytes) took.push(pty.screen.lastAt - began);
  }
  return took;
}

/** Two times, in ms since 1970. */
type Span = readonly [number, number];

interface Answered {
  /** From the key to the last byte of its answer, in ms. */
  readonly whole: number;
  /** The same without the time in which the server worked. */
  readonly own: number;
  readonly queries: number;
}

/** Presses keys and waits until neither server nor screen has done anything for a while. */
async function answered(pty: Pty, proxy: FaultProxy, keys: string): Promise<Answered> {
  proxy.spans.length = 0;
  const began = Date.now();
  pty.press(keys);
  for (let quiet = 0; quiet < 8; ) {
    const { bytes } = pty.screen;
    await wait(100);
    quiet = proxy.underWay === 0 && pty.screen.bytes === bytes ? quiet + 1 : 0;
    if (Date.now() - began > patient) throw new Error(`no answer to ${keys}:\n${pty.screen.text()}`);
  }
  const end = pty.screen.lastAt;
  // Others run after the last frame: details of where the cursor rests.
  const queries = (await queriesSince(began)).filter(([start]) => start < end);
  const own = end - began - covered([...proxy.spans, ...queries], began, end);
  return { whole: end - began, own, queries: queries.length };
}

/** From when to when the server worked on each query that began since: it does so between polls too. */
async function queriesSince(began: number): Promise<readonly Span[]> {
  const headers = { "X-Trino-User": "bench" };
  const answer = await fetch(new URL("/v1/query", trino.url), { headers });
  const all = (await answer.json()) as readonly { readonly queryStats: Readonly<Record<string, string>> }[];
  return all.flatMap(({ queryStats: { createTime = "", endTime = "" } }): readonly Span[] => {
    const span = [Date.parse(createTime), Date.parse(endTime)] as const;
    return span[0] >= began && !Number.isNaN(span[1]) ? [span] : [];
  });
}

/** How much of a stretch of time is in one of the spans at least. */
function covered(spans: readonly Span[], from: number, to: number): number {
  let [sum, reached] = [0, from];
  for (const [start, end] of spans.toSorted(([a], [b]) => a - b)) {
    const [begin, stop] = [Math.max(start, reached), Math.min(end, to)];
    if (stop > begin) sum += stop - begin;
    reached = Math.max(reached, stop);
  }
  return sum;
}
