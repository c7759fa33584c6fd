import type { CompiledProject } from "../project/compile.ts";
import type { DataTest } from "../project/data-tests.ts";
import { testHash, testNames } from "./test-names.ts";

/** A declared test as dbt's manifest describes it. */
export interface DeclaredTest {
  readonly name: string;
  /** Its name in the database. */
  readonly alias: string;
  readonly metadata: {
    readonly name: string;
    readonly kwargs: Readonly<Record<string, unknown>>;
    readonly namespace: null;
  };
}

/** The ids that dbt gives to the parts of a project. */
export class NodeIds {
  readonly #project: CompiledProject;

  constructor(project: CompiledProject) {
    this.#project = project;
  }

  of(kind: "model" | "semantic_model" | "metric" | "exposure" | "macro", name: string): string {
    return `${kind}.${this.#project.name}.${name}`;
  }

  unitTest(model: string, name: string): string {
    return `unit_test.${this.#project.name}.${model}.${name}`;
  }

  source(table: string): string {
    const source = this.#project.sources.find(({ name }) => name === table)?.source ?? "raw";
    return `source.${this.#project.name}.${source}.${table}`;
  }

  /** A declared test's id ends in a hash, because two tests of the same name can differ in their arguments. */
  test(test: DataTest): string {
    const id = `test.${this.#project.name}.${test.name}`;
    if (test.kind === undefined) return id;
    const { name, metadata } = declaredTest(test);
    return `test.${this.#project.name}.${name}.${testHash(name, metadata)}`;
  }
}

/** The name that dbt gives to a test of a `.yml`, and the arguments that it calls it with. */
export function declaredTest({ kind = "", model, column, declared }: DataTest): DeclaredTest {
  const args = { ...(column === undefined ? {} : { column_name: column }), ...declared?.args };
  const own = declared?.name;
  const { full, short } = own === undefined ? testNames(kind, model, args) : { full: own, short: own };
  return {
    name: full,
    alias: short,
    metadata: {
      name: kind,
      kwargs: { ...args, model: `{{ get_where_subquery(ref('${model}')) }}` },
      namespace: null,
    },
  };
}
