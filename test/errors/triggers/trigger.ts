import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { catalogue } from "../../../source/errors/catalogue.ts";
import { UserError } from "../../../source/errors.ts";
import { runHere } from "../../helpers/command-line.ts";
import { tinySource } from "../../helpers/places.ts";
import { copyTinyWarehouse } from "../../helpers/tiny-warehouse.ts";
import { built, type Files, scratch } from "../../warehouse/support/scratch.ts";

/** Triggers a failure as a user would meet it; resolves to the code reported. */
export type Trigger = () => Promise<string>;

/** A trigger for each entry of an area; a missing one does not compile. */
export type TriggersOf<Area extends keyof typeof catalogue> = Readonly<Record<keyof (typeof catalogue)[Area], Trigger>>;

/** The code that a command line reports. */
export async function reported(...words: readonly string[]): Promise<string> {
  const { log } = await runHere(...words);
  return codeIn(log);
}

export function codeIn(log: string): string {
  return /^ {2}code: (\S+)$/m.exec(log)?.[1] ?? `no code in: ${log}`;
}

/** The same for a command on the tiny source with a current warehouse. */
export async function reportedOnTiny(...words: readonly string[]): Promise<string> {
  const file = join(await scratch(), "w.duckdb");
  await copyTinyWarehouse(file);
  return reported(...words, "--source", tinySource, "--warehouse", file);
}

/** The code of the error thrown. */
export async function raised(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return error instanceof UserError ? error.id : `another error: ${String(error)}`;
  }
  return "nothing was raised";
}

/** The code that a build of these files in memory ends with. */
export async function failedBuild(files: Files, projectDir?: string): Promise<string> {
  const source = await scratch(files);
  return raised(() => built({ source, warehouse: "memory", ...(projectDir === undefined ? {} : { projectDir }) }));
}

/** Sets a property and restores it after the test. */
export function replaceForNow<Name extends PropertyKey>(of: object, name: Name, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(of, name);
  Object.defineProperty(of, name, { configurable: true, value });
  onTestFinished(() => {
    if (before) Object.defineProperty(of, name, before);
  });
}
