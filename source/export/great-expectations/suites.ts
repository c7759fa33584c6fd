/** A data test of the dbt project: one declared in a `.yml` has a kind and usually a column. */
export interface ModelTest {
  readonly name: string;
  readonly model: string;
  readonly schema: string;
  readonly kind: string | undefined;
  readonly column: string | undefined;
  readonly args: Readonly<Record<string, unknown>>;
  /** SQL that restricts the rows it checks. */
  readonly where: string | undefined;
  readonly severity: "warn" | "error";
  readonly file: string;
}

/** The expectations of one table, in Great Expectations' JSON form of a suite. */
export interface Suite {
  readonly name: string;
  readonly expectations: readonly Expectation[];
  readonly meta: { readonly schema: string; readonly model: string; readonly key: string | null };
}

interface Expectation {
  readonly type: string;
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly severity: "critical" | "warning";
  readonly meta: { readonly test: string };
}

export interface Suites {
  readonly suites: readonly Suite[];
  /** A line for each test that Great Expectations cannot express, with the reason. */
  readonly leftOut: readonly string[];
}

/** A suite for each table that has tests with an equivalent expectation. */
export function suitesOf(tests: readonly ModelTest[]): Suites {
  const schemas = new Map(tests.map(({ model, schema }) => [model, schema]));
  const tried = tests.map((test) => ({ test, expectation: expectationOf(test, schemas) }));
  const carried = tried.filter(({ expectation }) => typeof expectation !== "string");
  const byTable = Map.groupBy(carried, ({ test }) => `${test.schema}.${test.model}`);
  return {
    suites: [...byTable].map(([name, all]) =>
      suiteOf(
        name,
        all.map(({ test }) => test),
        all.map(({ expectation }) => expectation as Expectation),
      ),
    ),
    leftOut: tried.flatMap(({ test, expectation }) =>
      typeof expectation === "string" ? [`${test.name}: ${expectation}`] : [],
    ),
  };
}

function suiteOf(name: string, tests: readonly ModelTest[], expectations: readonly Expectation[]): Suite {
  const [{ schema = "", model = "" } = {}] = tests;
  const key = tests.find(({ kind }) => kind === "unique")?.column ?? null;
  return { name, expectations, meta: { schema, model, key } };
}

/** The expectation of a test, or why there is none. */
function expectationOf(test: ModelTest, schemas: ReadonlyMap<string, string>): Expectation | string {
  if (test.kind === undefined) return "SQL over several rows or tables, which grounds check runs";
  const [type, kwargs] = meaningOf(test, schemas) ?? [];
  if (type === undefined) return `SQL of the test ${test.kind}, which grounds check runs`;
  const condition = conditionOf(test.where);
  if (condition === undefined) return `its condition is SQL, which grounds check runs: ${test.where}`;
  return {
    type,
    kwargs: { column: test.column, ...kwargs, ...condition },
    severity: test.severity === "warn" ? "warning" : "critical",
    meta: { test: test.name },
  };
}

type Meaning = readonly [type: string, kwargs: Readonly<Record<string, unknown>>];

function meaningOf({ kind, args }: ModelTest, schemas: ReadonlyMap<string, string>): Meaning | undefined {
  switch (kind) {
    case "not_null":
      return ["expect_column_values_to_not_be_null", {}];
    case "unique":
      return ["expect_column_values_to_be_unique", {}];
    case "accepted_values":
      return ["expect_column_values_to_be_in_set", { value_set: args.values }];
    case "relationships": {
      const parent = /ref\(\s*['"](\w+)['"]\s*\)/.exec(String(args.to))?.[1] ?? "";
      // The keys of the other table, which checkpoint.py reads; a parameter's name has no dots.
      const keys = { $PARAMETER: [schemas.get(parent), parent, args.field].join("__") };
      return ["expect_column_values_to_be_in_set", { value_set: keys }];
    }
    default:
      return undefined;
  }
}

/** "Has a value" is the only condition that both pandas and SQL can express. */
function conditionOf(where: string | undefined): object | undefined {
  if (where === undefined) return {};
  const column = /^(\w+) is not null$/.exec(where)?.[1];
  return column === undefined ? undefined : { row_condition: `${column}.notnull()`, condition_parser: "pandas" };
}
