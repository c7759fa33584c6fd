import { UserError } from "../../errors.ts";
import type { Arguments } from "../command.ts";
import { engineSession, openTarget } from "../engine-session.ts";
import { chooseTarget } from "../target-choice.ts";
import { type Finding, note, well, wrong } from "./finding.ts";

/** Whether the server of --target answers, its tables are those of this version, and dbt's files say how they were made. */
export async function* lookAtTarget(args: Arguments, signal: AbortSignal): AsyncGenerator<Finding> {
  try {
    const choice = chooseTarget(args);
    const engine = await openTarget(choice);
    yield well("target", `${choice.target.name}: ${engine.place.description}`);
    const session = await engineSession(engine, choice, signal);
    const { name, version } = await session.version();
    const { from, to } = session.dataSet;
    yield well("target", `${name} ${version} answers; its tables are whole, with order lines from ${from} to ${to}`);
    yield choice.artifacts === undefined
      ? note("target", "dbt's manifest.json was not found", "Run Grounds where dbt ran, or set DBT_TARGET_PATH=DIR.")
      : well("target", `dbt's files are in ${choice.artifacts}`);
    await session.close();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    yield wrong("target", `${error.message}. ${error.why}`, error.next);
  }
}
