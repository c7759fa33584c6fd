import { projectErrors } from "../../errors/project.ts";
import { UserError } from "../../errors.ts";
import { abortError, isAbort } from "../database/abort.ts";
import type { Database } from "../database/database.ts";
import type { DataTest } from "../project/data-tests.ts";
import type { Shortcut } from "../renewal/shortcut.ts";
import { inTurn } from "./in-turn.ts";

/** The result of a data test. */
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

/** One statement of a run: what it reads, and its results once it was started. */
interface Job {
  readonly refs: readonly string[];
  readonly run: () => Promise<readonly CheckResult[]>;
  begun?: Promise<readonly CheckResult[]>;
}

/** Tests to run once: those on single rows of the same relation in one scan of it, the rest one by one. */
export class TestRun {
  readonly #jobs: readonly Job[];

  /** `shortcutOf`: what spares a test from reading everything, asked once its tables are complete. */
  constructor(
    database: Database,
    tests: readonly DataTest[],
    signal?: AbortSignal,
    shortcutOf: (test: DataTest) => Shortcut | undefined = () => undefined,
  ) {
    const scans = Map.groupBy(
      tests.filter((test) => test.condition !== undefined),
      (test) => test.condition?.relation ?? "",
    );
    const alone = tests.filter((test) => test.condition === undefined);
    this.#jobs = [
      ...[...scans].map(([relation, together]) => ({
        refs: together.flatMap(({ refs }) => refs),
        run: () => scan(database, relation, together, { signal, shortcutOf }),
      })),
      ...alone.map((test) => ({
        refs: test.refs,
        run: async () => [verdict(test, await failuresOf(database, test, shortcutOf(test), signal))],
      })),
    ];
  }

  /**
   * Starts one whose tables are all complete, while others are still being built; resolves when it is done, whatever its
   * result.
   */
  beginOne(isBuilt: (model: string) => boolean): Promise<void> | undefined {
    const job = this.#jobs.find(({ refs, begun }) => begun === undefined && refs.every(isBuilt));
    if (job === undefined) return undefined;
    job.begun = job.run();
    return job.begun.then(
      () => {},
      () => {},
    );
  }

  /**
   * All results, `width` statements at once, those started earlier first. Rejects with ModelError for a test that is not valid
   * SQL.
   */
  async *results(width = 1): AsyncGenerator<CheckResult> {
    const begunFirst = this.#jobs.toSorted((one, other) => Number(!one.begun) - Number(!other.begun));
    const jobs = begunFirst.map((job) => () => (job.begun ??= job.run()));
    for await (const results of inTurn(jobs, width)) yield* results;
  }
}

/** The SQL that counts the failures of a single test. */
export function sqlOf(test: DataTest): string {
  if (test.condition === undefined) return `select count(*) from (${failingRowsOf(test)}\n) as failing`;
  return `select count(*) from ${test.condition.relation} where ${test.condition.where}`;
}

/** The SQL that shows the rows that fail a test. */
export function failingRowsOf({ condition, select }: DataTest): string {
  if (condition === undefined) return select ?? "select 0 where false";
  return `select * from ${condition.relation} where ${condition.where}`;
}

interface ScanOptions {
  readonly signal: AbortSignal | undefined;
  readonly shortcutOf: (test: DataTest) => Shortcut | undefined;
}

/** Tests on the rows of one relation: in one scan of the changed ones, and one of all for those that need them. */
async function scan(
  database: Database,
  relation: string,
  tests: readonly DataTest[],
  { signal, shortcutOf }: ScanOptions,
): Promise<readonly CheckResult[]> {
  const shortcuts = tests.map((test) => [test, shortcutOf(test)] as const);
  const failures = new Map(shortcuts.map(([test, shortcut]) => [test, shortcut?.known]));
  for (const [rows, few] of Map.groupBy(shortcuts, ([, shortcut]) => shortcut?.rows)) {
    if (rows === undefined) continue;
    const own = few.map(([test]) => test);
    const removed = await counts(database, rows.before, own, signal);
    const added = await counts(database, rows.after, own, signal);
    for (const [at, test] of own.entries()) {
      const [known = 0, gone, come] = [failures.get(test), removed?.[at], added?.[at]];
      failures.set(test, gone === undefined || come === undefined ? undefined : known - gone + come);
    }
  }
  const whole = tests.filter((test) => failures.get(test) === undefined);
  const all = await counts(database, relation, whole, signal);
  // If the scan failed, one of them is at fault; run alone, each reports its own error.
  for (const [at, test] of whole.entries()) failures.set(test, all?.[at] ?? (await count(database, test, signal)));
  return tests.map((test) => verdict(test, failures.get(test) ?? 0));
}

/** Failures of each test among the rows of a relation; undefined if that cannot be counted. */
async function counts(
  database: Database,
  relation: string,
  tests: readonly DataTest[],
  signal: AbortSignal | undefined,
): Promise<readonly number[] | undefined> {
  if (tests.length === 0) return [];
  const sql = `select ${tests.map((test) => test.condition?.count).join(",\n")} from ${relation}`;
  const counted = await database.query(sql, [], { signal }).catch((error) => {
    if (isAbort(error)) throw error;
    return undefined;
  });
  return counted?.rows[0]?.map(Number);
}

async function failuresOf(
  database: Database,
  test: DataTest,
  shortcut: Shortcut | undefined,
  signal: AbortSignal | undefined,
): Promise<number> {
  if (shortcut?.select !== undefined) return count(database, { ...test, select: shortcut.select }, signal);
  return shortcut?.known ?? count(database, test, signal);
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
