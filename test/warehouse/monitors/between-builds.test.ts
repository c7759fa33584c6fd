import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkWarehouse } from "../../../source/warehouse/build/check.ts";
import { runContext } from "../../../source/warehouse/build/run-context.ts";
import { openWarehouse } from "../../../source/warehouse/database/database.ts";
import { pipelineRows } from "../../../source/warehouse/pipeline/pipeline-rows.ts";
import { readPipeline } from "../../../source/warehouse/pipeline/read-pipeline.ts";
import { tinySource } from "../../helpers/places.ts";
import { built, root, scratch } from "../support/scratch.ts";

const projectDir = join(root, "sql");
const name = "distribution_dim_customer_acquisition";
const message = "region has a new value: atlantis (1 row)";

it("a value that the previous build did not have is reported by build and check, and on the pipeline", async () => {
  const folder = await scratch();
  const [source, warehouse] = [join(folder, "raw"), join(folder, "w.duckdb")];
  await cp(tinySource, source, { recursive: true });
  const first = await built({ source, warehouse, projectDir });
  expect(first.events.filter((event) => event.type === "check" && event.name === name)).toEqual([]);

  const customers = await readFile(join(source, "customers.csv"), "utf8");
  await writeFile(join(source, "customers.csv"), customers.replace("Ruiz,northeast", "Ruiz,atlantis"));
  const context = runContext({ AIRFLOW_CTX_DAG_ID: "nightly", AIRFLOW_CTX_DAG_RUN_ID: "manual__2" });
  const second = await built({ source, warehouse, projectDir, context });
  expect(second.events).toContainEqual(expect.objectContaining({ type: "check", name, status: "warned", message }));
  expect(second.outcome.warnings).toBeGreaterThan(first.outcome.warnings);

  const database = await openWarehouse(warehouse);
  try {
    const checks = [];
    for await (const check of checkWarehouse(database, { projectDir })) checks.push(check);
    expect(checks).toContainEqual(expect.objectContaining({ name, status: "warned", message, when: "now" }));
    const query = async (sql: string) => (await database.query(sql)).rows;
    const { models, runs } = await readPipeline(query, { projectDir, artifacts: undefined });
    expect(runs.map(({ startedBy }) => startedBy)).toEqual(["airflow manual__2", ""]);
    const customersModel = models.find((model) => model.name === "dim_customer_acquisition");
    expect(customersModel?.checks).toContainEqual(expect.objectContaining({ name, status: "warned", message }));
    const shown = await pipelineRows(database, projectDir, { kind: "check", name }, { offset: 0, limit: 10 });
    expect(shown.columns).toEqual(["column_name", "value", "rows"]);
    expect(shown.rows.map(([, value]) => value)).toContain("atlantis");
  } finally {
    await database.close();
  }
});
