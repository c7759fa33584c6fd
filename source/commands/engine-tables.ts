import { engineErrors } from "../errors/engine.ts";
import type { Run } from "../query/statement.ts";
import { projectDir } from "./places.ts";

const columnsSql = `select table_schema, table_name, column_name from information_schema.columns
where table_schema in ('bronze', 'silver', 'gold')`;

/** How many missing columns an error names. */
const mostNamed = 5;

/** Rejects with UserError if a table of the project, or a column that its description names, is missing. */
export async function checkTables(run: Run, place: string, signal?: AbortSignal): Promise<void> {
  const [{ compiledProject }, { readProjectFiles }] = await Promise.all([
    import("../warehouse/project/compiled-project.ts"),
    import("../warehouse/project/project-files.ts"),
  ]);
  const { models } = await compiledProject(await readProjectFiles(projectDir()), {});
  const found = await run({ sql: columnsSql, params: [] }, signal);
  const tables = new Set(found.map(([schema, table]) => `${schema}.${table}`));
  const columns = new Set(found.map((row) => row.join(".")));
  const wanted = models.filter(({ name }) => !name.startsWith("rejected_"));
  const absent = wanted.filter(({ schema, name }) => !tables.has(`${schema}.${name}`));
  if (absent.length > 0) {
    const names = absent.map(({ schema, name }) => `${schema}.${name}`).join(", ");
    throw engineErrors.tableMissing({ place, why: `There is no ${names}.` });
  }
  const missing = wanted.flatMap(({ schema, name, described }) =>
    described.columns.map((column) => `${schema}.${name}.${column.name}`).filter((column) => !columns.has(column)),
  );
  if (missing.length > 0) throw engineErrors.olderTables({ place, missing: missing.slice(0, mostNamed) });
}
