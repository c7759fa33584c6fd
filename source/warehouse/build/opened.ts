import { stat } from "node:fs/promises";
import type { BuildEvent } from "../../domain/build-event.ts";
import type { Database } from "../database/database.ts";
import { stampOf } from "../files/file-stamp.ts";
import type { BuildOptions, BuildOutcome } from "./build-options.ts";

/** A warehouse as it was before a build. */
export interface Opened {
  /** Identifies its file. */
  readonly seen: string;
  /** Undefined if there is none, or it is built anew whatever it holds. */
  readonly database: Database | undefined;
}

/** Identifies the warehouse of a build: each is a new file. */
export async function seenOf(file: string): Promise<string> {
  const stamp = await stat(file, { bigint: true }).then(stampOf, () => undefined);
  return JSON.stringify(stamp ?? null);
}

export function isForced({ full, select, landing, months }: BuildOptions): boolean {
  return full === true || [select, landing, months].some((wish) => wish !== undefined);
}

/** The end of a build that had nothing to do. */
export async function* unchanged(
  startedAt: Date,
  file: string,
  database: Database,
): AsyncGenerator<BuildEvent, BuildOutcome> {
  const ms = Date.now() - startedAt.getTime();
  yield { type: "finished", status: "unchanged", file, ms, warnings: 0 };
  return { status: "unchanged", database, checks: [], warnings: 0, ms };
}
