import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { contractOf, tableNames } from "../../source/warehouse/mapping/contract-tables.ts";
import { type CompiledProject, compileProject } from "../../source/warehouse/project/compile.ts";
import { readProjectFiles } from "../../source/warehouse/project/project-files.ts";
import { root } from "../helpers/places.ts";
import { findPython } from "./find-dbt.ts";
import { portableSql } from "./portable-sql.ts";
import { refusedBySqlglot } from "./refused-by-sqlglot.ts";

const sql = join(root, "sql");
const layers = ["bronze", "silver", "gold"];
let project: CompiledProject;

beforeAll(async () => {
  project = await compileProject(await readProjectFiles(sql), {});
});

const files = readdirSync(join(sql, "models"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".sql"))
  .map((name) => ({ name, layer: name.split("/")[0] ?? "", text: readFileSync(join(sql, "models", name), "utf8") }));

/** SQL that only DuckDB has, or that every engine writes differently. */
const enginesOwn = [
  /::/,
  /\bepoch(_us|_ms)?\s*\(/i,
  /\bdate_trunc\s*\(/i,
  /\bdate(diff|_diff|add|_add|_part)\s*\(/i,
  /\bstrf?p?time\s*\(/i,
  /\btry_cast\s*\(/i,
  /\b(list|struct|map|array)_\w+\s*\(/i,
  /\b(list|string_agg|group_concat|listagg|array_agg)\s*\(/i,
  /\b(arg_max|arg_min|max_by|min_by|any_value|first|last)\s*\(/i,
  /\bhash\s*\(/i,
  /\bmd5\s*\(/i,
  /\bgenerate_series\s*\(|\brange\s*\(|\bunnest\s*\(/i,
  /\bread_\w+\s*\(/i,
  /\bregexp_\w+\s*\(/i,
  /\bqualify\b|\basof\b|\bpivot\b|\bgroup by all\b|\border by all\b/i,
  /\binterval\b/i,
  /\bexclude\s*\(|\breplace\s*\(\s*\w+\s*:/i,
  / \/\/ /,
  /\bfilter\s*\(\s*where\b/i,
];

/** SQL without comments, quoted text and Jinja: the model's own part. */
function own(text: string): string {
  return text
    .replace(/\{#[\s\S]*?#\}|--.*$/gm, "")
    .replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, "jinja")
    .replace(/'[^']*'/g, "''");
}

describe("the layers", () => {
  it("never read upward, and raw tables only from bronze", () => {
    const layerOf = new Map(project.models.map((model) => [model.name, layers.indexOf(model.schema)]));
    const upward = project.models.flatMap((model) =>
      model.refs
        .filter((ref) => (layerOf.get(ref) ?? 9) > layers.indexOf(model.schema))
        .map((ref) => `${model.name} reads ${ref}`),
    );
    expect(upward).toEqual([]);
    const fromRaw = project.models.filter((model) => model.sources.length > 0 && model.schema !== "bronze");
    expect(fromRaw.map((model) => model.name)).toEqual([]);
    const marts = project.models.filter((model) => model.schema === "gold");
    expect(marts.flatMap((model) => model.refs).filter((ref) => layerOf.get(ref) === 0)).toEqual([]);
    expect(project.models.every((model) => layers.includes(model.schema))).toBe(true);
  });

  it("keep to their own work: bronze casts types and joins nothing for meaning, facts are not aggregated in bronze, gold casts nothing", () => {
    for (const { name, layer, text } of files) {
      if (layer === "bronze" && name.includes("/stg_")) {
        expect(own(text), name).not.toMatch(/\b(group by|join|over\s*\(|sum\s*\()/i);
      }
      if (layer !== "bronze") expect(text, name).not.toMatch(/as_timestamp|as_money|as_whole|as_percent|source\(/);
    }
    const described = project.models.filter((model) => typeof model.described.meta.grain !== "string");
    expect(described.map((model) => model.name)).toEqual([]);
  });

  it("describe every column of every model, and a check guards every key", () => {
    const silent = project.models.flatMap(({ name, described }) => [
      ...(described.description === "" ? [name] : []),
      ...described.columns.filter((column) => column.description === "").map((column) => `${name}.${column.name}`),
    ]);
    expect(silent).toEqual([]);
    const guarded = new Set(project.tests.map((test) => test.model));
    expect(project.models.filter((model) => !guarded.has(model.name)).map((model) => model.name)).toEqual([]);
  });

  it("are read by the program only if its exposure says so", () => {
    const readers = ["query", "analysis", "export"].flatMap((folder) =>
      readdirSync(join(root, "source", folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => readFileSync(join(root, "source", folder, name), "utf8")),
    );
    const read = readers.flatMap((text) =>
      [...text.matchAll(/\b(?:silver|gold)\.([a-z]+_\w+)/g)].map((match) => match[1]),
    );
    const exposure = readFileSync(join(sql, "models/gold/exposures.yml"), "utf8");
    const named = [...exposure.matchAll(/ref\('(\w+)'\)/g)].map((match) => match[1]);
    expect(named).toEqual(expect.arrayContaining([...new Set(read)]));
  });

  it.each(files)("leave differences between engines to macros: $name", ({ text }) => {
    const found = enginesOwn.flatMap((pattern) => pattern.exec(own(text))?.[0] ?? []);
    expect(found).toEqual([]);
  });
});

describe("the raw tables of a lake", () => {
  it("have the columns of the input contract", () => {
    const text = readFileSync(join(sql, "macros/raw_tables.sql"), "utf8");
    const tables = [...text.matchAll(/\['(\w+)', \[([^\]]*)\], '(\w*)'\]/g)];
    const columns = tables.map(([, name, list = ""]) => [
      name,
      [...list.matchAll(/'(\w+)'/g)].map(([, column]) => column),
    ]);
    expect(Object.fromEntries(columns)).toEqual(
      Object.fromEntries(tableNames.map((name) => [name, contractOf(name).columns])),
    );
  });
});

const python = findPython();
const glot = python === undefined ? undefined : canImport(python, "sqlglot");

describe.skipIf(!glot)("another engine", () => {
  it.each(["spark", "trino"] as const)("parses every model with its macros: %s", async (dialect) => {
    const statements = await portableSql(sql, dialect);
    expect(statements.length).toBeGreaterThan(20);
    const all = statements.map(([, text]) => text).join();
    expect(all).toContain(dialect === "trino" ? "date_diff('day'" : "timestampdiff(day");
    expect(all).not.toMatch(/epoch_us|generate_series|strip_accents|list_distinct/);
    expect(refusedBySqlglot(python ?? "python3", dialect, statements)).toEqual([]);
  });
});

function canImport(file: string, name: string): boolean {
  try {
    execFileSync(file, ["-c", `import ${name}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
