// Preloaded into a build with --import: leaves in GROUNDS_RECORD the statements without parameters of the connection that
// builds, in order.
import { writeFileSync } from "node:fs";
import { DuckDBConnection } from "@duckdb/node-api";

const statements = new Map();
for (const name of ["prepare", "run"]) {
  const before = DuckDBConnection.prototype[name];
  DuckDBConnection.prototype[name] = function (sql, ...rest) {
    statements.set(this, [...(statements.get(this) ?? []), sql]);
    return before.call(this, sql, ...rest);
  };
}
process.on("exit", () => {
  const ofBuild = [...statements.values()].find((all) => all.some((sql) => / as unfinished\b/.test(sql))) ?? [];
  writeFileSync(process.env.GROUNDS_RECORD, JSON.stringify(ofBuild));
});
