import { setTimeout } from "node:timers/promises";
import { mappingErrors } from "../../errors/mapping.ts";
import { abortError } from "../database/abort.ts";
import type { Database } from "../database/database.ts";
import { keptRows } from "../ingest/kept-rows.ts";
import { type MappedPart, mappedParts, type Projection } from "../ingest/projection.ts";
import { asStatements, shapeFault } from "./expression-shape.ts";

/** How long an expression may take on a few rows. Few of DuckDB's functions take longer, and most can be interrupted. */
const limitMs = 5000;

/** First a single row, because one may already take forever; then enough rows to see that all of them will not. */
const samples = [1, 200];

const sampleTable = "landing.work.sample";

/**
 * Refuses expressions of a mapping that are more than one expression over a row, and those that take too long on the first
 * rows. `from` is the text after "from" that they run on. Rejects with UserError that names file and line.
 */
export async function checkExpressions(
  database: Database,
  from: string,
  projection: Projection,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { mapping, table } = projection;
  if (!mapping) return;
  const parts = mappedParts(projection);
  const placeOf = ({ name, path }: MappedPart) => ({
    name: `${table}.${name}`,
    file: mapping.file,
    line: mapping.lineOf(...path),
  });
  const volatile = await volatileFunctions(database);
  for (const part of parts) {
    const accounts = await Promise.all(asStatements(part.expression).map((text) => accountOf(database, text)));
    const fault = shapeFault(accounts, (name) => volatile.has(name));
    if (fault !== undefined) throw mappingErrors.expressionFails({ ...placeOf(part), why: `${fault}.` });
  }
  if (!(await takeSample(database, from, signal))) return;
  for (const rows of samples) {
    for (const part of parts) {
      const isInTime = await runsInTime(database, sampleSql(part, projection, rows), signal);
      if (!isInTime) throw mappingErrors.expressionTooSlow({ ...placeOf(part), seconds: limitMs / 1000, rows });
    }
  }
}

/** Whether there are first rows to try; errors here are reported when all rows are loaded. */
async function takeSample(database: Database, from: string, signal: AbortSignal | undefined): Promise<boolean> {
  const sql = `create or replace table ${sampleTable} as select * from ${from} limit ${Math.max(...samples)}`;
  return database.query(sql, [], { signal }).then(
    () => true,
    () => false,
  );
}

async function accountOf(database: Database, text: string): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await database.query(
    "select json_serialize_sql($1::varchar, skip_null := false, skip_empty := false)::varchar",
    [text],
  );
  return JSON.parse(String(rows[0]?.[0]));
}

/** The same for every database of this process. */
let knownVolatile: ReadonlySet<string> | undefined;

async function volatileFunctions(database: Database): Promise<ReadonlySet<string>> {
  if (knownVolatile !== undefined) return knownVolatile;
  const { rows } = await database.query(
    "select distinct lower(function_name) from duckdb_functions() where stability = 'VOLATILE' and not starts_with(function_name, 'error')",
  );
  knownVolatile = new Set(rows.map(([name]) => String(name)));
  return knownVolatile;
}

/** Columns are computed on rows that pass the filter, as when all rows are loaded. */
function sampleSql(part: MappedPart, { filter }: Projection, rows: number): string {
  const kept = keptRows(`(select * from ${sampleTable} limit ${rows})`, part.name === "filter" ? undefined : filter);
  return `select max(hash(made)) from (select (${part.expression}\n)::varchar as made from (${kept}) as own)`;
}

/** Whether it ended in time, even with an error; errors are reported when all rows are loaded. */
async function runsInTime(database: Database, sql: string, signal: AbortSignal | undefined): Promise<boolean> {
  const limit = AbortSignal.timeout(limitMs);
  const stop = signal ? AbortSignal.any([signal, limit]) : limit;
  const run = database.query(sql, [], { signal: stop }).then(
    () => true,
    () => !limit.aborted,
  );
  // Some of DuckDB's functions ignore an interrupt; what is left of them ends with the process.
  const isDone = await Promise.race([run, setTimeout(limitMs + 500, false, { ref: false })]);
  if (signal?.aborted) throw abortError();
  return isDone;
}
