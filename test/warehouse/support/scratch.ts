import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import type { BuildEvent } from "../../../source/domain/build-event.ts";
import { buildWarehouse } from "../../../source/warehouse/build/build.ts";
import type { BuildOptions, BuildOutcome } from "../../../source/warehouse/build/build-options.ts";
import { createBuildDatabase } from "../../../source/warehouse/database/build-database.ts";
import { loadSource } from "../../../source/warehouse/ingest/load-source.ts";
import { findSource } from "../../../source/warehouse/mapping/source.ts";

export const root = resolve(import.meta.dirname, "../../..");
export const fixtureProject = join(root, "test/fixtures/project");

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A temporary folder with these files, removed after the test. */
export async function scratch(files: Files = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "grounds-warehouse-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFiles(folder, files);
  return folder;
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** A copy of the fixture project with some files replaced. */
export async function project(files: Files = {}): Promise<string> {
  const folder = join(await scratch(), "sql");
  await cp(fixtureProject, folder, { recursive: true });
  await writeFiles(folder, files);
  return folder;
}

/** Runs a generator to its end. */
export async function drained(generator: AsyncGenerator<unknown>): Promise<void> {
  for await (const _value of generator);
}

/** Lands a source and runs a query on `landing`. */
export async function landed(
  source: string,
  sql = "select customer_id, net_revenue, _record, _line from landing.raw.transactions order by source_file, _record",
  mapping?: string,
) {
  const copies = await scratch();
  const connection = await createBuildDatabase(undefined, [copies]);
  try {
    await drained(loadSource({ connection, source: await findSource({ source, mapping }), directory: copies }));
    return (await connection.database.query(sql)).rows;
  } finally {
    await connection.database.close();
  }
}

/** Runs a build to its end; if it builds a file, closes its database. */
export async function built(
  options: Partial<BuildOptions> & Pick<BuildOptions, "source" | "warehouse">,
): Promise<{ readonly events: readonly BuildEvent[]; readonly outcome: BuildOutcome }> {
  const build = buildWarehouse({ projectDir: fixtureProject, ...options });
  const events: BuildEvent[] = [];
  for (;;) {
    const step = await build.next();
    if (step.done) {
      if (options.warehouse !== "memory") await step.value.database?.close();
      return { events, outcome: step.value };
    }
    events.push(step.value);
  }
}

/** A transactions file: the header and rows of customer_id, transacted_at and net_revenue. */
export function transactions(...rows: readonly string[]): string {
  return ["customer_id,transacted_at,net_revenue", ...rows, ""].join("\n");
}
