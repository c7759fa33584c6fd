import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { engineSession } from "../../source/commands/engine-session.ts";
import { sessionOn } from "../../source/commands/open-session.ts";
import { openEngine } from "../../source/engine/profiles/open-engine.ts";
import { findTarget } from "../../source/engine/profiles/profiles-file.ts";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { dataTestsOf } from "../dbt/run-dbt.ts";
import { projectDir, tinySource } from "../helpers/places.ts";
import { built, scratch } from "../warehouse/support/scratch.ts";
import { profilesOf } from "./profiles.ts";

/** A name of dbt's also says what is accepted or referred to; in a warehouse of ours it does not. */
function shortName(name: string): string {
  return name.replace(/^((?:accepted_values|relationships)_.*?)__.*$/, "$1");
}

describe("how tables were made, from dbt's files", () => {
  it("is the same as in a warehouse of ours: models, lineage, rows, checks, columns", {
    timeout: 120_000,
  }, async () => {
    const folder = await scratch();
    const [warehouse, artifacts] = [join(folder, "w.duckdb"), join(folder, "artifacts")];
    await built({ source: tinySource, projectDir, warehouse, artifacts });
    const ours = await sessionOn(await openWarehouse(warehouse), false);
    const named = await profilesOf({ file: { type: "duckdb", path: warehouse } });
    const engine = await openEngine(findTarget("file", { named, others: [] }, {}));
    const theirs = await engineSession(engine, { mapping: undefined, artifacts });
    const [local, there] = [await ours.made.pipeline(), await theirs.made.pipeline()];

    const models = ({ models: all }: typeof local) =>
      all
        .map(({ name, layer, grain, description, rows, state, refs, sources, columns, checks }) => ({
          ...{
            name,
            layer,
            grain,
            description,
            rows,
            state,
            refs: refs.toSorted(),
            sources: sources.toSorted(),
            columns,
          },
          checks: dataTestsOf(checks)
            .map((check) => `${shortName(check.name)} ${check.status} ${check.failures}`)
            .toSorted(),
        }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(models(there)).toEqual(models(local));
    for (const { name, refs } of there.models) {
      const placed = there.models
        .slice(
          0,
          there.models.findIndex((one) => one.name === name),
        )
        .map((one) => one.name);
      expect(placed).toEqual(expect.arrayContaining([...refs]));
    }
    expect(there.runs.map(({ made }) => made)).toEqual([local.models.length]);
    expect(there.failure).toBeUndefined();

    const page = { offset: 0, limit: 3 };
    const model = { kind: "model", name: "stg_customers" } as const;
    const shown = await theirs.made.rows(model, page);
    expect(shown.total).toBe((await ours.made.rows(model, page)).total);
    expect(shown.rows.map((row) => row[shown.columns.indexOf("email")])).toEqual([
      "(personal)",
      "(personal)",
      "(personal)",
    ]);
    const [check] = there.models.flatMap(({ checks }) => checks).filter(({ sql }) => sql !== "");
    expect((await theirs.made.rows({ kind: "check", name: check?.name ?? "" }, page)).total).toBe(0);
    await Promise.all([ours.close(), theirs.close()]);
  });
});
