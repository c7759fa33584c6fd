import { join } from "node:path";
import { expect, it } from "vitest";
import { dataSetNamed } from "../../dbt/data-sets.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { record } from "../support/record.ts";
import { compareRaw, writeNestedOrders } from "./nested-orders.ts";
import { runSpark, sparkVersions } from "./run-spark.ts";

it("turns nested orders back into the raw tables that their lines and customers came from", async () => {
  const folder = await scratch();
  const { source } = await dataSetNamed("the demo set").prepare(folder);
  const [orders, raw] = [join(folder, "orders.json"), join(folder, "flat")];
  await writeNestedOrders(source, orders);
  const ran = await runSpark("flatten_orders.py", [orders, raw], folder);
  expect(ran.code, ran.text.slice(-5000)).toBe(0);
  for (const table of ["transactions", "customers"] as const) {
    const { differences, values } = await compareRaw(source, raw, table);
    expect(differences, table).toBe(0);
    expect(values, table).toBeGreaterThan(10_000);
    record({ comparisons: values });
  }
  record({ versions: sparkVersions });
});
