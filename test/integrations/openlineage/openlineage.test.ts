import { appendFile, cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { varsOfBuild } from "../../dbt/vars-of-build.ts";
import { runHere } from "../../helpers/command-line.ts";
import { tinySource } from "../../helpers/places.ts";
import { type Received, startReceiver } from "../../helpers/receiver.ts";
import { root } from "../../warehouse/support/scratch.ts";
import { python } from "../support/home.ts";
import { record } from "../support/record.ts";
import { mustRun } from "../support/run-program.ts";

let place: string;
const at = (name: string) => join(place, name);
const sql = join(root, "sql");

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "grounds-openlineage-"));
  await cp(tinySource, at("raw"), { recursive: true });
  const shown = await mustRun(python("pip"), ["show", "openlineage-dbt"]);
  record({ versions: { "openlineage-dbt": /^Version: (.+)$/m.exec(shown)?.[1] ?? "" } });
});
afterAll(() => rm(place, { recursive: true, force: true }));

const environment = () => ({
  GROUNDS_DBT_WAREHOUSE: at("dbt.duckdb"),
  GROUNDS_LANDING: at("raw.duckdb"),
  DBT_SEND_ANONYMOUS_USAGE_STATS: "false",
});

async function build(...more: readonly string[]): Promise<void> {
  const { code, log } = await runHere("build", "--source", at("raw"), "--warehouse", at("w.duckdb"), ...more);
  expect(code, log).toBe(0);
}

/** What dbt-ol posts for the artifacts in a folder, in order of arrival. */
async function posted(artifacts: string): Promise<readonly Received[]> {
  const receiver = await startReceiver(201);
  const words = ["send-events", "--project-dir", sql, "--profiles-dir", sql, "--target-path", artifacts];
  const env = { ...environment(), OPENLINEAGE_URL: receiver.url, OPENLINEAGE_NAMESPACE: "grounds" };
  const text = await mustRun(python("dbt-ol"), words, { env }).finally(receiver.close);
  expect(text).not.toMatch(/Traceback|Error/);
  return receiver.received;
}

interface Table {
  readonly name: string;
}

interface Job {
  readonly name: string;
  readonly eventType: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** The completed jobs of models, with the tables that they read and write, without the name of the database. */
function jobsOf(events: readonly Received[]): readonly Job[] {
  const tables = (all: readonly Table[] = []) => all.map(({ name }) => name.split(".").slice(1).join(".")).toSorted();
  return events
    .map(({ body }) => body)
    .filter(({ eventType, job }) => eventType !== "START" && /\.(run|test|seed|snapshot)$/.test(job.name))
    .map(({ eventType, job, inputs, outputs }) => ({
      name: job.name.split(".").slice(1).join("."),
      eventType,
      inputs: tables(inputs),
      outputs: tables(outputs),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}
const ofModels = (jobs: readonly Job[]) => jobs.filter(({ name }) => name.endsWith(".run"));

it("posts for a full build what it posts for dbt's own, and the same jobs for an incremental build", async () => {
  await build("--landing", at("raw.duckdb"));
  const full = jobsOf(await posted(at("w.artifacts")));
  expect(ofModels(full).length).toBeGreaterThan(20);
  expect(new Set(full.map(({ eventType }) => eventType))).toEqual(new Set(["COMPLETE"]));

  const places = ["--project-dir", sql, "--profiles-dir", sql, "--target-path", at("target"), "--log-path", place];
  const vars = ["--vars", await varsOfBuild(at("w.duckdb"))];
  await mustRun(python("dbt"), ["--no-use-colors", "build", ...places, ...vars], { env: environment(), cwd: place });
  const theirs = jobsOf(await posted(at("target")));
  expect(ofModels(full)).toEqual(ofModels(theirs));
  record({ comparisons: full.length });

  await appendFile(join(at("raw"), "reversals.csv"), "r-99,t-002,c-01,2024-02-20T10:00:00Z,refund,1.00,\n");
  await build();
  const { results } = JSON.parse(await readFile(join(at("w.artifacts"), "run_results.json"), "utf8"));
  const kept = results.filter(({ message }: { message: string }) => message === "unchanged since an earlier build");
  expect(kept.length).toBeGreaterThan(5);
  const changed = jobsOf(await posted(at("w.artifacts")));
  expect(ofModels(changed)).toEqual(ofModels(full));
  record({ comparisons: changed.length });
});
