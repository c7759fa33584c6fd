import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { CompiledProject } from "../project/compile.ts";
import type { SqlFile } from "../project/read-project.ts";
import { NodeIds } from "./node-ids.ts";

/** Values that every entry of a manifest needs. */
export interface Common {
  readonly project: CompiledProject;
  readonly ids: NodeIds;
  /** The database of the models. */
  readonly database: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
}

export function commonOf(
  project: CompiledProject,
  run: { readonly database: string; readonly generatedAt: Date },
): Common {
  return { project, ids: new NodeIds(project), database: run.database, createdAt: run.generatedAt.getTime() / 1000 };
}

export const docs = { show: true, node_color: null };

/** The path of a project file as dbt writes it: relative to the project's folder. */
export function withinProject(file: string): string {
  return file.split("/").slice(1).join("/");
}

/** The same relative to the folder of its kind (`models`, `tests`). */
export function withinFolder(file: string): string {
  return file.split("/").slice(2).join("/");
}

/** The fully qualified name of a declaration: the project, the folders of its file, its name. */
export function fqnOf({ project }: Common, file: string, ...names: readonly string[]): readonly string[] {
  return [
    project.name,
    ...posix
      .dirname(withinFolder(file))
      .split("/")
      .filter((part) => part !== "."),
    ...names,
  ];
}

/** The head of every entry that is declared in a `.yml`. */
export function declaredHead(common: Common, kind: string, file: string, name: string): object {
  return {
    ...{ name, resource_type: kind, package_name: common.project.name },
    ...{ path: withinFolder(file), original_file_path: withinProject(file) },
  };
}

export function checksumOf(text: string): object {
  return { name: "sha256", checksum: createHash("sha256").update(text.trim()).digest("hex") };
}

/** The models and sources that something reads. */
export function dependencies(
  { ids }: Common,
  refs: readonly string[],
  sources: readonly string[],
  macros: readonly string[] = [],
): object {
  return {
    refs: refs.map(refTo),
    sources: sources.map((table) => ids.source(table).split(".").slice(2)),
    ...{ metrics: [], functions: [] },
    depends_on: {
      macros,
      nodes: [...sources.map((table) => ids.source(table)), ...refs.map((name) => ids.of("model", name))],
    },
  };
}

export function refTo(name: string): object {
  return { name, package: null, version: null };
}

/** Macros of dbt itself that the project calls: a manifest lists them under dbt's package. */
const dbtMacros: ReadonlySet<string> = new Set(["run_query"]);

/** Macros of the project that a text calls, by name or by dispatch to DuckDB's variant, in the order of their first call. */
export function macrosIn({ project, ids }: Common, text: string): readonly string[] {
  const known = new Set(project.macros.flatMap(macroNames));
  const code = [...text.matchAll(/{[{%][\s\S]*?[%}]}/g)].map(([part]) => part).join("\n");
  const called = [...code.matchAll(/\bdispatch\(\s*'(\w+)'|\b(\w+)\s*\(/g)].flatMap(([, dispatched, name]) => {
    const forms = dispatched === undefined ? [name ?? ""] : [`duckdb__${dispatched}`, `default__${dispatched}`];
    return forms.find((form) => known.has(form) || dbtMacros.has(form)) ?? [];
  });
  return [...new Set(called)].map((name) => (dbtMacros.has(name) ? `macro.dbt.${name}` : ids.of("macro", name)));
}

function macroNames({ text }: SqlFile): readonly string[] {
  return [...text.matchAll(/{%-?\s*macro\s+(\w+)/g)].map(([, name = ""]) => name);
}
