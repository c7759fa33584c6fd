import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Session, sessionOn } from "../../source/commands/session.ts";
import { buildWarehouse } from "../../source/warehouse/build.ts";

export const root = resolve(import.meta.dirname, "../..");
export const tinySource = join(root, "test/fixtures/tiny");

/** A session on the tiny source (test/fixtures/tiny), built in memory. */
export async function tinySession(): Promise<Session> {
  const build = buildWarehouse({ source: tinySource, projectDir: join(root, "sql"), warehouse: "memory" });
  let step = await build.next();
  while (!step.done) step = await build.next();
  const { database } = step.value;
  if (!database) throw new Error("a build in memory hands its database on");
  return sessionOn(database, false);
}

/** A private folder for one test file, and how to be rid of it. */
export async function scratchFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "grounds-test-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
