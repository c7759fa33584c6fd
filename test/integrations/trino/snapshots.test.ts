import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { madeByDbt } from "../../../source/commands/made-by-dbt.ts";
import { allRows } from "../../../source/engine/engine.ts";
import { openEngine } from "../../../source/engine/profiles/open-engine.ts";
import { findTarget } from "../../../source/engine/profiles/profiles-file.ts";
import { projectDir, tinySource } from "../../helpers/places.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { python } from "../support/home.ts";
import { record } from "../support/record.ts";
import { runDbt } from "../support/run-dbt.ts";
import { mustRun } from "../support/run-program.ts";
import { environment, loadOnTrino } from "./build-on-trino.ts";
import { startTrino, type Trino } from "./start-trino.ts";

let trino: Trino;
beforeAll(async () => {
  trino = await startTrino();
});
afterAll(() => trino?.stop());

it("keeps each build of a table as a snapshot, which the pipeline screen lists as pyiceberg does", async () => {
  const folder = await scratch();
  const { place } = await loadOnTrino(trino, { source: tinySource }, folder);
  for (let build = 1; build <= 3; build += 1) {
    const { code, text } = await runDbt(["run", "--select", "stg_customers"], place);
    expect(code, text).toBe(0);
  }
  const engine = await openEngine(
    findTarget("trino", { named: projectDir, others: [] }, { ...process.env, ...environment(trino) }),
  );
  const made = madeByDbt(
    engine,
    (statement, stop) => allRows(engine, statement, stop),
    { artifacts: join(folder, "target") },
    { capabilities: [] },
  );
  const shown = await made.rows({ kind: "snapshots", name: "stg_customers" }, { offset: 0, limit: 50 });
  const { catalog, warehouse, s3 } = trino.lake;
  const script = join(import.meta.dirname, "../support/snapshots.py");
  const theirs = JSON.parse(await mustRun(python(), [script, catalog, warehouse, s3, "bronze.stg_customers"]));
  expect(shown.rows.length).toBeGreaterThanOrEqual(3);
  expect(shown.rows).toEqual(theirs);
  const [, , , id] = shown.rows.at(-1) ?? [];
  const sql = `select count(*) from bronze.stg_customers for version as of ${id}`;
  const [[then] = []] = await allRows(engine, { sql, params: [] });
  expect(Number(then)).toBe(shown.rows.at(-1)?.[2]);
  record({ comparisons: shown.rows.length * 4 + 1 });
  await engine.close();
});
