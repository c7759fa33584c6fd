/** Names as in the manual of jemalloc, which DuckDB includes on Linux. */
const forBuilding = "tcache_max:1048576,muzzy_decay_ms:30000";

/**
 * Makes DuckDB's allocator keep memory that a build step frees for the next step. The system can still take it back when it
 * runs short, but does not have to hand it out page by page again. Must be set before DuckDB is loaded; has no effect with
 * another allocator, or if the user set their own.
 */
export function keepFreedMemoryAtHand(env: NodeJS.ProcessEnv = process.env): void {
  env.DUCKDB_JE_MALLOC_CONF ??= forBuilding;
}
