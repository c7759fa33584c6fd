import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareTables } from "../../dbt/compare-tables.ts";
import { dataSetNamed } from "../../dbt/data-sets.ts";
import { dataTestsOf, readManifest, readRunResults, verdictsOf } from "../../dbt/run-dbt.ts";
import { varsOfBuild } from "../../dbt/vars-of-build.ts";
import { projectDir } from "../../helpers/places.ts";
import { built } from "../../warehouse/support/scratch.ts";
import { type Lake, startLake } from "../support/lake/start-lake.ts";
import { writeRawParquet } from "../support/raw-parquet.ts";
import { readBack } from "../support/read-back.ts";
import { record } from "../support/record.ts";
import { compareAnswers } from "../trino/compare-answers.ts";
import { sessionsOn } from "../trino/on-trino.ts";
import { startTrinoOn } from "../trino/start-trino.ts";
import { icebergVersion, settingsFor } from "./iceberg.ts";
import { runSpark, sparkVersions } from "./run-spark.ts";

let lake: Lake;
beforeAll(async () => {
  lake = await startLake();
});
afterAll(() => lake?.stop());

const vars = { run_at: "2026-01-01 00:00:00", bad_row_share: 0.05 };
const ofAllKinds = dataSetNamed("the demo set with dimensions of all kinds");

describe("the models on Spark", () => {
  let folder: string;
  let warehouse: string;
  let artifacts: string;
  let source: Awaited<ReturnType<typeof ofAllKinds.prepare>>;
  let outcome: Awaited<ReturnType<typeof built>>["outcome"];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "grounds-spark-"));
    warehouse = join(folder, "ours.duckdb");
    artifacts = join(folder, "target");
    const [landing, raw] = [join(folder, "raw.duckdb"), join(folder, "parquet")];
    source = await ofAllKinds.prepare(folder);
    ({ outcome } = await built({ ...source, vars, warehouse, landing, projectDir }));
    await writeRawParquet(landing, raw);
    const words = [raw, "--vars", await varsOfBuild(warehouse), "--artifacts", artifacts, ...(await settingsFor(lake))];
    const ran = await runSpark("build.py", words, folder);
    expect(ran.code, ran.text.slice(-5000)).toBe(0);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("are those of DuckDB, cell by cell", async () => {
    const compared = await compareTables(warehouse, await readBack(lake, folder));
    expect(compared.differences).toEqual([]);
    expect(compared.tables).toBeGreaterThan(20);
    record({ versions: { ...sparkVersions, Iceberg: icebergVersion }, comparisons: compared.cells });
  });

  it("pass and fail the tests that they do on DuckDB", async () => {
    const theirs = verdictsOf(await readManifest(artifacts), await readRunResults(artifacts));
    const ours = new Map(dataTestsOf(outcome.checks).map(({ name, status }) => [name, status]));
    expect(ours.size).toBeGreaterThan(20);
    expect(Object.fromEntries([...ours].toSorted())).toEqual(Object.fromEntries([...theirs].toSorted()));
    record({ comparisons: ours.size });
  });

  it("answer the screens' questions on Trino as DuckDB does", async () => {
    const trino = await startTrinoOn(lake);
    try {
      const sessions = await sessionsOn(trino, { warehouse, target: artifacts }, source);
      const answers = await compareAnswers(...sessions, 11);
      await Promise.all(sessions.map((session) => session.close()));
      expect(answers.differences).toEqual([]);
      expect(answers.questions).toBeGreaterThanOrEqual(60);
      record({ comparisons: answers.values });
    } finally {
      await trino.stop();
    }
  });
});
