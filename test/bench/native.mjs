import { createRequire } from "node:module";

/**
 * Puts functions in place of ones of DuckDB's native module, which is the one part of it that is not in the bundle; each is
 * made from the one before. It must be done before the program loads it.
 */
export function replaceNative(wrappers) {
  const require = createRequire(import.meta.url);
  const native = require("@duckdb/node-bindings");
  const replaced = Object.entries(wrappers).map(([name, wrap]) => [name, { value: wrap(native[name]) }]);
  require.cache[require.resolve("@duckdb/node-bindings")].exports = Object.create(native, Object.fromEntries(replaced));
}
