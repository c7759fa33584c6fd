import type { Database } from "../database.ts";
import { quoteName } from "../sql-text.ts";
import type { UnreadFile } from "./proposal.ts";
import type { SampledFile } from "./sampled-file.ts";

/** Files without the workbooks that Grounds wrote, and those by name: a report in the folder of its data is no data. */
export async function withoutOwnReports(
  database: Pick<Database, "query">,
  files: readonly SampledFile[],
): Promise<{ readonly files: readonly SampledFile[]; readonly reports: readonly UnreadFile[] }> {
  const reports = new Set<string>();
  for (const file of files) {
    const [book = "", sheet] = file.name.split("#");
    if (sheet === "About" && (await isOfGrounds(database, file))) reports.add(book);
  }
  if (reports.size === 0) return { files, reports: [] };
  const why = "Grounds wrote it, as its sheet About says, so it is no source";
  return {
    files: files.filter(({ name }) => !reports.has(name.split("#")[0] ?? name)),
    reports: [...reports].map((name) => ({ name, why })),
  };
}

/** Whether it names the version of Grounds that wrote the workbook. */
async function isOfGrounds(database: Pick<Database, "query">, { table, columns }: SampledFile): Promise<boolean> {
  const [what, value, ...others] = columns.map(({ name }) => name);
  if (what !== "what" || value !== "value" || others.length > 0) return false;
  const { rows } = await database.query(
    `select 1 from ${table} where ${quoteName(what)} = 'Grounds' and regexp_matches(${quoteName(value)}, '^\\d+\\.\\d+\\.\\d+')`,
  );
  return rows.length > 0;
}
