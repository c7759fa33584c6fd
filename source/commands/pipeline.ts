import { readIntegrity } from "../query/integrity.ts";
import type { Run } from "../query/statement.ts";
import type { Database } from "../warehouse/database/database.ts";
import { artifactsDirOf, projectDir } from "./places.ts";
import type { MadeBy } from "./session.ts";

/** How a warehouse of ours was made, from its own records. */
export function madeByUs(database: Database, run: Run): MadeBy {
  return {
    integrity: (signal) => readIntegrity((statement) => run(statement, signal)),
    async pipeline(signal) {
      const { readPipeline } = await import("../warehouse/pipeline/read-pipeline.ts");
      const query = async (sql: string) => (await database.query(sql, [], { signal })).rows;
      const [[path] = []] = await query("select path from duckdb_databases() where database_name = current_database()");
      const artifacts = typeof path === "string" ? artifactsDirOf(path) : undefined;
      const pipeline = await readPipeline(query, { projectDir: projectDir(), artifacts });
      const { followFileOf, readFollowStatus } = await import("./follow/status.ts");
      return typeof path === "string"
        ? { ...pipeline, followed: await readFollowStatus(followFileOf(path)) }
        : pipeline;
    },
    async rows(of, page, signal) {
      const { pipelineRows } = await import("../warehouse/pipeline/pipeline-rows.ts");
      return pipelineRows(database, projectDir(), of, page, signal);
    },
  };
}
