import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareTables } from "../../dbt/compare-tables.ts";
import { dataSetNamed } from "../../dbt/data-sets.ts";
import { dataTestsOf, readManifest, readRunResults, verdictsOf } from "../../dbt/run-dbt.ts";
import { varsOfBuild } from "../../dbt/vars-of-build.ts";
import { projectDir } from "../../helpers/places.ts";
import { built, scratch } from "../../warehouse/support/scratch.ts";
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
  it("are those of DuckDB, cell by cell, with the same verdicts; screens that read them on Trino have its answers", async () => {
    const folder = await scratch();
    const [warehouse, landing, raw] = ["ours.duckdb", "raw.duckdb", "parquet"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const source = await ofAllKinds.prepare(folder);
    const { outcome } = await built({ ...source, vars, warehouse, landing, projectDir });
    await writeRawParquet(landing, raw);
    const artifacts = join(folder, "target");
    const words = [raw, "--vars", await varsOfBuild(warehouse), "--artifacts", artifacts, ...(await settingsFor(lake))];
    const ran = await runSpark("build.py", words, folder);
    expect(ran.code, ran.text.slice(-5000)).toBe(0);

    const compared = await compareTables(warehouse, await readBack(lake, folder));
    expect(compared.differences).toEqual([]);
    expect(compared.tables).toBeGreaterThan(20);
    const theirs = verdictsOf(await readManifest(artifacts), await readRunResults(artifacts));
    const ours = new Map(dataTestsOf(outcome.checks).map(({ name, status }) => [name, status]));
    expect(Object.fromEntries([...ours].toSorted())).toEqual(Object.fromEntries([...theirs].toSorted()));
    record({ versions: { ...sparkVersions, Iceberg: icebergVersion }, comparisons: compared.cells + ours.size });

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
