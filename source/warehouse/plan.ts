import { randomUUID } from "node:crypto";
import { version } from "../version.ts";
import type { BuildOptions } from "./build-options.ts";
import { setupFingerprint } from "./fingerprint.ts";
import { type ProjectFiles, readProjectFiles } from "./project/project-files.ts";
import { findSource, type Source } from "./source.ts";

/** What a build is made from, found and read, nothing begun. */
export interface Plan {
  readonly runId: string;
  readonly options: BuildOptions;
  readonly source: Source;
  readonly files: ProjectFiles;
  /** Values that win over those of dbt_project.yml. */
  readonly vars: Readonly<Record<string, unknown>>;
  readonly setup: string;
  readonly startedAt: Date;
}

/** Finds the source and reads mapping and project. Rejects with UserError. */
export async function makePlan(options: BuildOptions): Promise<Plan> {
  const startedAt = new Date();
  const [source, files] = await Promise.all([findSource(options), readProjectFiles(options.projectDir)]);
  const { net_includes: netIncludes, options: mapped } = source.mapping ?? {};
  const guests = source.mapping?.tables.transactions?.guests;
  const own = { ...(netIncludes ? { net_includes: netIncludes } : {}), ...(guests === undefined ? {} : { guests }) };
  const vars = { ...own, ...mapped, ...options.vars };
  const setup = setupFingerprint({ source, files, vars, version, seed: options.seed });
  return { runId: randomUUID(), options, source, files, vars, setup, startedAt };
}
