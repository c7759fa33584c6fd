import { UserError } from "../../errors.ts";
import { exists, isFile, setAside } from "../build/build-folder.ts";
import { schemaVersion } from "../meta/schema-version.ts";
import { Database, openWarehouse } from "./database.ts";
import type { DatabaseSettings } from "./database-settings.ts";
import { friendlyError } from "./friendly-error.ts";

/** The result of opening a warehouse: open, missing, or unusable and therefore set aside. */
export type Found =
  | { readonly state: "open"; readonly database: Database }
  | { readonly state: "missing" }
  | { readonly state: "set-aside"; readonly file: string; readonly why: string };

/**
 * Opens the warehouse for reading. A file that does not open, or was made by another version, is renamed so that it can be
 * rebuilt; a write-ahead log beside it is never ours and would be replayed into it, so it is set aside too.
 */
export async function openCurrent(file: string, settings: DatabaseSettings = {}): Promise<Found> {
  if (await exists(`${file}.wal`)) await setAside(`${file}.wal`);
  if (!(await exists(file))) return { state: "missing" };
  const opened = await tryOpen(file, settings);
  if (opened instanceof Database) return { state: "open", database: opened };
  return { state: "set-aside", file: await setAside(file), why: opened };
}

/** Opens the warehouse for reading if it is one of ours; changes nothing if it is not. */
export async function peek(file: string, settings: DatabaseSettings = {}): Promise<Database | undefined> {
  if (!(await isFile(file)) || (await exists(`${file}.wal`))) return undefined;
  const opened = await tryOpen(file, settings);
  return opened instanceof Database ? opened : undefined;
}

/** The open warehouse, or a sentence on why it cannot be used. */
async function tryOpen(file: string, settings: DatabaseSettings): Promise<Database | string> {
  let database: Database;
  try {
    database = await openWarehouse(file, settings);
  } catch (error) {
    if (error instanceof UserError || isOutOfReach(error)) throw friendlyError(error);
    return "it is no database that this version of DuckDB can open";
  }
  const version = await versionOf(database);
  if (version === schemaVersion) return database;
  await database.close();
  return version === undefined
    ? "it was not made by Grounds"
    : `it was made by another version (layout ${version}, not ${schemaVersion})`;
}

/** Whether the file could not be accessed, which says nothing about its contents. */
function isOutOfReach(error: unknown): boolean {
  const reasons = /could not set lock|conflicting lock|permission denied|too many open files|input\/output error/i;
  return error instanceof Error && reasons.test(error.message);
}

async function versionOf(database: Database): Promise<number | undefined> {
  try {
    const { rows } = await database.query("select schema_version from meta.runs order by ended_at desc limit 1");
    const version = rows[0]?.[0];
    return typeof version === "number" ? version : undefined;
  } catch {
    return undefined;
  }
}
