import { join } from "node:path";
import { madeByDbt } from "../../../source/commands/made-by-dbt.ts";
import { allRows, type Engine } from "../../../source/engine/engine.ts";
import { python } from "../support/home.ts";
import { mustRun } from "../support/run-program.ts";
import type { Trino } from "./start-trino.ts";

export type Snapshots = readonly (readonly unknown[])[];

/** The snapshots of a table in bronze, newest first: as the pipeline screen lists them, and as pyiceberg does. */
export async function snapshotsOf({ lake }: Trino, engine: Engine, table: string, artifacts: string) {
  const made = madeByDbt(
    engine,
    (statement, stop) => allRows(engine, statement, stop),
    { artifacts },
    { capabilities: [] },
  );
  const { rows } = await made.rows({ kind: "snapshots", name: table }, { offset: 0, limit: 50 });
  const script = join(import.meta.dirname, "../support/snapshots.py");
  const theirs: Snapshots = JSON.parse(
    await mustRun(python(), [script, lake.catalog, lake.warehouse, lake.s3, `bronze.${table}`]),
  );
  return { shown: rows as Snapshots, theirs };
}

/** The number of records of a table as of a snapshot. */
export async function recordsAsOf(engine: Engine, table: string, snapshot: unknown): Promise<number> {
  const sql = `select count(*) from ${table} for version as of ${snapshot}`;
  const [[count] = []] = await allRows(engine, { sql, params: [] });
  return Number(count);
}
