import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { duckdbDialect, trinoDialect } from "../../source/engine/dialect.ts";
import { readCatalog } from "../../source/query/read-catalog.ts";
import { root } from "../helpers/places.ts";
import { dialectStatements } from "../query/dialect-statements.ts";
import { findPython } from "./find-dbt.ts";

const catalog = await readCatalog(join(root, "sql"));
const duckdb = await dialectStatements(catalog, duckdbDialect);
const trino = await dialectStatements(catalog, trinoDialect);
const python = findPython();

describe.skipIf(python === undefined)("sqlglot, a parser of its own", () => {
  it.each([
    ["duckdb", duckdb.map(([name, { sql }]) => [name, sql])],
    ["trino", trino.map(([name, { sql }]) => [name, sql.replaceAll(/\$\d+/g, "?")])],
  ])("takes every statement: %s", (dialect, statements) => {
    const script = `
import json, sys, sqlglot
failed = []
for name, text in json.load(sys.stdin):
    try:
        trees = sqlglot.parse(text, read=${JSON.stringify(dialect)}, error_level=sqlglot.ErrorLevel.RAISE)
        if len(trees) != 1 or any(isinstance(node, sqlglot.exp.Command) for node in trees[0].walk()): failed.append([name, "no select"])
    except Exception as error:
        failed.append([name, str(error)[:300]])
print(json.dumps(failed))`;
    const printed = execFileSync(python ?? "python3", ["-c", script], { input: JSON.stringify(statements) });
    expect(JSON.parse(String(printed))).toEqual([]);
  });
});
