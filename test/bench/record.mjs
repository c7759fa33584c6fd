// Preloaded into a build with --import: writes to GROUNDS_RECORD the statements without parameters of the building
// connections, in the order in which they were started.
import { writeFileSync } from "node:fs";
import { replaceNative } from "./native.mjs";

const statements = [];
const noted = (before) => (connection, sql) => {
  statements.push([connection, sql]);
  return before(connection, sql);
};
replaceNative({ prepare: noted, query: noted });
process.on("exit", () => {
  const builders = new Set(
    statements.flatMap(([connection, sql]) => (/\b(unfinished|landing)\b/.test(sql) ? [connection] : [])),
  );
  const ofBuild = statements.filter(([connection]) => builders.has(connection)).map(([, sql]) => sql);
  writeFileSync(process.env.GROUNDS_RECORD, JSON.stringify(ofBuild));
});
