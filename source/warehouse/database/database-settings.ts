import { availableParallelism } from "node:os";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteText } from "./sql-text.ts";

export interface DatabaseSettings {
  /** As DuckDB writes it: "2GB". */
  readonly memoryLimit?: string | undefined;
  /** Where sorts and joins larger than memory spill; absent: they fail instead. */
  readonly spillDirectory?: string | undefined;
  readonly threads?: number | undefined;
}

/** DuckDB must not load extensions by itself, because it would fetch them from the network. */
export function startOptions(): Record<string, string> {
  return {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
  };
}

export async function applySettings(connection: DuckDBConnection, settings: DatabaseSettings): Promise<void> {
  await connection.run("set global TimeZone = 'UTC'");
  await connection.run(`set threads = ${settings.threads ?? availableParallelism()}`);
  if (settings.memoryLimit) await connection.run(`set memory_limit = ${quoteText(settings.memoryLimit)}`);
  await connection.run(`set temp_directory = ${quoteText(settings.spillDirectory ?? "")}`);
  if (settings.spillDirectory) await connection.run("set max_temp_directory_size = '64GB'");
}
