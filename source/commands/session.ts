import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Catalog } from "../domain/catalog.ts";
import { cell } from "../domain/cell.ts";
import type { DataSet } from "../domain/data-set.ts";
import { withFiscalYears } from "../domain/fiscal-year.ts";
import { withOwnDimensions } from "../domain/own-dimension.ts";
import { withWeeks } from "../domain/week.ts";
import { withWords } from "../domain/with-words.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import { DamagedError } from "../errors.ts";
import type { Span } from "../query/cohort-axis.ts";
import { availableCatalog, readDataSet, readOwnDimensions } from "../query/data-set.ts";
import { readOwnMeasures, withOwnMeasures } from "../query/own-measures.ts";
import { readCatalog } from "../query/read-catalog.ts";
import type { ReadLines, ReadRows, Run } from "../query/statement.ts";
import type { Database } from "../warehouse/database.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import type { Arguments, Streams } from "./command.ts";
import { demoDir, ownMappingOf, projectDir, warehouseFileOf } from "./places.ts";

/** Where a command's data comes from and where its warehouse is. */
export interface SourceChoice {
  readonly source: string;
  readonly mapping: string | undefined;
  /** Undefined: in memory. */
  readonly warehouse: string | undefined;
  readonly isDemo: boolean;
  /** Values that win over those of the dbt project and the mapping. */
  readonly vars: Readonly<Record<string, unknown>>;
}

/** An open, current warehouse and what can be asked of it. */
export interface Session {
  readonly catalog: Catalog;
  readonly dataSet: DataSet;
  readonly span: Span;
  readonly run: Run;
  readonly lines: ReadLines;
  readonly rows: ReadRows;
  readonly database: Database;
  close(): Promise<void>;
}

/** The choice of --source, --mapping, --warehouse and --memory, with their defaults. */
export function chooseSource(args: Arguments): SourceChoice {
  const given = args.get("source") ?? args.positionals[0];
  const source =
    given === undefined ? demoDir() : /[*?{}[\]]/.test(given) && !existsSync(given) ? given : resolve(given);
  const mapping = args.get("mapping") === undefined ? keptMapping(source) : resolve(args.get("mapping") ?? "");
  const file = args.get("warehouse");
  const warehouse = args.has("memory")
    ? undefined
    : file === undefined
      ? warehouseFileOf(source, mapping)
      : resolve(file);
  return { source, mapping, warehouse, isDemo: given === undefined, vars: varsOf(args) };
}

function varsOf(args: Arguments): Readonly<Record<string, unknown>> {
  const share = args.get("bad-row-share");
  if (share === undefined) return {};
  if (/^(0?\.\d+|0|1|1\.0*)$/.test(share)) return { bad_row_share: Number(share) };
  throw commandLineErrors.noShare({ given: share });
}

/** What "grounds map --yes" wrote into the data folder for a source that may not be written to. */
function keptMapping(source: string): string | undefined {
  const kept = ownMappingOf(source);
  return !existsSync(join(source, "grounds.yml")) && existsSync(kept) ? kept : undefined;
}

/** Brings the warehouse of a command up to date (telling on the log what takes long) and opens it. */
export async function openSession(args: Arguments, streams: Streams): Promise<Session> {
  const choice = chooseSource(args);
  const session = await sessionOn(await bringUpToDate(choice, streams), choice.isDemo);
  tellAssumptions(session.dataSet.assumptions, streams);
  return session;
}

/** What the answers rest on and nobody has confirmed, a line each. */
export function tellAssumptions(assumptions: readonly string[], { log }: Pick<Streams, "log">): void {
  for (const line of assumptions) log.write(`${cell(line)}\n`);
}

/** What can be asked of an open warehouse. */
export async function sessionOn(database: Database, isSynthetic: boolean): Promise<Session> {
  const run = runOn(database);
  try {
    const [dataSet, own, measures] = await Promise.all([
      readDataSet(run, isSynthetic),
      readOwnDimensions(run),
      readOwnMeasures(run),
    ]);
    const general = withWeeks(withWords(await readCatalog(projectDir()), dataSet.words), dataSet.weekStart);
    const whole = withFiscalYears(withOwnDimensions(general, own), dataSet.fiscal);
    const catalog = withOwnMeasures(await availableCatalog(whole, dataSet, run), measures, whole);
    const span = { start: dataSet.from, end: dataSet.end, weekStart: dataSet.weekStart };
    const reading = { run, lines: linesOn(database), rows: rowsOn(database) };
    return { catalog, dataSet, span, ...reading, database, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function runOn(database: Database): Run {
  return async ({ sql, params }, signal) => {
    try {
      return (await database.query(sql, params, { signal })).rows;
    } catch (error) {
      if (error instanceof DamagedError) await moveAway(database);
      throw error;
    }
  };
}

function linesOn(database: Database): ReadLines {
  return ({ sql, params }, signal) => readingOf(database, database.lines(sql, params, { signal }));
}

function rowsOn(database: Database): ReadRows {
  return async function* ({ sql, params }, signal) {
    for await (const { rows } of readingOf(database, database.pages(sql, params, { signal }))) yield rows;
  };
}

async function* readingOf<Part>(database: Database, parts: AsyncIterable<Part>): AsyncGenerator<Part> {
  try {
    yield* parts;
  } catch (error) {
    if (error instanceof DamagedError) await moveAway(database);
    throw error;
  }
}

async function moveAway(database: Database): Promise<void> {
  const { setAsideOpen } = await import("../warehouse/set-aside-open.ts");
  await setAsideOpen(database);
}
