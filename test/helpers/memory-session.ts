import { type Session, sessionOn } from "../../source/commands/session.ts";
import { buildWarehouse } from "../../source/warehouse/build.ts";
import type { BuildOptions } from "../../source/warehouse/build-options.ts";

/** A session on a warehouse that is built in memory. */
export async function memorySession(options: Omit<BuildOptions, "warehouse">): Promise<Session> {
  const build = buildWarehouse({ ...options, warehouse: "memory" });
  let step = await build.next();
  while (!step.done) step = await build.next();
  const { database } = step.value;
  if (!database) throw new Error("a build in memory hands its database on");
  return sessionOn(database, false);
}
