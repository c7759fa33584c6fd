import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BuildOptions } from "../../../source/warehouse/build/build-options.ts";
import { compareTables } from "../../dbt/compare-tables.ts";
import { type DataSetCase, dataSetNamed } from "../../dbt/data-sets.ts";
import { dataTestsOf, readManifest, readRunResults, verdictsOf } from "../../dbt/run-dbt.ts";
import { FaultProxy } from "../../engine/fault-proxy.ts";
import { type FaultyPlace, refusesOlderTables, survivesFaults } from "../../engine/faults-on-screen.ts";
import { noPty } from "../../torture/support/pty.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { readBack } from "../support/read-back.ts";
import { record } from "../support/record.ts";
import { runDbt } from "../support/run-dbt.ts";
import { askTrino } from "./ask-trino.ts";
import { type BuiltTwice, buildOnTrino, type Work } from "./build-on-trino.ts";
import { compareAnswers } from "./compare-answers.ts";
import { recordsAsOf, snapshotsOf } from "./compare-snapshots.ts";
import { openTrino, sessionsOn } from "./on-trino.ts";
import { journey } from "./screens.ts";
import { startTrino, type Trino } from "./start-trino.ts";

let trino: Trino;
beforeAll(async () => {
  trino = await startTrino();
});
afterAll(() => trino?.stop());

interface TrinoCase extends DataSetCase {
  readonly work: Work;
  /** Whether it has enough to ask about. */
  readonly isAsked: boolean;
  /** Whether the screens are opened on it. */
  readonly isShown?: boolean;
}

const cases: readonly TrinoCase[] = [
  { ...dataSetNamed("the demo set"), work: "build", isAsked: true, isShown: true },
  { ...dataSetNamed("the dirty demo set"), work: "build", isAsked: true },
  { ...dataSetNamed("the demo set with dimensions of all kinds"), work: "build", isAsked: true },
  { ...hostileTexts, work: "build", isAsked: false },
  { ...dataSetNamed("online-retail through its mapping"), work: "run", isAsked: true },
  {
    ...dataSetNamed("a grocer with discounts by name, weeks from Sunday, dimensions of its own and two currencies"),
    ...{ work: "run", isAsked: true },
  },
];
const vars = { run_at: "2026-01-01 00:00:00", bad_row_share: 1 };

describe.each(cases)("on Trino, $name", (dataSet) => {
  let folder = "";
  let source: Pick<BuildOptions, "source" | "mapping">;
  let both: BuiltTwice;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "grounds-trino-"));
    source = await dataSet.prepare(folder);
    both = await buildOnTrino(trino, { ...source, vars }, folder, dataSet.work);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("has DuckDB's models, cell by cell, as pyiceberg reads them", async () => {
    expect(both.ran.code, both.ran.text.slice(-5000)).toBe(0);
    const compared = await compareTables(both.warehouse, await readBack(trino.lake, folder));
    expect(compared.differences).toEqual([]);
    expect(compared.tables).toBeGreaterThan(20);
    record({ comparisons: compared.cells });
  });

  it.runIf(dataSet.work === "build")("passes and fails the tests that it does on DuckDB", async () => {
    const theirs = verdictsOf(await readManifest(both.target), await readRunResults(both.target));
    const ours = new Map(dataTestsOf(both.outcome.checks).map(({ name, status }) => [name, status]));
    expect(Object.fromEntries([...ours].toSorted())).toEqual(Object.fromEntries([...theirs].toSorted()));
    record({ comparisons: ours.size });
  });

  it.runIf(dataSet.isAsked)("answers questions as DuckDB does, value by value", async () => {
    const [ours, theirs] = await sessionsOn(trino, both, source);
    try {
      const compared = await compareAnswers(ours, theirs, 7);
      expect(compared.differences).toEqual([]);
      expect(compared.questions).toBeGreaterThanOrEqual(60);
      expect(compared.values).toBeGreaterThan(5000);
      record({ comparisons: compared.values });
    } finally {
      await Promise.all([ours.close(), theirs.close()]);
    }
  });

  it.runIf(dataSet.isShown && noPty() === undefined)("is shown by the screens at 120x40", async () => {
    await journey(trino, both.target, folder);
  });

  const faults = describe.runIf(dataSet.isShown && noPty() === undefined);
  faults("screens on a server that fails", () => {
    let place: FaultyPlace;
    beforeAll(async () => {
      const proxy = await FaultProxy.start(new URL(trino.url));
      const change = (sql: string) => askTrino(trino, sql.replaceAll("silver.", `${trino.catalog}.silver.`));
      place = { proxy, change, catalog: trino.catalog, artifacts: both.target, folder };
    });
    afterAll(() => place?.proxy.close());

    it("say what is wrong, stay usable, and answer once it is over", () => survivesFaults(place));
    it("refuse tables of another version until they are built again", () => refusesOlderTables(place));
  });

  it.runIf(dataSet.isShown)("keeps each build of a table as a snapshot, listed as pyiceberg lists them", async () => {
    for (let again = 1; again <= 2; again += 1) {
      const { code, text } = await runDbt(["run", "--select", "stg_customers"], both.place);
      expect(code, text).toBe(0);
    }
    const engine = await openTrino(trino);
    try {
      const { shown, theirs } = await snapshotsOf(trino, engine, "stg_customers", both.target);
      expect(shown.length).toBeGreaterThanOrEqual(3);
      expect(shown).toEqual(theirs);
      const [, , records, id] = shown.at(-1) ?? [];
      expect(await recordsAsOf(engine, "bronze.stg_customers", id)).toBe(records);
      record({ comparisons: shown.length * 4 + 1 });
    } finally {
      await engine.close();
    }
  });
});
