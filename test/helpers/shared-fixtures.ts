import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { BuildEvent } from "../../source/domain/build-event.ts";
import { buildWarehouse } from "../../source/warehouse/build/build.ts";
import { projectDir, tinySource } from "./places.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The warehouse of the tiny source, and the events of its build as JSON: read only. */
    readonly tiny: { readonly warehouse: string; readonly events: string };
    /** For what the program keeps, unless a test names its own folder. */
    readonly dataFolder: string;
  }
}

/** Makes what many test files read, once for all test files of a run. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "grounds-fixtures-"));
  const tiny = { warehouse: join(folder, "tiny.duckdb"), events: join(folder, "events.json") };
  const events: BuildEvent[] = [];
  const build = buildWarehouse({ source: tinySource, projectDir, warehouse: tiny.warehouse });
  let step = await build.next();
  for (; !step.done; step = await build.next()) events.push(step.value);
  await step.value.database?.close();
  await writeFile(tiny.events, JSON.stringify(events));
  provide("tiny", tiny);
  return () => rm(folder, { recursive: true, force: true });
}
