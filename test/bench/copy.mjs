// Copies the rows of a query from a warehouse to a CSV file by DuckDB itself: copy.mjs WAREHOUSE SQL FILE
import { DuckDBInstance } from "@duckdb/node-api";

const [, , warehouse, sql, file] = process.argv;
const instance = await DuckDBInstance.create(warehouse, { access_mode: "READ_ONLY" });
const connection = await instance.connect();
await connection.run(`copy (${sql}) to '${file}' (format csv, header)`);
connection.closeSync();
instance.closeSync();
