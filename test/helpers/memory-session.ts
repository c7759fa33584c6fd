import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sessionOn } from "../../source/commands/open-session.ts";
import type { Session } from "../../source/commands/session.ts";
import { buildWarehouse } from "../../source/warehouse/build/build.ts";
import type { BuildOptions } from "../../source/warehouse/build/build-options.ts";
import { writeFiles } from "../warehouse/support/scratch.ts";
import { projectDir } from "./places.ts";

/** A session on a warehouse that is built in memory. */
export async function memorySession(options: Omit<BuildOptions, "warehouse">): Promise<Session> {
  const build = buildWarehouse({ ...options, warehouse: "memory" });
  let step = await build.next();
  while (!step.done) step = await build.next();
  const { database } = step.value;
  if (!database) throw new Error("a build in memory hands its database on");
  return sessionOn(database, false);
}

/** The same on files with these texts, by name. */
export async function sessionOnFiles(files: Parameters<typeof writeFiles>[1]): Promise<Session> {
  const source = await mkdtemp(join(tmpdir(), "grounds-files-"));
  try {
    await writeFiles(source, files);
    return await memorySession({ source, projectDir });
  } finally {
    await rm(source, { recursive: true });
  }
}
