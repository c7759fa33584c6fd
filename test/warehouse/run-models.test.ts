import { describe, expect, it } from "vitest";
import type { ModelOptions } from "../../source/warehouse/build/model-queue.ts";
import { RawTablesReady } from "../../source/warehouse/build/raw-tables-ready.ts";
import { runModels } from "../../source/warehouse/build/run-models.ts";
import type { BuildDatabase } from "../../source/warehouse/database/build-database.ts";
import { createBuildDatabase } from "../../source/warehouse/database/build-database.ts";
import { outOfMemory } from "../../source/warehouse/database/friendly-error.ts";
import type { ModelRun } from "../../source/warehouse/meta/write-meta.ts";
import type { Model } from "../../source/warehouse/project/compile.ts";

function model(name: string, refs: readonly string[] = []): Model {
  const place = { name, file: `sql/models/silver/${name}.sql`, schema: "silver", relation: `"silver"."${name}"` };
  const described = { file: undefined, description: "", meta: {}, config: {}, columns: [] };
  const sql = `select 1 as ${name}`;
  return { ...place, text: sql, sql, materialized: "table", sha256: "", refs, sources: [], described, settings: {} };
}

/** A workbench that records its statements, and runs out of memory for one model until enough tries. */
async function narrow(name: string, tries: number) {
  const connection = await createBuildDatabase(undefined, []);
  await connection.widen();
  const said: string[] = [];
  let failed = 0;
  const query = connection.database.query.bind(connection.database);
  connection.database.query = (sql, ...rest) => {
    if (/^create table|^set threads/.test(sql)) said.push(sql.replace(/^create table "silver"\."(\w+)".*/, "$1"));
    if (sql.includes(`"${name}"`) && failed < tries) {
      failed += 1;
      return Promise.reject(outOfMemory());
    }
    return query(sql, ...rest);
  };
  return { connection, said };
}

function nothingToLoad(): RawTablesReady {
  const raw = new RawTablesReady();
  raw.addAll();
  return raw;
}

async function run(
  connection: BuildDatabase,
  models: readonly Model[],
  whileIdle: ModelOptions["whileIdle"] = () => undefined,
  raw = nothingToLoad(),
): Promise<readonly ModelRun[]> {
  const runs: ModelRun[] = [];
  const options = {
    kept: () => undefined,
    backfill: undefined,
    raw,
    afterModel: async () => {},
    whileIdle,
    signal: undefined,
  };
  try {
    for await (const event of runModels(connection, models, runs, options)) void event;
    return runs;
  } finally {
    await connection.database.close();
  }
}

describe("models", () => {
  it("are tried once more, alone and on one thread, when memory runs out", async () => {
    const { connection, said } = await narrow("two", 1);
    const runs = await run(connection, [model("one"), model("two"), model("three", ["two"])]);
    expect(runs.map(({ model, status }) => `${model} ${status}`)).toEqual(["one done", "two done", "three done"]);
    const before = said.indexOf("set threads = 1");
    expect(said[before + 1]).toBe("two");
    expect(said[before + 2]).toMatch(/^set threads = \d+$/);
    expect(said.at(-1)).toBe("three");
  });

  it("leave room for work that needs only finished ones while nothing else can be built", async () => {
    const { connection } = await narrow("none", 0);
    let begun = 0;
    const runs = await run(connection, [model("one"), model("two", ["one"])], (isBuilt) => {
      if (!isBuilt("one") || isBuilt("two") || begun === 2) return undefined;
      begun += 1;
      return connection.run(`select ${begun}`);
    });
    expect(runs.map(({ status }) => status)).toEqual(["done", "done"]);
    expect(begun).toBeGreaterThan(0);
  });

  it("start once the raw tables that they read are complete, while others are still being loaded", async () => {
    const { connection, said } = await narrow("none", 0);
    const raw = new RawTablesReady();
    raw.add("reversals");
    const reading = (name: string, source: string) => ({ ...model(name), sources: [source] });
    const models = [reading("lines", "transactions"), reading("people", "customers"), reading("prices", "reversals")];
    const running = run(connection, models, () => undefined, raw);
    await expect.poll(() => said).toEqual(["prices"]);
    raw.add("customers");
    await expect.poll(() => said).toEqual(["prices", "people"]);
    raw.add("transactions");
    raw.addAll();
    expect((await running).map(({ status }) => status)).toEqual(["done", "done", "done"]);
    expect(said).toEqual(["prices", "people", "lines"]);
  });

  it("do not wait if a file cannot be loaded, and fail with its error", async () => {
    const { connection } = await narrow("none", 0);
    const raw = new RawTablesReady();
    const running = run(connection, [{ ...model("lines"), sources: ["transactions"] }], () => undefined, raw);
    raw.fail(new Error("no such file"));
    await expect(running).rejects.toThrow("no such file");
  });

  it("are given up if memory runs out again", async () => {
    const { connection } = await narrow("two", 2);
    await expect(run(connection, [model("one"), model("two")])).rejects.toMatchObject({ id: outOfMemory().id });
  });

  it("are reported in the order of the project, whichever ends first", async () => {
    const { connection } = await narrow("none", 0);
    const names = ["one", "two", "three", "four"];
    const runs = await run(
      connection,
      names.map((name) => model(name)),
    );
    expect(runs.map((each) => each.model)).toEqual(names);
  });
});
