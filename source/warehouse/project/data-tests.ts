import { projectErrors } from "../../errors/project.ts";
import type { ModelError } from "../../errors.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import { isRecord, type ModelProperties, type SqlFile } from "./read-project.ts";
import type { Renderer } from "./render.ts";

/** A data test; what it counts are failures. */
export interface DataTest {
  readonly name: string;
  readonly model: string;
  /** For a test declared in a `.yml`: its kind and its column. */
  readonly kind?: string | undefined;
  readonly column?: string | undefined;
  /** As in the `.yml`: its own name, and what dbt takes as the test's arguments and as its config. */
  readonly declared?: {
    readonly name: string | undefined;
    readonly args: Readonly<Record<string, unknown>>;
    readonly config: Readonly<Record<string, unknown>>;
  };
  /** Text of a singular test. */
  readonly text?: string;
  /** Models and sources it reads. */
  readonly refs: readonly string[];
  readonly sources: readonly string[];
  readonly severity: "warn" | "error";
  readonly file: string;
  /** Whether it reads raw records, which only exist during a build. */
  readonly readsRaw: boolean;
  /** A condition on rows of `relation`, counted together with others of the same relation in one scan … */
  readonly condition?: { readonly relation: string; readonly where: string; readonly count: string };
  /** … or a select whose rows are the failures. */
  readonly select?: string;
}

interface Declared extends Required<Pick<DataTest, "declared">> {
  readonly kind: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly severity: "warn" | "error";
  readonly where: string | undefined;
  readonly name: string | undefined;
}

interface Subject {
  readonly model: string;
  readonly relation: string;
  readonly column: string | undefined;
  readonly file: string;
}

/** The tests that a model's `.yml` declares, for the model and its columns. */
export function declaredTests(
  { file, properties }: ModelProperties,
  relations: ReadonlyMap<string, string>,
  renderer: Renderer,
): readonly DataTest[] {
  const subject = { model: properties.name, relation: relations.get(properties.name) ?? "", column: undefined, file };
  const own = [...(properties.data_tests ?? []), ...(properties.tests ?? [])].map((test) => ({ test, subject }));
  const ofColumns = (properties.columns ?? []).flatMap((column) =>
    [...(column.data_tests ?? []), ...(column.tests ?? [])].map((test) => ({
      test,
      subject: { ...subject, column: column.name },
    })),
  );
  return [...own, ...ofColumns].map((each) => compileTest(declaredOf(each.test), each.subject, relations, renderer));
}

/** A file under tests/: every row it selects is a failure. */
export function singularTest(file: SqlFile, renderer: Renderer): DataTest {
  const { sql, refs, sources, config } = renderer.render(file);
  const limit = typeof config.where === "string" ? ` where ${config.where}` : "";
  return {
    name: file.name,
    text: file.text,
    declared: { name: undefined, args: {}, config },
    model: refs[0] ?? "",
    severity: String(config.severity ?? "error").toLowerCase() === "warn" ? "warn" : "error",
    file: file.file,
    refs,
    sources,
    readsRaw: sources.length > 0,
    select:
      limit === "" ? sql.replace(/;\s*$/, "") : `select * from (${sql.replace(/;\s*$/, "")}\n) as failing${limit}`,
  };
}

const plainTest = {
  ...({ args: {}, severity: "error", where: undefined, name: undefined } as const),
  declared: { name: undefined, args: {}, config: {} },
};

/** Keys that dbt takes as settings of a test wherever they appear. */
const testSettings = new Set(
  "severity tags enabled where limit warn_if error_if fail_calc store_failures store_failures_as meta database schema alias".split(
    " ",
  ),
);

function declaredOf(test: string | Record<string, unknown>): Declared {
  if (typeof test === "string") return { ...plainTest, kind: test };
  const [[kind = "", body] = []] = Object.entries(test);
  const all = isRecord(body) ? body : {};
  const config = { ...all, ...(isRecord(all.config) ? all.config : {}) };
  const { config: own, arguments: named, name, description: _, ...others } = all;
  const isSetting = ([key]: readonly [string, unknown]) => testSettings.has(key);
  const loose = Object.entries(others);
  const declared = {
    name: typeof name === "string" ? name : undefined,
    args: { ...Object.fromEntries(loose.filter((one) => !isSetting(one))), ...(isRecord(named) ? named : {}) },
    config: { ...Object.fromEntries(loose.filter(isSetting)), ...(isRecord(own) ? own : {}) },
  };
  return {
    kind,
    declared,
    args: { ...all, ...(isRecord(all.arguments) ? all.arguments : {}) },
    severity: String(config.severity ?? "error").toLowerCase() === "warn" ? "warn" : "error",
    where: typeof config.where === "string" ? config.where : undefined,
    name: declared.name,
  };
}

function compileTest(
  declared: Declared,
  subject: Subject,
  relations: ReadonlyMap<string, string>,
  renderer: Renderer,
): DataTest {
  const { model, file, column } = subject;
  const name = declared.name ?? [declared.kind, model, column].filter((part) => part !== undefined).join("_");
  const { kind, severity } = declared;
  const refs = kind === "relationships" ? [parentOf(declared), model] : [model];
  const base = {
    name,
    declared: declared.declared,
    model,
    kind,
    column,
    refs,
    sources: [],
    file,
    severity,
    readsRaw: false,
  };
  const scoped = declared.where === undefined ? "" : `(${declared.where}) and `;
  const field = quoteName(column ?? String(declared.args.column_name ?? ""));
  const { relation } = subject;
  const rows = (where: string) => ({ relation, where, count: `count(*) filter (where ${where})` });
  switch (declared.kind) {
    case "not_null": {
      const nulls = rows(`${scoped}${field} is null`);
      // Counting existing values costs half as much as selecting missing ones.
      return { ...base, condition: scoped === "" ? { ...nulls, count: `count(*) - count(${field})` } : nulls };
    }
    case "accepted_values":
      return { ...base, condition: rows(`${scoped}${field} not in (${acceptedOf(declared, subject)})`) };
    case "unique":
      return { ...base, select: uniqueSql(relation, field, scoped) };
    case "relationships":
      return { ...base, select: relationshipSql(declared, subject, relations, field, scoped) };
    default:
      return { ...base, select: customSql(declared, subject, renderer) };
  }
}

function acceptedOf(declared: Declared, subject: Subject): string {
  const { values, quote } = declared.args;
  if (!Array.isArray(values) || values.length === 0) throw badTest(declared, subject, "it needs a list of values");
  return values.map((value) => (quote === false ? String(value) : quoteText(String(value)))).join(", ");
}

function uniqueSql(relation: string, field: string, scoped: string): string {
  return `select ${field}, count(*) as times from ${relation} where ${scoped}${field} is not null
    group by ${field} having count(*) > 1`;
}

function relationshipSql(
  declared: Declared,
  subject: Subject,
  relations: ReadonlyMap<string, string>,
  field: string,
  scoped: string,
): string {
  const key = declared.args.field;
  const parent = relations.get(parentOf(declared));
  if (parent === undefined || typeof key !== "string")
    throw badTest(declared, subject, "it needs to: ref('model') and field");
  return `select * from ${subject.relation} as child where ${scoped}child.${field} is not null
    and not exists (select 1 from ${parent} as parent where parent.${quoteName(key)} = child.${field})`;
}

function customSql(declared: Declared, subject: Subject, renderer: Renderer): string {
  const {
    config: _config,
    arguments: _arguments,
    name: _name,
    severity: _severity,
    where: _where,
    ...args
  } = declared.args;
  const filtered =
    declared.where === undefined ? subject.relation : `(select * from ${subject.relation} where ${declared.where})`;
  const named = { ...args, model: filtered, ...(subject.column === undefined ? {} : { column_name: subject.column }) };
  const sql = renderer.call(`test_${declared.kind}`, named);
  if (sql === undefined)
    throw badTest(
      declared,
      subject,
      "no such test is known: unique, not_null, accepted_values, relationships, or one of the project",
    );
  return sql;
}

/** The model that a relationship refers to. */
function parentOf({ args }: Declared): string {
  return /ref\(\s*['"](\w+)['"]\s*\)/.exec(String(args.to))?.[1] ?? "";
}

function badTest(declared: Declared, subject: Subject, why: string): ModelError {
  return projectErrors.badTest(
    { model: subject.model, file: subject.file, line: 1 },
    { test: declared.kind, subject: subject.column ?? subject.model, why },
  );
}
