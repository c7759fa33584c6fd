import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { CheckResult } from "../../source/warehouse/build/run-tests.ts";
import { root } from "../helpers/places.ts";
import { findDbt } from "./find-dbt.ts";

export interface DbtRun {
  readonly code: number;
  readonly text: string;
  readonly ms: number;
  /** Processor time of it and its children. */
  readonly target: string;
}

export interface DbtPlace {
  /** Where its warehouse, its artifacts and its log go. */
  readonly folder: string;
  /** The raw tables left by our builder. */
  readonly landing: string;
}

/** Runs dbt on the unchanged project, with everything that it writes in the given place. */
export async function runDbt(words: readonly string[], { folder, landing }: DbtPlace): Promise<DbtRun> {
  const sql = join(root, "sql");
  const target = join(folder, "target");
  const places = ["--project-dir", sql, "--profiles-dir", sql, "--target-path", target, "--log-path", folder];
  const env = {
    ...process.env,
    GROUNDS_DBT_WAREHOUSE: dbtWarehouse(folder),
    GROUNDS_LANDING: landing,
    DBT_SEND_ANONYMOUS_USAGE_STATS: "false",
  };
  const started = performance.now();
  const child = spawn(findDbt() ?? "dbt", ["--no-use-colors", ...words, ...places], { env, cwd: folder });
  let text = "";
  child.stdout.on("data", (data) => (text += data));
  child.stderr.on("data", (data) => (text += data));
  const code = await new Promise<number>((resolve) => child.on("close", (ended) => resolve(ended ?? -1)));
  return { code, text, ms: performance.now() - started, target };
}

export function dbtWarehouse(folder: string): string {
  return join(folder, "by_dbt.duckdb");
}

const manifestSchema = z.looseObject({
  metadata: z.looseObject({ dbt_schema_version: z.string() }),
  nodes: z.record(
    z.string(),
    z.looseObject({
      name: z.string(),
      resource_type: z.string(),
      column_name: z.string().nullish(),
      attached_node: z.string().nullish(),
      test_metadata: z.looseObject({ name: z.string() }).nullish(),
      depends_on: z.looseObject({ nodes: z.array(z.string()) }),
    }),
  ),
  semantic_models: z.record(z.string(), z.unknown()),
  metrics: z.record(z.string(), z.unknown()),
  exposures: z.record(z.string(), z.looseObject({ depends_on: z.looseObject({ nodes: z.array(z.string()) }) })),
  unit_tests: z.record(z.string(), z.unknown()),
});

const resultsSchema = z.looseObject({
  metadata: z.looseObject({ dbt_schema_version: z.string() }),
  results: z.array(z.looseObject({ unique_id: z.string(), status: z.string(), failures: z.number().nullish() })),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type RunResults = z.infer<typeof resultsSchema>;

/** The part of a manifest.json that is compared. */
export async function readManifest(folder: string): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")));
}

export async function readRunResults(folder: string): Promise<RunResults> {
  return resultsSchema.parse(JSON.parse(await readFile(join(folder, "run_results.json"), "utf8")));
}

/** Which model or source each model depends on, as "parent -> child", sorted. */
export function edgesOf(manifest: Manifest): readonly string[] {
  const models = Object.entries(manifest.nodes).filter(([, node]) => node.resource_type === "model");
  const shown = (id: string) => id.split(".").slice(2).join(".");
  return models.flatMap(([id, node]) => node.depends_on.nodes.map((on) => `${shown(on)} -> ${shown(id)}`)).toSorted();
}

/** The checks of a build that dbt has too: all but monitors. */
export function dataTestsOf<Check extends Pick<CheckResult, "name">>(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ name }) => !/^(freshness|volume|distribution)_/.test(name));
}

/** The verdict on each test, by a name that does not depend on dbt's shortening of long ones. */
export function verdictsOf(manifest: Manifest, { results }: RunResults): ReadonlyMap<string, string> {
  const words: Record<string, string> = { pass: "passed", warn: "warned", fail: "failed" };
  const verdicts = results.flatMap(({ unique_id: id, status }) => {
    const node = manifest.nodes[id];
    if (node?.resource_type !== "test") return [];
    return [[testKey(node), words[status] ?? status] as const];
  });
  return new Map(verdicts);
}

type TestNode = Manifest["nodes"][string];

function testKey({ name, column_name: column, attached_node: model, test_metadata: kind }: TestNode): string {
  if (!kind) return name;
  return [kind.name, model?.split(".").at(-1), column].filter((part) => part).join("_");
}
