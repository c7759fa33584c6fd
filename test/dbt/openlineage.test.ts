import { spawnSync } from "node:child_process";
import { appendFile, cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tinySource } from "../helpers/places.ts";
import { built, root, scratch } from "../warehouse/support/scratch.ts";
import { findTool } from "./find-dbt.ts";
import { readManifest, readRunResults } from "./run-dbt.ts";

const dbtOl = findTool("dbt-ol");
if (dbtOl === undefined) {
  process.stderr.write("dbt-ol is not installed (pip install openlineage-dbt): sending lineage is not tried\n");
}

interface Event {
  readonly eventType: string;
  readonly job: { readonly name: string };
}

/** The events that dbt-ol makes from the artifacts in a folder. */
async function eventsOf(folder: string, artifacts: string): Promise<readonly Event[]> {
  const log = join(folder, `events-${Date.now()}.ndjson`);
  const sql = join(root, "sql");
  const words = ["send-events", "--project-dir", sql, "--profiles-dir", sql, "--target-path", artifacts];
  const env = {
    ...process.env,
    GROUNDS_DBT_WAREHOUSE: join(folder, "w.duckdb"),
    GROUNDS_LANDING: join(folder, "raw.duckdb"),
    OPENLINEAGE__TRANSPORT__TYPE: "file",
    OPENLINEAGE__TRANSPORT__LOG_FILE_PATH: log,
    OPENLINEAGE__TRANSPORT__APPEND: "true",
  };
  const { status, stdout, stderr } = spawnSync(dbtOl ?? "dbt-ol", words, { env, encoding: "utf8", timeout: 120_000 });
  expect(status, `${stdout}${stderr}`).toBe(0);
  expect(`${stdout}${stderr}`).not.toMatch(/Traceback|Error/);
  const lines = (await readFile(log, "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Event);
}

/** Models whose job completed, by name. */
function completed(events: readonly Event[]): readonly string[] {
  const done = events.filter(({ eventType, job }) => eventType === "COMPLETE" && job.name.endsWith(".build.run"));
  return done.map(({ job }) => job.name.split(".").at(-3) ?? "").toSorted();
}

describe.skipIf(dbtOl === undefined)("dbt-ol", () => {
  it("sends what a full build and an incremental one did", { timeout: 300_000 }, async () => {
    const folder = await scratch();
    const [source, artifacts] = [join(folder, "source"), join(folder, "artifacts")];
    await cp(tinySource, source, { recursive: true });
    const options = { source, artifacts, projectDir: join(root, "sql"), warehouse: join(folder, "w.duckdb") };
    await built(options);
    const models = Object.values((await readManifest(artifacts)).nodes)
      .filter((node) => node.resource_type === "model")
      .map(({ name }) => name)
      .toSorted();
    const full = await eventsOf(folder, artifacts);
    expect(completed(full)).toEqual(models);
    expect(full.filter(({ eventType }) => eventType === "FAIL")).toEqual([]);

    await appendFile(join(source, "reversals.csv"), "r-99,t-002,c-01,2024-02-20T10:00:00Z,refund,1.00,\n");
    await built(options);
    const { results } = await readRunResults(artifacts);
    const kept = results.filter(({ message }) => message === "unchanged since an earlier build");
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.length).toBeLessThan(models.length);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["success", "pass", "warn"]));
    expect(completed(await eventsOf(folder, artifacts))).toEqual(models);
  });
});
