// The minimum for a command that prints: load DuckDB and end.
import "@duckdb/node-api";
