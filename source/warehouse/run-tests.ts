import { projectErrors } from "../errors/project.ts";
import { UserError } from "../errors.ts";
import { abortError, isAbort } from "./abort.ts";
import type { Database } from "./database.ts";
import type { DataTest } from "./project/data-tests.ts";

/** What a test of the data found. */
export interface CheckResult {
  readonly name: string;
  readonly model: string;
  readonly severity: "warn" | "error";
  readonly status: "passed" | "warned" | "failed";
  /** Rows (or values, for `unique`) that fail. */
  readonly failures: number;
  readonly message: string;
  readonly sql: string;
}

/**
 * Runs the tests: those that look at single rows of one relation in one scan of it, the rest one by one. Rejects with
 * ModelError for a test that is no valid SQL.
 */
export async function* runTests(
  database: Database,
  tests: readonly DataTest[],
  signal?: AbortSignal,
): AsyncGenerator<CheckResult> {
  const scans = Map.groupBy(
    tests.filter((test) => test.condition !== undefined),
    (test) => test.condition?.relation ?? "",
  );
  for (const [relation, together] of scans) yield* scan(database, relation, together, signal);
  for (const test of tests) {
    if (test.condition === undefined) yield verdict(test, await count(database, test, signal));
  }
}

/** The SQL that tells the failures of one test by itself. */
export function sqlOf(test: DataTest): string {
  if (test.condition === undefined) return `select count(*) from (${failingRowsOf(test)}\n) as failing`;
  return `select count(*) from ${test.condition.relation} where ${test.condition.where}`;
}

/** The SQL that shows what fails a test. */
export function failingRowsOf({ condition, select }: DataTest): string {
  if (condition === undefined) return select ?? "select 0 where false";
  return `select * from ${condition.relation} where ${condition.where}`;
}

async function* scan(
  database: Database,
  relation: string,
  tests: readonly DataTest[],
  signal: AbortSignal | undefined,
): AsyncGenerator<CheckResult> {
  const counts = tests.map((test) => `count(*) filter (where ${test.condition?.where})`);
  const sql = `select ${counts.join(",\n")} from ${relation}`;
  const together = await database.query(sql, [], { signal }).catch((error) => {
    if (isAbort(error)) throw error;
    return undefined;
  });
  for (const [index, test] of tests.entries()) {
    // When the scan failed, one of them is at fault: alone, each tells its own error.
    const failures = together ? Number(together.rows[0]?.[index]) : await count(database, test, signal);
    yield verdict(test, failures);
  }
}

async function count(database: Database, test: DataTest, signal: AbortSignal | undefined): Promise<number> {
  try {
    const { rows } = await database.query(sqlOf(test), [], { signal });
    return Number(rows[0]?.[0] ?? 0);
  } catch (error) {
    if (signal?.aborted) throw abortError();
    if (!(error instanceof Error) || error instanceof UserError || isAbort(error)) throw error;
    throw projectErrors.testFails({ model: test.name, file: test.file, line: 1 }, { why: error.message });
  }
}

function verdict(test: DataTest, failures: number): CheckResult {
  const { name, model, severity } = test;
  const status = failures === 0 ? "passed" : severity === "warn" ? "warned" : "failed";
  const message =
    failures === 0 ? "" : `${failures} ${failures === 1 ? "row fails" : "rows fail"} ${name} (${test.file})`;
  return { name, model, severity, status, failures, message, sql: sqlOf(test) };
}
