import { basename, posix } from "node:path";
import * as z from "zod";
import { projectErrors } from "../../errors/project.ts";
import type { UserError } from "../../errors.ts";
import type { ProjectFiles } from "./project-files.ts";
import { parseYaml } from "./read-yaml.ts";

/** A file of Jinja and SQL, named relative to the project's parent so that errors point to it. */
export interface SqlFile {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

export interface ModelFile extends SqlFile {
  /** Settings in dbt_project.yml for the model's folder, with inner folders overriding outer ones. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly folder: string;
}

/** The declarations about a model in a `.yml` beside it, as far as they are needed here. */
export interface ModelProperties {
  readonly file: string;
  readonly properties: z.infer<typeof propertiesSchema>;
}

/** A dbt project as its files define it, not rendered yet. */
export interface Project {
  readonly name: string;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly models: readonly ModelFile[];
  readonly macros: readonly SqlFile[];
  readonly tests: readonly SqlFile[];
  readonly properties: ReadonlyMap<string, ModelProperties>;
  readonly sources: readonly SourceTable[];
  readonly declarations: readonly Declaration[];
}

/** What a `.yml` declares besides models and sources: not needed for a build, but dbt's tools look for it in the manifest. */
export interface Declaration {
  readonly kind: (typeof declared)[number];
  readonly name: string;
  readonly file: string;
  /** As written. */
  readonly body: Readonly<Record<string, unknown>>;
}

const declared = ["semantic_models", "metrics", "exposures", "unit_tests"] as const;

/** A table that the project reads but does not create. */
export interface SourceTable {
  readonly source: string;
  readonly name: string;
  readonly file: string;
  readonly description: string;
  readonly sourceDescription: string;
  /** `config` of the source, as written. */
  readonly config: Readonly<Record<string, unknown>>;
}

const dataTest = z.union([z.string(), z.record(z.string(), z.unknown())]);

const propertiesSchema = z.looseObject({
  name: z.string(),
  description: z.string().default(""),
  config: z.record(z.string(), z.unknown()).optional(),
  data_tests: z.array(dataTest).optional(),
  tests: z.array(dataTest).optional(),
  columns: z
    .array(
      z.looseObject({
        name: z.string(),
        description: z.string().default(""),
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

const named = z.looseObject({ name: z.string() });
const propertiesFileSchema = z.looseObject({
  models: z.array(propertiesSchema).default([]),
  semantic_models: z.array(named).optional(),
  metrics: z.array(named).optional(),
  exposures: z.array(named).optional(),
  unit_tests: z.array(named).optional(),
});
type PropertiesFile = z.infer<typeof propertiesFileSchema> & { readonly file: string };

const described = { name: z.string(), description: z.string().default("") };
const sourcesFileSchema = z.looseObject({
  sources: z
    .array(
      z.looseObject({
        ...described,
        config: z.record(z.string(), z.unknown()).default({}),
        tables: z.array(z.looseObject(described)).default([]),
      }),
    )
    .default([]),
});

/** Reads the models, macros, tests and properties of a dbt project's files. Throws UserError naming file and line. */
export function readProject({ directory, texts }: ProjectFiles): Project {
  const files = [...texts].map(([path, text]) => ({ path, file: `${basename(directory)}/${path}`, text }));
  const settings = parseYaml(texts.get("dbt_project.yml"), `${basename(directory)}/dbt_project.yml`, projectSchema);
  const under = (folders: readonly string[]) =>
    files.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));
  const models = under(settings["model-paths"]);
  const declarations = models.filter(({ path }) => /\.ya?ml$/.test(path));
  const parsed = declarations.map(({ file, text }) => ({ file, ...parseYaml(text, file, propertiesFileSchema) }));
  return {
    name: settings.name,
    vars: ownVars(settings.name, settings.vars),
    models: models.filter(isSql).map((file) => modelFile(file, settings)),
    macros: under(settings["macro-paths"]).filter(isSql).map(sqlFile),
    tests: under(settings["test-paths"]).filter(isSql).map(sqlFile),
    properties: readProperties(parsed),
    sources: declarations.flatMap(readSources),
    declarations: parsed.flatMap(declarationsOf),
  };
}

interface TextFile {
  /** Within the project. */
  readonly path: string;
  /** As the user sees it: `sql/models/bronze/x.sql`. */
  readonly file: string;
  readonly text: string;
}

function isSql({ path }: TextFile): boolean {
  return path.endsWith(".sql");
}

function sqlFile({ path, file, text }: TextFile): SqlFile {
  return { name: posix.basename(path, ".sql"), file, text };
}

function modelFile(file: TextFile, project: z.infer<typeof projectSchema>): ModelFile {
  const path = posix.dirname(file.path).split("/").slice(1);
  return {
    ...sqlFile(file),
    folder: path[0] ?? "main",
    settings: folderSettings(project.models, [project.name, ...path]),
  };
}

function ownVars(name: string, vars: Record<string, unknown>): Record<string, unknown> {
  const own = vars[name];
  const isScoped = typeof own === "object" && own !== null && !Array.isArray(own);
  return isScoped ? { ...vars, ...own } : vars;
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

function declarationsOf(parsed: PropertiesFile): readonly Declaration[] {
  return declared.flatMap((kind) =>
    (parsed[kind] ?? []).map((body) => ({ kind, name: body.name, file: parsed.file, body })),
  );
}

function readProperties(files: readonly PropertiesFile[]): ReadonlyMap<string, ModelProperties> {
  const all = new Map<string, ModelProperties>();
  for (const { file, models } of files) {
    for (const properties of models) {
      if (all.has(properties.name)) throw describedTwice(properties.name, file, all.get(properties.name)?.file);
      all.set(properties.name, { file, properties });
    }
  }
  return all;
}

function readSources({ file, text }: TextFile): readonly SourceTable[] {
  if (!/^sources:/m.test(text)) return [];
  return parseYaml(text, file, sourcesFileSchema).sources.flatMap((source) =>
    source.tables.map(({ name, description }) => ({
      ...{ source: source.name, name, file, description, config: source.config },
      sourceDescription: source.description,
    })),
  );
}

function describedTwice(model: string, file: string, other: string | undefined): UserError {
  return projectErrors.describedTwice({ model, files: [file, other ?? file] });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
