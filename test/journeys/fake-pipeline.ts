import type { Pipeline, PipelineModel } from "../../source/domain/pipeline.ts";

/** A small pipeline with every state that a screen can show; `hostile` is put wherever a text of the data can be. */
export function fakePipeline(hostile: string | undefined): Pipeline {
  const model = (name: string, layer: PipelineModel["layer"], refs: readonly string[]): PipelineModel => ({
    ...{ name, layer, refs, sources: layer === "bronze" ? ["transactions"] : [], rows: 1234, rowsBefore: 1200, ms: 56 },
    ...{ file: `sql/models/${layer}/${name}.sql`, grain: "one row per thing", state: "done" },
    description: hostile ?? "Things that happened, one by one.",
    checks: [
      {
        name: `not_null_${name}_id`,
        severity: "error",
        status: "passed",
        failures: 0,
        message: hostile ?? "",
        sql: "select 1",
      },
    ],
    columns: [{ name: "id", type: "VARCHAR", description: hostile ?? "The thing." }],
    sql: `select *\nfrom ${refs[0] ?? "landing.raw.transactions"}`,
  });
  return {
    models: [
      model("stg_transactions", "bronze", []),
      model("fct_transactions", "silver", ["stg_transactions"]),
      model(hostile ?? "cube", "gold", ["fct_transactions"]),
    ],
    sources: [
      { table: "transactions", file: hostile ?? "transactions.csv", rows: 1234, modifiedAt: "2025-07-01 08:00" },
    ],
    runs: [
      {
        ...{ id: "r-1", startedAt: "2025-07-01 08:00:00", ms: 900, made: 3, kept: 0 },
        startedBy: hostile ?? "airflow scheduled__2025-07-01",
      },
    ],
    quarantine: [{ table: "transactions", reason: hostile ?? "not a date", rows: 7 }],
    failure: undefined,
    hasSnapshots: false,
  };
}
