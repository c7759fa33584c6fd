import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tinySource } from "../helpers/places.ts";
import { built, root, scratch } from "../warehouse/support/scratch.ts";
import { findDbt } from "./find-dbt.ts";
import { runDbt } from "./run-dbt.ts";

const dbt = findDbt();
if (dbt === undefined) process.stderr.write("dbt is not installed: the manifest is not compared with dbt's own\n");

type Entry = Record<string, unknown>;
type Entries = Record<string, Entry>;

/** Keys about one run, and compiled code, which dbt only has after running. */
const ofTheRun = ["created_at", "compiled", "compiled_code", "compiled_path", "extra_ctes", "extra_ctes_injected"];

/** An entry without the keys about the run; references and macro calls as sets, since dbt lists some calls twice. */
function plain(entry: Entry): Entry {
  const kept = Object.entries(entry).filter(([key]) => !ofTheRun.includes(key));
  const on = entry.depends_on as Record<string, unknown> | undefined;
  const own = Object.fromEntries(
    kept.map(([key, value]) => [key, ["refs", "sources"].includes(key) ? set(value) : value]),
  );
  return on === undefined ? own : { ...own, depends_on: { nodes: set(on.nodes), macros: set(ofProject(on.macros)) } };
}

/** Which macros of dbt's own packages are called depends on the adapter. */
function ofProject(macros: unknown): unknown {
  return Array.isArray(macros) ? macros.filter((id) => String(id).startsWith("macro.grounds.")) : macros;
}

function set(values: unknown): unknown {
  if (!Array.isArray(values)) return values;
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).entries()]
    .toSorted()
    .map(([, value]) => value);
}

function plainEntries(entries: unknown): Entries {
  return Object.fromEntries(Object.entries(entries as Entries).map(([id, entry]) => [id, plain(entry)]));
}

describe.skipIf(dbt === undefined)("our manifest compared with dbt's own", () => {
  it("has the same nodes, each with the same content", { timeout: 400_000 }, async () => {
    const folder = await scratch();
    const artifacts = join(folder, "artifacts");
    const warehouse = join(folder, "by_dbt.duckdb");
    const landing = join(folder, "raw.duckdb");
    await built({ source: tinySource, projectDir: join(root, "sql"), warehouse, landing, artifacts });
    const run = await runDbt(["parse"], { folder, landing });
    expect(run.code, run.text).toBe(0);
    const read = async (place: string) => JSON.parse(await readFile(join(place, "manifest.json"), "utf8"));
    const [ours, theirs] = [await read(artifacts), await read(run.target)];
    for (const kind of ["nodes", "sources", "semantic_models", "metrics", "exposures", "unit_tests"]) {
      const [own, dbts] = [plainEntries(ours[kind]), plainEntries(theirs[kind])];
      expect(Object.keys(own).toSorted(), kind).toEqual(Object.keys(dbts).toSorted());
      for (const [id, entry] of Object.entries(dbts)) {
        // dbt hashes Python's repr of the rows.
        const { checksum, ...rest } = entry;
        expect(own[id], id).toEqual(kind === "unit_tests" ? { ...rest, checksum: own[id]?.checksum } : entry);
      }
    }
    const macros = plainEntries(theirs.macros);
    const own = Object.keys(macros).filter((id) => id.startsWith("macro.grounds."));
    expect(Object.keys(ours.macros).toSorted()).toEqual(own.toSorted());
    for (const id of own) expect(plainEntries(ours.macros)[id], id).toEqual(macros[id]);
    expect(ours.child_map).toEqual(theirs.child_map);
    expect(ours.parent_map).toEqual(theirs.parent_map);
    expect(Object.keys(theirs).filter((key) => !(key in ours))).toEqual([]);
  });
});
