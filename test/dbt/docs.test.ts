import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tinySource } from "../helpers/places.ts";
import { built, root, scratch } from "../warehouse/support/scratch.ts";
import { findDbt } from "./find-dbt.ts";
import { readManifest, runDbt } from "./run-dbt.ts";

describe.skipIf(findDbt() === undefined)("the project for dbt's own tools", () => {
  it("gives docs without a warning, with tests, exposures and semantic models", { timeout: 200_000 }, async () => {
    const folder = await scratch();
    const landing = join(folder, "raw.duckdb");
    const source = { source: tinySource, projectDir: join(root, "sql"), warehouse: join(folder, "w.duckdb") };
    await built({ ...source, landing });

    const docs = await runDbt(["docs", "generate"], { folder, landing });
    expect(docs.code, docs.text).toBe(0);
    expect(docs.text).not.toMatch(/warn|deprecat/i);
    const catalog = JSON.parse(await readFile(join(docs.target, "catalog.json"), "utf8"));
    expect(Object.keys(catalog.sources).length).toBeGreaterThan(5);

    const manifest = await readManifest(docs.target);
    for (const part of ["unit_tests", "semantic_models", "metrics", "exposures"] as const) {
      expect(Object.keys(manifest[part]).length, part).toBeGreaterThan(0);
    }
    const bare = Object.values(manifest.nodes).filter(
      (node) => node.resource_type === "model" && String(node.description ?? "").trim() === "",
    );
    expect(bare.map((node) => node.name)).toEqual([]);

    const freshness = await runDbt(["source", "freshness"], { folder, landing });
    expect(freshness.text).not.toMatch(/error|deprecat/i);
  });
});
