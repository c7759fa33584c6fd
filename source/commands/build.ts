import { resolve } from "node:path";
import { addMonths, parsePeriod, startOf } from "../domain/period.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import { exitCode } from "../errors.ts";
import { readDescription } from "../query/description.ts";
import type { Months } from "../warehouse/build/build-options.ts";
import { buildEvents, generateDemo, openBuilt, runOn } from "./bring-up-to-date.ts";
import type { Arguments, Command } from "./command.ts";
import { tellAssumptions } from "./open-session.ts";
import { chooseSource } from "./session.ts";
import { sourceOptions } from "./shared-options.ts";
import { tellBuild } from "./tell-build.ts";
import { tellIntegrity } from "./tell-integrity.ts";

export const buildCommand: Command = {
  name: "build",
  group: "own-data",
  summary: "build the warehouse if anything changed",
  options: [
    { name: "full", description: "build even if nothing changed" },
    { name: "select", value: "MODEL[+]", description: "only this model and what it needs (with +: and what needs it)" },
    {
      name: "from",
      value: "D",
      description: "with --to: make these months of the facts anew, and what depends on them",
    },
    { name: "to", value: "D", description: "last of those months, as 2024-03 or 2024-03-15" },
    { name: "landing", value: "FILE", description: "leave the raw tables in this DuckDB file, for dbt to build on" },
    { name: "strict", description: "exit 1 while the mapping has assumptions that nobody confirmed" },
    { name: "json", description: "one JSON line per event on stdout" },
    ...sourceOptions,
  ],
  async run(args, streams) {
    const { keepFreedMemoryAtHand } = await import("../warehouse/database/allocator.ts");
    keepFreedMemoryAtHand();
    const landing = args.get("landing");
    const choice = chooseSource(args);
    await generateDemo(choice, streams);
    const events = buildEvents(choice, streams, {
      full: args.has("full"),
      select: args.get("select"),
      months: readMonths(args),
      landing: landing === undefined ? undefined : resolve(landing),
    });
    const tell = args.has("json")
      ? (event: object) => streams.out.write(`${JSON.stringify(event)}\n`)
      : tellBuild(streams);
    let step = await events.next();
    for (; !step.done; step = await events.next()) tell(step.value);
    if (args.get("select") !== undefined) {
      await step.value.database?.close();
      return exitCode.done;
    }
    const database = await openBuilt(choice, step.value.database);
    try {
      if (step.value.status === "built") await tellIntegrity(runOn(database), streams);
      const { assumptions } = (await readDescription(runOn(database), choice.isDemo)).dataSet;
      tellAssumptions(assumptions, streams);
      return args.has("strict") && assumptions.length > 0 ? exitCode.failed : exitCode.done;
    } finally {
      await database.close();
    }
  },
};

/** The whole months from --from to --to, each of which may be any period. */
function readMonths(args: Arguments): Months | undefined {
  const [from, to] = [args.get("from"), args.get("to")];
  if (from === undefined && to === undefined) return undefined;
  const isAlone = from === undefined || to === undefined || args.has("full") || args.has("select");
  if (isAlone) {
    throw commandLineErrors.monthsAlone();
  }
  const months = {
    from: startOf("month", parsePeriod(from).from),
    end: addMonths(startOf("month", parsePeriod(to).to), 1),
  };
  if (months.from < months.end) return months;
  throw commandLineErrors.noMonthBetween({ from, to });
}
