import { createRequire } from "node:module";

/**
 * Replaces functions of DuckDB's native module, the only part of it that is not in the bundle; each replacement is made
 * from the original. Must be called before the program loads it.
 */
export function replaceNative(wrappers) {
  const require = createRequire(import.meta.url);
  const native = require("@duckdb/node-bindings");
  const replaced = Object.entries(wrappers).map(([name, wrap]) => [name, { value: wrap(native[name]) }]);
  require.cache[require.resolve("@duckdb/node-bindings")].exports = Object.create(native, Object.fromEntries(replaced));
}
