import { readdir, readFile } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { z } from "zod";
import { UserError } from "../../errors.ts";
import { readYaml } from "./read-yaml.ts";

/** A file of Jinja and SQL, named relative to the project's parent so that errors can be followed. */
export interface SqlFile {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

export interface ModelFile extends SqlFile {
  /** Settings of dbt_project.yml for the model's folder, the outer ones first overridden by the inner. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly folder: string;
}

/** The declarations about a model in a `.yml` beside it, as far as they matter here. */
export interface ModelProperties {
  readonly file: string;
  readonly properties: z.infer<typeof propertiesSchema>;
}

/** A dbt project as it lies on disk, nothing rendered yet. */
export interface Project {
  readonly directory: string;
  readonly name: string;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly models: readonly ModelFile[];
  readonly macros: readonly SqlFile[];
  readonly tests: readonly SqlFile[];
  readonly properties: ReadonlyMap<string, ModelProperties>;
}

const dataTest = z.union([z.string(), z.record(z.string(), z.unknown())]);

const propertiesSchema = z.looseObject({
  name: z.string(),
  config: z.record(z.string(), z.unknown()).optional(),
  data_tests: z.array(dataTest).optional(),
  tests: z.array(dataTest).optional(),
  columns: z
    .array(
      z.looseObject({
        name: z.string(),
        data_tests: z.array(dataTest).optional(),
        tests: z.array(dataTest).optional(),
      }),
    )
    .optional(),
});

const projectSchema = z.looseObject({
  name: z.string(),
  "model-paths": z.array(z.string()).default(["models"]),
  "macro-paths": z.array(z.string()).default(["macros"]),
  "test-paths": z.array(z.string()).default(["tests"]),
  models: z.record(z.string(), z.unknown()).default({}),
  vars: z.record(z.string(), z.unknown()).default({}),
});

const propertiesFileSchema = z.looseObject({ models: z.array(propertiesSchema).default([]) });

/** Reads the models, macros, tests and properties of a dbt project. Rejects with UserError naming file and line. */
export async function readProject(directory: string): Promise<Project> {
  const place = join(directory, "dbt_project.yml");
  const settings = await readYaml(place, shown(directory, place), projectSchema);
  const models = await filesIn(directory, settings["model-paths"]);
  const sql = models.filter((file) => file.endsWith(".sql"));
  const yml = models.filter((file) => /\.ya?ml$/.test(file));
  return {
    directory,
    name: settings.name,
    vars: ownVars(settings.name, settings.vars),
    models: await Promise.all(sql.map((file) => readModel(directory, file, settings))),
    macros: await readSql(directory, settings["macro-paths"]),
    tests: await readSql(directory, settings["test-paths"]),
    properties: await readProperties(directory, yml),
  };
}

/** A path of the project as the user sees it: `sql/models/bronze/x.sql`. */
export function shown(directory: string, file: string): string {
  return [basename(directory), ...relative(directory, file).split(sep)].join("/");
}

function ownVars(name: string, vars: Record<string, unknown>): Record<string, unknown> {
  const own = vars[name];
  const isScoped = typeof own === "object" && own !== null && !Array.isArray(own);
  return isScoped ? { ...vars, ...own } : vars;
}

async function filesIn(directory: string, folders: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(join(directory, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) if (entry.isFile()) found.push(join(entry.parentPath, entry.name));
  }
  return found.sort();
}

async function readSql(directory: string, folders: readonly string[]): Promise<readonly SqlFile[]> {
  const files = (await filesIn(directory, folders)).filter((file) => file.endsWith(".sql"));
  return Promise.all(files.map((file) => readSqlFile(directory, file)));
}

async function readSqlFile(directory: string, file: string): Promise<SqlFile> {
  return { name: basename(file, ".sql"), file: shown(directory, file), text: await readFile(file, "utf8") };
}

async function readModel(directory: string, file: string, project: z.infer<typeof projectSchema>): Promise<ModelFile> {
  const path = relative(directory, file).split(sep).slice(1, -1);
  return {
    ...(await readSqlFile(directory, file)),
    folder: path[0] ?? "main",
    settings: folderSettings(project.models, [project.name, ...path]),
  };
}

function folderSettings(tree: Record<string, unknown>, path: readonly string[]): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  let node: unknown = tree;
  for (const step of ["", ...path]) {
    if (step !== "") node = isRecord(node) ? node[step] : undefined;
    if (!isRecord(node)) break;
    for (const [key, value] of Object.entries(node)) if (key.startsWith("+")) settings[key.slice(1)] = value;
  }
  return settings;
}

async function readProperties(
  directory: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, ModelProperties>> {
  const all = new Map<string, ModelProperties>();
  for (const path of files) {
    const file = shown(directory, path);
    for (const properties of (await readYaml(path, file, propertiesFileSchema)).models) {
      if (all.has(properties.name)) throw describedTwice(properties.name, file, all.get(properties.name)?.file);
      all.set(properties.name, { file, properties });
    }
  }
  return all;
}

function describedTwice(model: string, file: string, other: string | undefined): UserError {
  return new UserError(`The model ${model} is described twice`, {
    why: `${file} and ${other ?? file} both declare its columns and tests.`,
    next: "Keep one of them.",
  });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
