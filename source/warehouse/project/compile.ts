import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { projectErrors } from "../../errors/project.ts";
import type { ModelError } from "../../errors.ts";
import { quoteName } from "../database/sql-text.ts";
import { type DataTest, declaredTests, singularTest } from "./data-tests.ts";
import { inOrder } from "./graph.ts";
import type { ProjectFiles } from "./project-files.ts";
import {
  type Declaration,
  isRecord,
  type ModelFile,
  type Project,
  readProject,
  type SourceTable,
  type SqlFile,
} from "./read-project.ts";
import { isGenericTest, Renderer } from "./render.ts";

/** A model ready to be built. */
export interface Model {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly schema: string;
  readonly relation: string;
  readonly materialized: "table" | "view";
  readonly sql: string;
  readonly sha256: string;
  readonly refs: readonly string[];
  readonly sources: readonly string[];
  readonly described: Described;
  /** Settings in dbt_project.yml for its folder. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The description of a model in the `.yml` beside it. */
export interface Described {
  /** Undefined if there is none. */
  readonly file: string | undefined;
  readonly description: string;
  readonly meta: Readonly<Record<string, unknown>>;
  /** All of `config`, as written. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly columns: readonly DescribedColumn[];
  /** As dbt's semantic layer expects it for the model that holds every day. */
  readonly timeSpine?: unknown;
}

export interface DescribedColumn {
  readonly name: string;
  readonly description: string;
  readonly granularity?: unknown;
}

export interface CompiledProject {
  readonly name: string;
  /** Each after all models it refers to. */
  readonly models: readonly Model[];
  readonly tests: readonly DataTest[];
  readonly vars: Readonly<Record<string, unknown>>;
  readonly sources: readonly SourceTable[];
  readonly macros: readonly SqlFile[];
  readonly declarations: readonly Declaration[];
}

/**
 * Renders a whole project with its vars (the given ones override), pausing between files so that the screen can update. Rejects
 * with UserError for its YAML and ModelError for its models and macros, each with file and line.
 */
export async function compileProject(
  files: ProjectFiles,
  vars: Readonly<Record<string, unknown>>,
): Promise<CompiledProject> {
  const project = readProject(files);
  await setImmediate();
  const allVars = { ...project.vars, ...vars };
  const relations = new Map<string, string>();
  const renderer = new Renderer(project, { vars: allVars, relationOf: (name) => relations.get(name) });
  for (const file of project.models) {
    if (relations.has(file.name)) throw twice(file);
    relations.set(file.name, relationOf(file.name, schemaOf(renderer, file, settingsOf(project, file))));
  }
  const models: Model[] = [];
  for (const file of project.models) {
    models.push(compileModel(project, renderer, file, relations));
    await setImmediate();
  }
  const declared = [...project.properties.values()].flatMap((properties) =>
    relations.has(properties.properties.name) ? declaredTests(properties, relations, renderer) : [],
  );
  const singular = project.tests.filter((file) => !isGenericTest(file)).map((file) => singularTest(file, renderer));
  return {
    name: project.name,
    models: inOrder(models),
    tests: [...declared, ...singular],
    vars: allVars,
    sources: project.sources,
    macros: project.macros,
    declarations: project.declarations,
  };
}

function compileModel(
  project: Project,
  renderer: Renderer,
  file: ModelFile,
  relations: ReadonlyMap<string, string>,
): Model {
  const relation = relations.get(file.name) ?? "";
  const settings = settingsOf(project, file);
  const { sql, refs, sources, config } = renderer.render(file, { this: relation, model: { name: file.name } });
  const materialized = config.materialized ?? settings.materialized ?? "view";
  if (materialized !== "table" && materialized !== "view") {
    throw projectErrors.unknownMaterialization(
      { model: file.name, file: file.file, line: 1 },
      { given: String(materialized) },
    );
  }
  return {
    ...{ name: file.name, file: file.file, text: file.text, relation, materialized, sql, refs, sources },
    schema: schemaOf(renderer, file, settings),
    sha256: createHash("sha256").update(sql).digest("hex"),
    described: describedBy(project, file.name),
    settings: file.settings,
  };
}

function describedBy(project: Project, model: string): Described {
  const declared = project.properties.get(model);
  const config = declared?.properties.config ?? {};
  return {
    file: declared?.file,
    description: declared?.properties.description ?? "",
    meta: isRecord(config.meta) ? config.meta : {},
    config,
    columns: (declared?.properties.columns ?? []).map(columnOf),
    timeSpine: declared?.properties.time_spine,
  };
}

function columnOf({ name, description, granularity }: DescribedColumn): DescribedColumn {
  return { name, description, ...(granularity === undefined ? {} : { granularity }) };
}

function settingsOf(project: Project, file: ModelFile): Readonly<Record<string, unknown>> {
  return { ...file.settings, ...project.properties.get(file.name)?.properties.config };
}

function schemaOf(renderer: Renderer, file: ModelFile, settings: Readonly<Record<string, unknown>>): string {
  const custom = settings.schema ?? file.folder;
  return renderer.call("generate_schema_name", { custom_schema_name: custom, node: null }) ?? String(custom);
}

function relationOf(name: string, schema: string): string {
  return `${quoteName(schema)}.${quoteName(name)}`;
}

function twice(file: ModelFile): ModelError {
  return projectErrors.modelTwice({ model: file.name, file: file.file, line: 1 });
}
