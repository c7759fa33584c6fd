import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { duckdbDialect, trinoDialect } from "../../source/engine/dialect.ts";
import { readCatalog } from "../../source/query/read-catalog.ts";
import { root } from "../helpers/places.ts";
import { dialectStatements } from "../query/dialect-statements.ts";
import { findPython } from "./find-dbt.ts";
import { refusedBySqlglot } from "./refused-by-sqlglot.ts";

const catalog = await readCatalog(join(root, "sql"));
const duckdb = await dialectStatements(catalog, duckdbDialect);
const trino = await dialectStatements(catalog, trinoDialect);
const python = findPython();

describe.skipIf(python === undefined)("sqlglot, an independent parser", () => {
  it.each([
    ["duckdb", duckdb.map(([name, { sql }]) => [name, sql] as const)],
    ["trino", trino.map(([name, { sql }]) => [name, sql.replaceAll(/\$\d+/g, "?")] as const)],
  ])("takes every statement: %s", (dialect, statements) => {
    expect(refusedBySqlglot(python ?? "python3", dialect, statements)).toEqual([]);
  });
});
