import { resolve } from "node:path";
import { exitCode } from "../errors.ts";
import { buildEvents, openBuilt, runOn } from "./bring-up-to-date.ts";
import type { Command } from "./command.ts";
import { chooseSource } from "./session.ts";
import { sourceOptions } from "./shared-options.ts";
import { tellBuild } from "./tell-build.ts";
import { tellIntegrity } from "./tell-integrity.ts";

export const buildCommand: Command = {
  name: "build",
  summary: "build the warehouse, if anything changed",
  options: [
    { name: "full", description: "build although nothing changed" },
    { name: "select", value: "MODEL[+]", description: "only this model and what it needs (with +: and what needs it)" },
    { name: "landing", value: "FILE", description: "leave the raw tables in this DuckDB file, for dbt to build on" },
    { name: "json", description: "one JSON line per event on stdout" },
    ...sourceOptions,
  ],
  async run(args, streams) {
    const landing = args.get("landing");
    const choice = chooseSource(args);
    const events = buildEvents(choice, streams, {
      full: args.has("full"),
      select: args.get("select"),
      landing: landing === undefined ? undefined : resolve(landing),
    });
    const tell = args.has("json")
      ? (event: object) => streams.out.write(`${JSON.stringify(event)}\n`)
      : tellBuild(streams);
    let step = await events.next();
    for (; !step.done; step = await events.next()) tell(step.value);
    if (step.value.status === "built" && args.get("select") === undefined) {
      const database = await openBuilt(choice, step.value);
      await tellIntegrity(runOn(database), streams).finally(() => database.close());
    } else await step.value.database?.close();
    return exitCode.done;
  },
};
