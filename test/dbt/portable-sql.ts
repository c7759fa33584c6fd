import { compileProject } from "../../source/warehouse/project/compile.ts";
import { readProjectFiles } from "../../source/warehouse/project/project-files.ts";

/** Every model rendered with the macros of another engine, as dbt's dispatch would choose them. */
export async function portableSql(
  projectDir: string,
  engine: "spark" | "trino",
  vars: Readonly<Record<string, unknown>> = {},
): Promise<readonly (readonly [name: string, sql: string])[]> {
  const files = await readProjectFiles(projectDir);
  const texts = new Map(
    [...files.texts].map(([path, text]) => [path, path.startsWith("macros/") ? ofEngine(text, engine) : text]),
  );
  const { models } = await compileProject({ ...files, texts }, vars);
  const quote = engine === "spark" ? "`" : '"';
  return models.map(
    (model) => [model.name, model.sql.replace(/"(\w+)"\."(\w+)"/g, `${quote}$1${quote}.${quote}$2${quote}`)] as const,
  );
}

/** Our renderer uses the macros of DuckDB, so those of the engine replace them. */
function ofEngine(text: string, engine: string): string {
  return text.replaceAll(/\bduckdb__/g, "not_here__").replaceAll(new RegExp(`\\b${engine}__`, "g"), "duckdb__");
}
