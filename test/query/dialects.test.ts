import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Statement } from "../../source/domain/cohort.ts";
import { duckdbDialect, trinoDialect } from "../../source/engine/dialect.ts";
import { statementText } from "../../source/engine/trino/statement-text.ts";
import { readCatalog } from "../../source/query/read-catalog.ts";
import { createBuildDatabase } from "../../source/warehouse/database/build-database.ts";
import { root } from "../helpers/places.ts";
import { dialectStatements } from "./dialect-statements.ts";

const catalog = await readCatalog(join(root, "sql"));
const duckdb = await dialectStatements(catalog, duckdbDialect);
const trino = await dialectStatements(catalog, trinoDialect);

function page(all: readonly (readonly [string, Statement])[], textOf: (statement: Statement) => string): string {
  return all.map(([name, statement]) => `-- ${name}\n${textOf(statement)};\n`).join("\n");
}

/** The names of the columns of each select of a statement. */
function columnsOfSelects(sql: string): readonly (readonly string[])[] {
  const lines = sql.split("\n");
  return lines.flatMap((line, at) => {
    const [, indent] = /^( *)select$/.exec(line) ?? [];
    if (indent === undefined) return [];
    const rest = lines.slice(at + 1);
    const end = rest.findIndex((each) => !each.startsWith(`${indent}    `));
    const starts = rest
      .slice(0, end < 0 ? rest.length : end)
      .filter((each) => /^ *\S/.exec(each)?.[0].length === indent.length + 5);
    return [starts.flatMap((each) => /(?: as |^ *|\.)(?!null\b)([a-z_]\w*),?$/.exec(each)?.[1] ?? [])];
  });
}

describe("the statements of screens and commands", () => {
  it("are these on DuckDB", async () => {
    await expect(page(duckdb, ({ sql }) => sql)).toMatchFileSnapshot("dialects/duckdb.sql");
  });

  it("are these on Trino", async () => {
    await expect(page(trino, statementText)).toMatchFileSnapshot("dialects/trino.sql");
  });

  it("name no column twice in a select, which DuckDB renames and Trino refuses to read", () => {
    const twice = trino.flatMap(([name, { sql }]) =>
      columnsOfSelects(sql).flatMap((columns) =>
        columns.filter((column, at) => columns.indexOf(column) < at).map((column) => `${name}: ${column}`),
      ),
    );
    expect(twice).toEqual([]);
  });

  it("differ only where the dialect says so", () => {
    const own = (text: string) =>
      text
        .replaceAll(trinoDialect.byteOf("#").split("#")[0] ?? "", "byte of ")
        .replaceAll(duckdbDialect.byteOf("#").split("#")[0] ?? "", "byte of ")
        .replaceAll("))), 17, 2), 16)", ")")
        .replaceAll(") % 256", ")")
        .replaceAll(/last_value\((\w+)(?:\) ignore nulls| ignore nulls\)) over/g, "last known $1 over")
        .replaceAll("as materialized (", "as (");
    expect(trino.map(([name, { sql }]) => [name, own(sql)])).toEqual(duckdb.map(([name, { sql }]) => [name, own(sql)]));
    expect(trino.filter(([, { sql }], at) => sql !== duckdb[at]?.[1].sql).length).toBeGreaterThan(5);
  });
});

describe("the byte of a text on every engine", () => {
  const texts = ["a", "c-1:1", "ü:7", "", "it's"];
  const digestOf = (text: string) => createHash("md5").update(text).digest();

  it("is the ninth of its MD5 on DuckDB", async () => {
    const { database } = await createBuildDatabase(undefined, []);
    for (const text of texts) {
      const { rows } = await database.query(`select ${duckdbDialect.byteOf("$1")}`, [text]);
      expect(Number(rows[0]?.[0]), text).toBe(digestOf(text)[8]);
    }
    await database.close();
  });

  it("is the same on Trino, by the position of its two digits in the hexadecimal text", () => {
    const [, from, length] = /substr\(.*, (\d+), (\d+)\), 16\)$/.exec(trinoDialect.byteOf("x")) ?? [];
    for (const text of texts) {
      const digits = digestOf(text)
        .toString("hex")
        .slice(Number(from) - 1, Number(from) - 1 + Number(length));
      expect(Number.parseInt(digits, 16), text).toBe(digestOf(text)[8]);
    }
  });
});

describe("a statement with its values", () => {
  it("keeps the values out of the text, in the order of their placeholders", () => {
    const sql = `select '$1', "$2" from t where a = $2 and b = $1 and c = $2`;
    expect(statementText({ sql, params: ["it's", 0.1] })).toBe(
      `execute immediate 'select ''$1'', "$2" from t where a = ? and b = ? and c = ?' using 1e-1, 'it''s', 1e-1`,
    );
    expect(statementText({ sql: "select 1", params: [] })).toBe("select 1");
  });
});
