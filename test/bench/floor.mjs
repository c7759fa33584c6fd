// The minimum for any such program: load Ink, React and DuckDB, open the same file read-only, draw one line.
import { DuckDBInstance } from "@duckdb/node-api";
import { render, Text } from "ink";
import { createElement } from "react";

const instance = await DuckDBInstance.create(process.argv[2], { access_mode: "READ_ONLY" });
await instance.connect();
render(createElement(Text, null, "floor"));
setInterval(() => {}, 1000);
