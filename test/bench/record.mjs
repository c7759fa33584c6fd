// Preloaded into a build with --import: leaves in GROUNDS_RECORD the statements without parameters of the connections that
// build, in the order in which they were begun.
import { writeFileSync } from "node:fs";
import { DuckDBConnection } from "@duckdb/node-api";

const statements = [];
for (const name of ["prepare", "run"]) {
  const before = DuckDBConnection.prototype[name];
  DuckDBConnection.prototype[name] = function (sql, ...rest) {
    statements.push([this, sql]);
    return before.call(this, sql, ...rest);
  };
}
process.on("exit", () => {
  const builders = new Set(statements.flatMap(([connection, sql]) => (/\bunfinished\b/.test(sql) ? [connection] : [])));
  const ofBuild = statements.filter(([connection]) => builders.has(connection)).map(([, sql]) => sql);
  writeFileSync(process.env.GROUNDS_RECORD, JSON.stringify(ofBuild));
});
