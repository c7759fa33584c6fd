import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { sessionOn } from "../../source/commands/open-session.ts";
import type { Session } from "../../source/commands/session.ts";
import type { BuildEvent } from "../../source/domain/build-event.ts";
import { type Database, openWarehouse } from "../../source/warehouse/database/database.ts";

/** A session on the warehouse of the tiny source (test/fixtures/tiny), which all test files share. */
export async function tinySession(): Promise<Session> {
  return sessionOn(await openTinyWarehouse(), false);
}

export function openTinyWarehouse(): Promise<Database> {
  return openWarehouse(inject("tiny").warehouse);
}

/** A copy of that warehouse, current for the tiny source, for tests that write next to it. */
export async function copyTinyWarehouse(file: string): Promise<void> {
  await copyFile(inject("tiny").warehouse, file);
}

/** The events of its build, in order. */
export async function tinyBuildEvents(): Promise<readonly BuildEvent[]> {
  return JSON.parse(await readFile(inject("tiny").events, "utf8"));
}

/** A private folder for one test file, and how to remove it. */
export async function scratchFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "grounds-test-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Its file, to open by name. */
export function tinyWarehouseFile(): string {
  return inject("tiny").warehouse;
}
