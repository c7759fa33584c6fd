import nunjucks from "nunjucks";
import { projectErrors } from "../../errors/project.ts";
import type { Project, SqlFile } from "./read-project.ts";
import { sourceRelation } from "./source-relation.ts";

/** The SQL of one file with everything that it referred to while rendering. */
export interface Rendered {
  readonly sql: string;
  readonly refs: readonly string[];
  readonly sources: readonly string[];
  /** Set by the file itself with `config(…)`. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface RenderScope {
  /** The relation of each model: `"silver"."dim_date"`. */
  relationOf(model: string): string | undefined;
  readonly vars: Readonly<Record<string, unknown>>;
}

type Macro = (...args: unknown[]) => unknown;

interface Collected {
  readonly refs: Set<string>;
  readonly sources: Set<string>;
  config: Record<string, unknown>;
}

const dialect = "duckdb";

/**
 * Renders dbt's Jinja: ref, source, config, var, env_var, this, adapter.dispatch and the project's own macros, which can call
 * each other across files. dbt's packages and its run-time API are not available.
 */
export class Renderer {
  readonly #environment: nunjucks.Environment;
  readonly #macros = new Map<string, Macro>();
  #current: Collected = { refs: new Set(), sources: new Set(), config: {} };

  /** Throws ModelError for a macro file that is not valid Jinja. */
  constructor(project: Project, scope: RenderScope) {
    this.#environment = new nunjucks.Environment(null, { autoescape: false, throwOnUndefined: true });
    for (const [name, value] of Object.entries(this.#globals(scope))) this.#environment.addGlobal(name, value);
    for (const file of [...project.macros, ...project.tests.filter(isGenericTest)]) this.#addMacros(file);
  }

  /** Throws ModelError with the file's line. */
  render(file: SqlFile, context: Readonly<Record<string, unknown>> = {}): Rendered {
    this.#current = { refs: new Set(), sources: new Set(), config: {} };
    const { refs, sources } = this.#current;
    const sql = inFile(file, () => this.#template(file).render({ ...context }));
    return { sql: sql.trim(), refs: [...refs], sources: [...sources], config: this.#current.config };
  }

  /** The result of a macro called with named arguments; undefined if the project has no such macro. */
  call(macro: string, named: Readonly<Record<string, unknown>>): string | undefined {
    const found = this.#macros.get(macro);
    return found === undefined ? undefined : String(found({ ...named, __keywords: true })).trim();
  }

  #template(file: SqlFile): nunjucks.Template {
    return new nunjucks.Template(asMacros(file.text), this.#environment, file.file, true);
  }

  #addMacros(file: SqlFile): void {
    const template = inFile(file, () => this.#template(file));
    inFile(file, () => exportedOf(template)).forEach((macro, name) => {
      this.#macros.set(name, macro);
      this.#environment.addGlobal(name, macro);
    });
  }

  #globals(scope: RenderScope): Record<string, unknown> {
    return {
      ref: (...names: unknown[]) => this.#ref(scope, String(names.at(-1))),
      source: (schema: string, table: string) => this.#source(schema, table),
      config: Object.assign((settings: Record<string, unknown> = {}) => this.#config(settings), {
        get: (name: string, otherwise: unknown) => this.#current.config[name] ?? otherwise,
      }),
      var: (name: string, otherwise?: unknown) => variable(scope.vars, name, otherwise),
      env_var: (name: string, otherwise?: string) => variable(process.env, name, otherwise),
      adapter: { dispatch: (name: string) => this.#dispatch(name) },
      target: { type: dialect, name: "local", schema: "main" },
      exceptions: { raise_compiler_error: raise },
      execute: true,
      is_incremental: () => false,
      None: null,
      True: true,
      False: false,
    };
  }

  #ref(scope: RenderScope, model: string): string {
    const relation = scope.relationOf(model);
    if (relation === undefined) return raise(`there is no model ${model}`);
    this.#current.refs.add(model);
    return relation;
  }

  #source(schema: string, table: string): string {
    this.#current.sources.add(table);
    return sourceRelation(schema, table);
  }

  #config(settings: Record<string, unknown>): string {
    const { __keywords: _, ...config } = settings;
    this.#current.config = { ...this.#current.config, ...config };
    return "";
  }

  #dispatch(name: string): Macro {
    return (
      this.#macros.get(`${dialect}__${name}`) ??
      this.#macros.get(`default__${name}`) ??
      raise(`there is no macro ${dialect}__${name} or default__${name}`)
    );
  }
}

/** A file under tests/generic that declares a test by name, as opposed to one that is a test itself. */
export function isGenericTest(file: SqlFile): boolean {
  return /{%-?\s*test\s/.test(file.text);
}

/** dbt's own block for generic tests is a macro named test_…; nunjucks only has macros. */
function asMacros(text: string): string {
  return text.replace(/{%(-?)\s*test\s+(\w+)/g, "{%$1 macro test_$2").replace(/{%(-?)\s*endtest/g, "{%$1 endmacro");
}

function exportedOf(template: nunjucks.Template): ReadonlyMap<string, Macro> {
  const found = new Map<string, Macro>();
  const asModule: unknown = template;
  if (!hasExports(asModule)) throw new Error("this version of nunjucks exports no macros");
  asModule.getExported({}, (error, exported) => {
    if (error) throw error;
    for (const [name, macro] of Object.entries(exported ?? {})) if (isMacro(macro)) found.set(name, macro);
  });
  return found;
}

interface Exporting {
  getExported(context: object, done: (error: Error | null, exported?: Record<string, unknown>) => void): void;
}

function hasExports(template: unknown): template is Exporting {
  return typeof template === "object" && template !== null && "getExported" in template;
}

function isMacro(value: unknown): value is Macro {
  return typeof value === "function";
}

function variable(values: Readonly<Record<string, unknown>>, name: string, otherwise: unknown): unknown {
  const value = values[name] ?? otherwise;
  return value === undefined ? raise(`there is no value for ${name}, and no default`) : value;
}

function raise(message: string): never {
  throw new Error(message);
}

function inFile<T>(file: SqlFile, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const reported = Number(/\[Line (\d+)/.exec(message)?.[1] ?? 0);
    // nunjucks counts lines from 0 in errors while rendering, from 1 in parse errors.
    const line = /\n\s+\w*Error: /.test(message) ? reported + 1 : Math.max(reported, 1);
    const why = message
      .replace(/^(Template render error: )?\(.*?\)( \[Line \d+(, Column \d+)?\])?/, "")
      .replace(/\n\s*(Error: )?/g, " ")
      .trim();
    throw projectErrors.notRendered({ model: file.name, file: file.file, line }, { why });
  }
}
