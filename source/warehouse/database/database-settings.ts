import { availableParallelism } from "node:os";

export interface DatabaseSettings {
  /** As DuckDB writes it: "2GB". */
  readonly memoryLimit?: string | undefined;
  /** Where sorts and joins larger than memory spill; absent: they fail instead. */
  readonly spillDirectory?: string | undefined;
  readonly threads?: number | undefined;
}

/**
 * What a database is created with, because a statement for each setting would take longer than to open a file. DuckDB must not
 * load extensions by itself: it would fetch them from the network.
 */
export function startOptions({ memoryLimit, spillDirectory, threads }: DatabaseSettings): Record<string, string> {
  return {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    threads: String(threads ?? availableParallelism()),
    ...(memoryLimit ? { memory_limit: memoryLimit } : {}),
    temp_directory: spillDirectory ?? "",
    ...(spillDirectory ? { max_temp_directory_size: "64GB" } : {}),
  };
}

/** The one setting that a database cannot be created with: it belongs to an extension. */
export const inUtc = "set global TimeZone = 'UTC'";
