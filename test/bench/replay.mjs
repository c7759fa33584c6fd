// Runs recorded statements bare, in order, on one connection to a new file: replay.mjs STATEMENTS.json FILE
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [, , statements, file] = process.argv;
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
await connection.run("attach ':memory:' as landing");
await connection.run(`attach '${file}' as unfinished (recovery_mode no_wal_writes)`);
await connection.run("use unfinished");
await connection.run("set TimeZone = 'UTC'");
for (const sql of JSON.parse(readFileSync(statements, "utf8"))) await (await connection.stream(sql)).getRows?.();
await connection.run("checkpoint unfinished");
connection.closeSync();
instance.closeSync();
