import { expectationsProject } from "../../export/great-expectations/project.ts";
import { type ModelTest, suitesOf } from "../../export/great-expectations/suites.ts";
import type { CompiledProject } from "../../warehouse/project/compile.ts";
import { bringUpToDate } from "../bring-up-to-date.ts";
import { projectDir } from "../places.ts";
import { chooseSource } from "../session.ts";
import type { Exporter } from "./exporter.ts";

export const greatExpectations: Exporter = {
  options: [],
  async write(args, streams) {
    const { projectAsBuilt } = await import("../../warehouse/build/check.ts");
    const database = await bringUpToDate(chooseSource(args), streams);
    const project = await projectAsBuilt(database, projectDir()).finally(() => database.close());
    const { suites, leftOut } = suitesOf(modelTestsOf(project));
    return {
      texts: expectationsProject({ suites, leftOut }),
      leftOut,
      next: "Run: pip install -r requirements.txt && python checkpoint.py WAREHOUSE.duckdb",
    };
  },
};

/** The data tests of a project, in the form that the suites use. */
export function modelTestsOf({ tests, models }: CompiledProject): readonly ModelTest[] {
  const schemas = new Map(models.map(({ name, schema }) => [name, schema]));
  return tests.map(({ name, model, kind, column, declared, severity, file }) => ({
    ...{ name, model, kind, column, severity, file },
    schema: schemas.get(model) ?? "",
    args: declared?.args ?? {},
    where: typeof declared?.config.where === "string" ? declared.config.where : undefined,
  }));
}
