import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { built, root, scratch } from "../warehouse/support/scratch.ts";
import { compareTables } from "./compare-tables.ts";
import { dataSets } from "./data-sets.ts";
import { findDbt } from "./find-dbt.ts";
import { dataTestsOf, dbtWarehouse, edgesOf, readManifest, readRunResults, runDbt, verdictsOf } from "./run-dbt.ts";
import { varsOfBuild } from "./vars-of-build.ts";

const dbt = findDbt();
if (dbt === undefined) {
  process.stderr.write(
    "dbt is not installed (.venv/bin/dbt, PATH or GROUNDS_DBT): the comparison with it is skipped\n",
  );
}

const projectDir = join(root, "sql");
const patience = 400_000;

describe.skipIf(dbt === undefined)("plain dbt and our builder", () => {
  it.each(dataSets)("make the same tables, verdicts and lineage of $name", { timeout: patience }, async (dataSet) => {
    const folder = await scratch();
    const [warehouse, landing] = [join(folder, "ours.duckdb"), join(folder, "raw.duckdb")];
    const artifacts = join(folder, "artifacts");
    const vars = { run_at: "2026-01-01 00:00:00", bad_row_share: 0.05 };
    const source = await dataSet.prepare(folder);
    const { outcome } = await built({ ...source, warehouse, landing, projectDir, vars, artifacts });

    const run = await runDbt(["build", "--vars", await varsOfBuild(warehouse)], { folder, landing });
    expect(run.code, run.text).toBe(0);
    expect(run.text).not.toMatch(/\[WARNING\]|Deprecat\w+Deprecation/i);
    const compared = await compareTables(warehouse, dbtWarehouse(folder));
    expect(compared.differences).toEqual([]);
    expect(compared.tables).toBeGreaterThan(20);
    expect(compared.rows).toBeGreaterThan(5_000);

    const manifest = await readManifest(run.target);
    const theirs = verdictsOf(manifest, await readRunResults(run.target));
    const ours = new Map(dataTestsOf(outcome.checks).map(({ name, status }) => [name, status]));
    expect(ours.size).toBeGreaterThan(200);
    expect(Object.fromEntries([...ours].toSorted())).toEqual(Object.fromEntries([...theirs].toSorted()));

    const own = await readManifest(artifacts);
    expect(own.metadata.dbt_schema_version).toBe(manifest.metadata.dbt_schema_version);
    expect(edgesOf(own)).toEqual(edgesOf(manifest));
    expect(edgesOf(own).length).toBeGreaterThan(40);
    expect(verdictsOf(own, await readRunResults(artifacts))).toEqual(theirs);
  });
});
