import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareTables } from "../../dbt/compare-tables.ts";
import { dataSetNamed } from "../../dbt/data-sets.ts";
import { readManifest, readRunResults, verdictsOf } from "../../dbt/run-dbt.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { readBack } from "../support/read-back.ts";
import { record } from "../support/record.ts";
import { buildOnTrino } from "./build-on-trino.ts";
import { startTrino, type Trino } from "./start-trino.ts";

let trino: Trino;
beforeAll(async () => {
  trino = await startTrino();
});
afterAll(() => trino?.stop());

const cases = [
  ...["the demo set", "the dirty demo set", "the demo set with dimensions of all kinds"].map(dataSetNamed),
  hostileTexts,
];
const vars = { run_at: "2026-01-01 00:00:00", bad_row_share: 1 };

describe("the models on Trino", () => {
  it.each(cases)("are those of DuckDB, cell by cell, with the same verdicts: $name", async (dataSet) => {
    const folder = await scratch();
    const source = await dataSet.prepare(folder);
    const { warehouse, outcome, ran, target } = await buildOnTrino(trino, { ...source, vars }, folder);
    expect(ran.code, ran.text).toBe(0);

    const compared = await compareTables(warehouse, await readBack(trino.lake, folder));
    expect(compared.differences).toEqual([]);
    expect(compared.tables).toBeGreaterThan(20);

    const theirs = verdictsOf(await readManifest(target), await readRunResults(target));
    const ours = new Map(outcome.checks.map(({ name, status }) => [name, status]));
    expect(Object.fromEntries([...ours].toSorted())).toEqual(Object.fromEntries([...theirs].toSorted()));
    record({ comparisons: compared.cells + ours.size });
  });
});
