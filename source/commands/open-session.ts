import { cell } from "../domain/cell.ts";
import { duckdbDialect } from "../engine/dialect.ts";
import { DamagedError } from "../errors.ts";
import { readDescription } from "../query/description.ts";
import type { Run } from "../query/statement.ts";
import type { Database } from "../warehouse/database/database.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import { catalogOf } from "./catalog-of.ts";
import type { Arguments, Streams } from "./command.ts";
import { madeByUs } from "./pipeline.ts";
import { chooseSource, type Session } from "./session.ts";
import { withEvents } from "./with-events.ts";
import { withSavedSegments } from "./with-segments.ts";

/**
 * Opens what a command answers from: the tables of --target, or the warehouse of this machine, brought up to date
 * (reporting on the log what takes long).
 */
export async function openSession(args: Arguments, streams: Streams): Promise<Session> {
  if (args.has("target")) {
    const { openEngineSession } = await import("./engine-session.ts");
    return openEngineSession(args, streams.signal);
  }
  const choice = chooseSource(args);
  const opened = await withEvents(await sessionOn(await bringUpToDate(choice, streams), choice.isDemo), choice);
  const session = await withSavedSegments(opened);
  tellAssumptions(session.dataSet.assumptions, streams);
  return session;
}

/** The unconfirmed assumptions behind the answers, one line each. */
export function tellAssumptions(assumptions: readonly string[], { log }: Pick<Streams, "log">): void {
  for (const line of assumptions) log.write(`${cell(line)}\n`);
}

/** A session on an open warehouse. */
export async function sessionOn(database: Database, isSynthetic: boolean): Promise<Session> {
  const run = runOn(database);
  try {
    const { dataSet, own } = await readDescription(run, isSynthetic);
    const catalog = await catalogOf(dataSet, own, run);
    return {
      ...{ catalog, dataSet, run, dialect: duckdbDialect, lines: linesOn(database) },
      span: { start: dataSet.from, end: dataSet.end, weekStart: dataSet.weekStart },
      pages: ({ sql, params }, signal) => database.pages(sql, params, { signal }),
      version: async () => ({ name: "DuckDB", version: String((await run(versionOf))[0]?.[0]) }),
      made: madeByUs(database, run),
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

const versionOf = { sql: "select version()", params: [] };

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

function linesOn(database: Database): Session["lines"] {
  return ({ statement: { sql, params } }, signal) => readingOf(database, database.lines(sql, params, { signal }));
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
  const { setAsideOpen } = await import("../warehouse/database/set-aside-open.ts");
  await setAsideOpen(database);
}
