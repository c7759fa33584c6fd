import { stat } from "node:fs/promises";
import { DamagedError, UserError } from "../../errors.ts";
import type { Database } from "../../warehouse/database/database.ts";
import type { SourceChoice } from "../session.ts";
import { type Finding, note, well, wrong } from "./finding.ts";

const rebuild = 'Run "grounds build --full": it rebuilds the warehouse from the source.';

/** Opens the warehouse without changing anything and reads all of it. */
export async function* lookAtWarehouse({ warehouse }: SourceChoice, signal: AbortSignal): AsyncGenerator<Finding> {
  if (warehouse === undefined) return yield note("warehouse", "is kept in memory only", "");
  if ((await statOf(`${warehouse}.wal`)) !== undefined)
    yield wrong("warehouse", `a write-ahead log lies beside ${warehouse}; it is not one of ours`, rebuild);
  const stats = await statOf(warehouse);
  if (stats === undefined) return yield note("warehouse", `${warehouse} is not built yet`, 'Run "grounds build".');
  const { peek } = await import("../../warehouse/database/open-current.ts");
  const database = await peek(warehouse).catch(() => undefined);
  if (database === undefined)
    return yield wrong(
      "warehouse",
      `${warehouse} is not a complete warehouse of this version and will be set aside`,
      rebuild,
    );
  try {
    yield await readInFull(database, `${warehouse}, ${megabytes(stats.size)}`, signal);
  } finally {
    await database.close();
  }
}

async function readInFull(database: Database, name: string, signal: AbortSignal): Promise<Finding> {
  try {
    const tables = await database.query(
      "select schema_name, table_name from duckdb_tables() where database_name = current_database() order by all",
      [],
      { signal },
    );
    let rows = 0;
    for (const [schema, table] of tables.rows) {
      const relation = [schema, table].map((part) => `"${String(part).replaceAll('"', '""')}"`).join(".");
      const read = await database.query(`select count(*), bit_xor(hash(t)) from ${relation} t`, [], { signal });
      rows += Number(read.rows[0]?.[0]);
    }
    return well("warehouse", `${name}: ${tables.rows.length} tables, ${rows} rows read`);
  } catch (error) {
    if (error instanceof DamagedError) return wrong("warehouse", `${name} is damaged. ${error.why}`, rebuild);
    if (error instanceof UserError) return wrong("warehouse", `${name}: ${error.message}. ${error.why}`, error.next);
    throw error;
  }
}

/** Files left by crashed builds, and files that were set aside. */
export async function* lookForOrphans({ warehouse }: SourceChoice): AsyncGenerator<Finding> {
  const { leftoversOf, setAsideOf, temporaryLeftovers } = await import("../../warehouse/build/leftovers.ts");
  const left = [...(warehouse === undefined ? [] : await leftoversOf(warehouse)), ...(await temporaryLeftovers())];
  for (const path of left)
    yield wrong("orphans", `${path} was left by a build that died`, 'Run "grounds build": it clears such files.');
  const aside = warehouse === undefined ? [] : await setAsideOf(warehouse);
  for (const path of aside) yield note("orphans", `${path} was set aside`, "Remove it when it is no longer needed.");
  if (left.length + aside.length === 0) yield well("orphans", "none");
}

/** The files that would be read; those on S3 are copied first. */
export async function lookAtSources({ source, address, mapping }: SourceChoice, signal: AbortSignal): Promise<Finding> {
  const [{ findSource }, { copyFromS3 }] = await Promise.all([
    import("../../warehouse/mapping/source.ts"),
    import("../copy-source.ts"),
  ]);
  try {
    for await (const _copied of copyFromS3({ address }, signal));
    const { tables } = await findSource({ source, address, mapping });
    const files = [...tables].map(([table, each]) => `${table} (${each.map((file) => file.name).join(", ")})`);
    return well("sources", `${address ?? source}: ${files.join(", ")}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return wrong("sources", `${error.message}. ${error.why}`, error.next);
  }
}

async function statOf(path: string) {
  return stat(path).catch(() => undefined);
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}
