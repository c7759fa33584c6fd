// The least that a command which prints does: load DuckDB and end.
import "@duckdb/node-api";
