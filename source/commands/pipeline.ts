import type { Pipeline, PipelineRows } from "../domain/pipeline.ts";
import type { RowPage } from "../domain/slice-result.ts";
import { artifactsDirOf, projectDir } from "./places.ts";
import type { Session } from "./session.ts";

/** How the warehouse of a session was made. */
export async function readPipelineOf({ database }: Pick<Session, "database">, signal?: AbortSignal): Promise<Pipeline> {
  const { readPipeline } = await import("../warehouse/pipeline/read-pipeline.ts");
  const query = async (sql: string) => (await database.query(sql, [], { signal })).rows;
  const [[path] = []] = await query("select path from duckdb_databases() where database_name = current_database()");
  const artifacts = typeof path === "string" ? artifactsDirOf(path) : undefined;
  return readPipeline(query, { projectDir: projectDir(), artifacts });
}

export async function pipelineRowsOf(
  { database }: Pick<Session, "database">,
  of: PipelineRows,
  page: { readonly offset: number; readonly limit: number },
  signal?: AbortSignal,
): Promise<RowPage> {
  const { pipelineRows } = await import("../warehouse/pipeline/pipeline-rows.ts");
  return pipelineRows(database, projectDir(), of, page, signal);
}
