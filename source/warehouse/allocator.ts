/** Names as in the manual of jemalloc, which DuckDB brings along on Linux. */
const forBuilding = "tcache_max:1048576,muzzy_decay_ms:30000";

/**
 * Lets DuckDB's allocator keep what a build frees at hand for its next step: the system is offered it at once, and takes it
 * where it is short of memory, but is not made to hand it out page by page anew. It must be said before DuckDB is loaded, and
 * does nothing where there is another allocator, or where the user said otherwise.
 */
export function keepFreedMemoryAtHand(env: NodeJS.ProcessEnv = process.env): void {
  env.DUCKDB_JE_MALLOC_CONF ??= forBuilding;
}
