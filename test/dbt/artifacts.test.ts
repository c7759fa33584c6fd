import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tinySource } from "../helpers/places.ts";
import { built, project, root, scratch, transactions } from "../warehouse/support/scratch.ts";
import { findPython } from "./find-dbt.ts";
import { dataTestsOf, edgesOf, readManifest, readRunResults, verdictsOf } from "./run-dbt.ts";

const python = findPython();

describe("the artifacts of a build", () => {
  it("contain models, tests, sources and lineage, and the outcome of each", async () => {
    const folder = await scratch();
    const artifacts = join(folder, "artifacts");
    const options = {
      source: tinySource,
      projectDir: join(root, "sql"),
      warehouse: join(folder, "w.duckdb"),
      artifacts,
    };
    const { outcome } = await built(options);
    const [manifest, results] = [await readManifest(artifacts), await readRunResults(artifacts)];
    expect(manifest.metadata.dbt_schema_version).toBe("https://schemas.getdbt.com/dbt/manifest/v12.json");
    expect(results.metadata.dbt_schema_version).toBe("https://schemas.getdbt.com/dbt/run-results/v6.json");
    expect(edgesOf(manifest)).toContain("stg_transactions -> fct_transactions");
    expect(edgesOf(manifest)).toContain("raw.transactions -> stg_transactions");
    expect(verdictsOf(manifest, results).size).toBe(dataTestsOf(outcome.checks).length);
    expect(new Set(Object.keys(manifest.nodes))).toEqual(new Set(results.results.map((result) => result.unique_id)));
  });

  it("contain a failure with its position, and what was skipped, but no value", async () => {
    const folder = await scratch({ "raw/transactions.csv": transactions("Jane Doe,2024-01-01,10.00") });
    const artifacts = join(folder, "artifacts");
    const projectDir = await project({
      "models/silver/buyers.sql":
        "select cast(customer_id as integer) as customer_id\nfrom {{ ref('stg_transactions') }}",
      "models/silver/total.sql": "select count(*) as n from {{ ref('buyers') }}",
    });
    const failed = built({ source: join(folder, "raw"), warehouse: join(folder, "w.duckdb"), projectDir, artifacts });
    await expect(failed).rejects.toMatchObject({ model: "buyers" });
    const text = await readFile(join(artifacts, "run_results.json"), "utf8");
    const { results } = await readRunResults(artifacts);
    const statuses = results.filter((result) => result.unique_id.startsWith("model.")).map((result) => result.status);
    expect(statuses.toSorted()).toEqual(["error", "skipped", "success"]);
    expect(text).toContain("sql/models/silver/buyers.sql:1");
    expect(text).not.toContain("Jane");
  });

  it.skipIf(python === undefined)(
    "are read by dbt's own classes, and match their published schema",
    { timeout: 120_000 },
    async () => {
      const folder = await scratch();
      const artifacts = join(folder, "artifacts");
      await built({
        source: tinySource,
        projectDir: join(root, "sql"),
        warehouse: join(folder, "w.duckdb"),
        artifacts,
      });
      const script = join(folder, "read.py");
      await writeFile(
        script,
        `import json, sys, jsonschema
from dbt.artifacts.schemas.manifest import WritableManifest
from dbt.artifacts.schemas.run import RunResultsArtifact
manifest = WritableManifest.read_and_check_versions(sys.argv[1] + "/manifest.json")
results = RunResultsArtifact.read_and_check_versions(sys.argv[1] + "/run_results.json")
for kind, name in ((WritableManifest, "manifest"), (RunResultsArtifact, "run_results")):
    jsonschema.validate(json.load(open(f"{sys.argv[1]}/{name}.json")), kind.json_schema())
print(len(manifest.nodes), len(manifest.sources), len(results.results))
`,
      );
      const printed = String(execFileSync(python ?? "python3", [script, artifacts])).trim();
      const [nodes, sources, results] = printed.split(" ").map(Number);
      expect(nodes).toBeGreaterThan(200);
      expect(sources).toBe(10);
      expect(results).toBe(nodes);
    },
  );
});
