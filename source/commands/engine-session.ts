import { allRows, type Engine } from "../engine/engine.ts";
import { engineErrors } from "../errors/engine.ts";
import type { Run } from "../query/statement.ts";
import { readTablesDataSet } from "../query/tables-data-set.ts";
import { catalogOf } from "./catalog-of.ts";
import type { Arguments } from "./command.ts";
import { checkTables } from "./engine-tables.ts";
import { linesOfRows } from "./lines-of-rows.ts";
import { madeByDbt } from "./made-by-dbt.ts";
import type { Session } from "./session.ts";
import { chooseTarget, type TablesFiles, type TargetChoice } from "./target-choice.ts";

/** Opens the engine of --target and checks what dbt built there. Rejects with UserError. */
export async function openEngineSession(args: Arguments, signal?: AbortSignal): Promise<Session> {
  const choice = chooseTarget(args);
  return engineSession(await openTarget(choice), choice, signal);
}

/** The engine of a target, before any query. */
export async function openTarget({ target }: TargetChoice): Promise<Engine> {
  const { openEngine } = await import("../engine/profiles/open-engine.ts");
  return openEngine(target);
}

/** A session on tables that dbt built on an engine. */
export async function engineSession(engine: Engine, files: TablesFiles, signal?: AbortSignal): Promise<Session> {
  const run: Run = (statement, stop) => allRows(engine, statement, stop);
  try {
    await checkTables(run, engine.place.description, signal);
    const { readTablesAbout } = await import("./tables-about.ts");
    const about = await readTablesAbout(run, files);
    const { own: _, ...told } = about;
    const dataSet = await readTablesDataSet(run, { ...told, name: engine.place.target }, signal);
    if (dataSet === undefined) throw engineErrors.noOrderLines({ place: engine.place.description });
    const catalog = await catalogOf(dataSet, about.own, run);
    return {
      ...{ catalog, dataSet, run, dialect: engine.dialect },
      span: { start: dataSet.from, end: dataSet.end, weekStart: dataSet.weekStart },
      lines: linesOfRows(engine),
      pages: (statement, stop) => engine.pages(statement, stop),
      version: () => engine.version(),
      made: madeByDbt(engine, run, files, dataSet),
      close: () => engine.close(),
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}
