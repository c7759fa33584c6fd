import { join } from "node:path";
import { readCatalog } from "../../../source/query/read-catalog.ts";
import { pipelineRows } from "../../../source/warehouse/pipeline/pipeline-rows.ts";
import { projectDir } from "../../helpers/places.ts";
import { openTinyWarehouse } from "../../helpers/tiny-warehouse.ts";
import { type Files, project as projectOf, scratch, transactions } from "../../warehouse/support/scratch.ts";
import { failedBuild, raised, reportedOnTiny, type TriggersOf } from "./trigger.ts";

const good = { "transactions.csv": transactions("c-1,2024-01-01,1.00") };

/** The error of a build of good rows with these files in the fixture project. */
async function withFiles(files: Files): Promise<string> {
  return failedBuild(good, await projectOf(files));
}

const described = (name: string, test = "") =>
  `models:\n  - name: ${name}\n    description: x\n    columns:\n      - name: customer_id\n        description: x\n${test}`;

export const project: TriggersOf<"project"> = {
  absent: () => failedBuild(good, "/nowhere/sql"),
  unreadable: () => withFiles({ "dbt_project.yml": "name: [\n" }),
  describedTwice: () => withFiles({ "models/silver/again.yml": described("buyers") }),
  async catalogInvalid() {
    const folder = await scratch({ "models/gold/semantic_models.yml": "semantic_models: none\n" });
    return raised(() => readCatalog(folder));
  },
  unknownModel: () => reportedOnTiny("build", "--select", "buyer"),
  async nothingToShow() {
    const database = await openTinyWarehouse();
    const of = { kind: "model", name: "nothing" } as const;
    const id = await raised(() => pipelineRows(database, projectDir, of, { offset: 0, limit: 1 }));
    await database.close();
    return id;
  },
  circle: () => withFiles({ "models/bronze/stg_transactions.sql": "select * from {{ ref('buyers') }}" }),
  modelTwice: () => withFiles({ "models/bronze/buyers.sql": "select 1 as one" }),
  notRendered: () => withFiles({ "models/silver/buyers.sql": "select {{ 1 + }}" }),
  unknownMaterialization: () =>
    withFiles({ "models/silver/odd.sql": "{{ config(materialized='incremental') }} select 1 as one" }),
  badTest: () =>
    withFiles({
      "models/silver/odd.sql": "select 'c' as customer_id",
      "models/silver/odd.yml": described("odd", "        data_tests: [{ accepted_values: { values: [] } }]\n"),
    }),
  modelFails: () => withFiles({ "models/silver/buyers.sql": "select nobody from {{ ref('stg_transactions') }}" }),
  testFails: () => withFiles({ [join("tests", "odd.sql")]: "select nobody from {{ ref('stg_transactions') }}" }),
};
