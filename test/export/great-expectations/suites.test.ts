import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelTestsOf } from "../../../source/commands/exports/great-expectations.ts";
import { expectationsProject } from "../../../source/export/great-expectations/project.ts";
import { type ModelTest, suitesOf } from "../../../source/export/great-expectations/suites.ts";
import { projectAsBuilt } from "../../../source/warehouse/build/check.ts";
import type { Database } from "../../../source/warehouse/database/database.ts";
import { projectDir } from "../../helpers/places.ts";
import { openTinyWarehouse } from "../../helpers/tiny-warehouse.ts";

describe("grounds export great-expectations", () => {
  let tiny: Database;
  let tests: readonly ModelTest[];
  beforeAll(async () => {
    tiny = await openTinyWarehouse();
    tests = modelTestsOf(await projectAsBuilt(tiny, projectDir));
  });
  afterAll(() => tiny.close());

  it("carries over or lists every data test once", () => {
    const { suites, leftOut } = suitesOf(tests);
    const carried = suites.flatMap(({ expectations }) => expectations.map(({ meta }) => meta.test));
    const listed = leftOut.map((line) => line.split(":")[0]);
    expect([...carried, ...listed].toSorted()).toEqual(tests.map(({ name }) => name).toSorted());
    const declared = tests.filter(({ kind }) =>
      ["not_null", "unique", "accepted_values", "relationships"].includes(kind ?? ""),
    );
    expect(carried).toHaveLength(declared.length);
    expect(declared.length).toBeGreaterThan(200);
  });

  it("names existing columns, and values, conditions and keys of other tables as in dbt", async () => {
    const { suites } = suitesOf(tests);
    for (const { meta, expectations } of suites) {
      const { rows } = await tiny.query(`describe ${meta.schema}.${meta.model}`);
      const columns = rows.map(([name]) => name);
      for (const { kwargs } of expectations) expect(columns).toContain(kwargs.column);
    }
    const lines = suites.find(({ name }) => name === "silver.fct_transactions");
    const of = (test: string) => lines?.expectations.find(({ meta }) => meta.test === test);
    expect(of("accepted_values_fct_transactions_transaction_type")?.kwargs.value_set).toEqual([
      "subscription",
      "a_la_carte",
      "gift",
    ]);
    expect(of("relationships_fct_transactions_customer_key")?.kwargs.value_set).toEqual({
      $PARAMETER: "silver__dim_customer_acquisition__customer_key",
    });
    expect(of("not_null_fct_transactions_tenure_month")?.kwargs.row_condition).toBe("customer_key.notnull()");
    expect(lines?.meta.key).toBe("transaction_id");
  });

  it("lists a test whose condition or kind Great Expectations does not support", () => {
    const [one] = tests;
    if (one === undefined) throw new Error("there are tests");
    const odd: ModelTest[] = [
      { ...one, name: "a", kind: "not_null", where: "bags > 2" },
      { ...one, name: "b", kind: "at_least_one", where: undefined },
    ];
    const { suites, leftOut } = suitesOf(odd);
    expect(suites).toEqual([]);
    expect(expectationsProject({ suites, leftOut }).get("LEFT-OUT.md")).toContain(
      "- a: its condition is SQL, which grounds check runs: bags > 2\n- b: ",
    );
  });
});
