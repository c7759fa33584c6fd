import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ActivationRun, Destination, NetworkName } from "../domain/activation.ts";
import { activationErrors } from "../errors/activation.ts";
import { exists, putInPlace } from "../warehouse/build/build-folder.ts";
import { clearLeftovers } from "../warehouse/build/leftovers.ts";
import { createBuildDatabase, finishFile } from "../warehouse/database/build-database.ts";
import { type Database, openWarehouse } from "../warehouse/database/database.ts";
import { quotePlainPath } from "../warehouse/database/sql-text.ts";

/** What a network has of a member, as hashes; a fingerprint of "" means that they must be sent again. */
export interface LedgerMember {
  readonly key: string;
  readonly email: string;
  readonly phone: string;
  readonly fingerprint: string;
}

/** Which audience of which network; a ledger keeps many. */
export interface LedgerPlace {
  readonly audience: string;
  readonly network: NetworkName;
  readonly destination: Destination;
}

/** The folder of what was sent, next to a warehouse: a build replaces the warehouse, never this folder. */
export function ledgerFolderOf(warehouse: string): string {
  return join(dirname(warehouse), `${basename(warehouse).replace(/\.duckdb$/, "")}.activation`);
}

export function ledgerFileIn(folder: string): string {
  return join(folder, "ledger.duckdb");
}

/** The members that a network has according to the ledger, by key. */
export async function sentMembers(folder: string, place: LedgerPlace): Promise<Map<string, LedgerMember>> {
  const found = new Map<string, LedgerMember>();
  await reading(folder, async (database) => {
    const sql = `select member, email, phone, fingerprint from meta.activation_members
      where audience = $1 and network = $2 and destination = $3`;
    for await (const { rows } of database.pages(sql, placeKeys(place)))
      for (const row of rows) {
        const [key = "", email = "", phone = "", fingerprint = ""] = row.map(String);
        found.set(key, { key, email, phone, fingerprint });
      }
  });
  return found;
}

const runColumns = `run_id, audience, network, mode, status, cast(started_at as varchar), cast(ended_at as varchar), added, removed,
  rejected, without_consent, opted_out, allowed_without_consent, match_rate, request_ids`;

/** Past runs, newest first. */
export async function pastRuns(folder: string): Promise<readonly ActivationRun[]> {
  const runs: ActivationRun[] = [];
  await reading(folder, async (database) => {
    const sql = `select ${runColumns} from meta.activation_runs order by started_at desc, run_id`;
    for (const row of (await database.query(sql)).rows) {
      const [text, count] = [(at: number) => String(row[at] ?? ""), (at: number) => Number(row[at] ?? 0)];
      runs.push({
        ...{ id: text(0), audience: text(1), network: text(2) as NetworkName, mode: text(3) as ActivationRun["mode"] },
        ...{
          status: text(4) as ActivationRun["status"],
          startedAt: text(5).slice(0, 19),
          endedAt: text(6).slice(0, 19),
        },
        ...{ added: count(7), removed: count(8), rejected: count(9), withoutConsent: count(10), optedOut: count(11) },
        ...{ allowedWithoutConsent: row[12] === true, matchRate: text(13) },
        requestIds: text(14).split(" ").filter(Boolean),
      });
    }
  });
  return runs;
}

/**
 * Writes the new state of members (files of `member,email,phone,fingerprint`; without any hash they are removed) and a run
 * into a copy of the ledger, which then replaces the old one as a whole.
 */
export async function recordRun(
  folder: string,
  place: LedgerPlace,
  run: ActivationRun,
  batchFiles: readonly string[],
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = ledgerFileIn(folder);
  await clearLeftovers(file);
  const draft = `${file}.${process.pid}.tmp`;
  const building = await createBuildDatabase(draft, [folder]);
  try {
    const ask = (sql: string, values: readonly (string | number)[] = []) => building.database.query(sql, values);
    await ask("create schema meta");
    const isKept = await exists(file);
    if (isKept) await ask(`attach ${quotePlainPath(file)} as before (read_only)`);
    const files = `[${batchFiles.map(quotePlainPath).join(", ")}]`;
    const changes = batchFiles.length === 0 ? noMembers : `select * from read_csv(${files}, ${csvColumns})`;
    await ask(
      `create temp table changes as select arg_max(c, filename) as c, member from (${changes}) as c group by member`,
    );
    await ask(memberTable(isKept), [...placeKeys(place), run.id, run.endedAt]);
    await ask(`create table meta.activation_runs as ${isKept ? "select * from before.meta.activation_runs" : noRuns}`);
    await ask("delete from meta.activation_runs where run_id = $1", [run.id]);
    await ask(`insert into meta.activation_runs values (${placeholders(16)})`, runValues(run, place));
    if (isKept) await ask("detach before");
    await finishFile(building);
    await building.database.close();
    await putInPlace(draft, file);
  } catch (error) {
    await building.database.close();
    await clearLeftovers(file);
    throw error;
  }
}

const csvColumns = `header = true, auto_detect = false, delim = ',', quote = '', filename = true,
  columns = {'member': 'varchar', 'email': 'varchar', 'phone': 'varchar', 'fingerprint': 'varchar'}, null_padding = true`;
const noMembers = "select '' as member, '' as email, '' as phone, '' as fingerprint, '' as filename limit 0";
const noRuns = `select '' as run_id, '' as audience, '' as network, '' as destination, '' as mode, '' as status,
  timestamp '2000-01-01' as started_at, timestamp '2000-01-01' as ended_at, 0 as added, 0 as removed, 0 as rejected,
  0 as without_consent, 0 as opted_out, false as allowed_without_consent, '' as match_rate, '' as request_ids limit 0`;

/** The previous members except those of this place that changed, and the changed ones as they are now. */
function memberTable(isKept: boolean): string {
  const kept = `select members.* from before.meta.activation_members as members
    where not (audience = $1 and network = $2 and destination = $3 and member in (select member from changes))
    union all`;
  return `create table meta.activation_members as ${isKept ? kept : ""}
    select $1 as audience, $2 as network, $3 as destination, member, coalesce(c.email, '') as email,
      coalesce(c.phone, '') as phone, coalesce(c.fingerprint, '') as fingerprint, $4 as run_id,
      cast($5 as timestamp) as sent_at
    from changes
    where coalesce(c.email, '') <> '' or coalesce(c.phone, '') <> ''`;
}

function placeholders(count: number): string {
  const casts: Readonly<Record<number, string>> = { 7: "timestamp", 8: "timestamp", 14: "boolean" };
  return Array.from({ length: count }, (_, at) =>
    casts[at + 1] === undefined ? `$${at + 1}` : `cast($${at + 1} as ${casts[at + 1]})`,
  ).join(", ");
}

function runValues(run: ActivationRun, { audience, network, destination }: LedgerPlace): readonly (string | number)[] {
  return [
    ...[run.id, audience, network, destinationKey(destination), run.mode, run.status, run.startedAt, run.endedAt],
    ...[run.added, run.removed, run.rejected, run.withoutConsent, run.optedOut, String(run.allowedWithoutConsent)],
    ...[run.matchRate, run.requestIds.join(" ")],
  ];
}

function placeKeys({ audience, network, destination }: LedgerPlace): readonly string[] {
  return [audience, network, destinationKey(destination)];
}

/** As one word: the account, if there is one, and the audience's id there. */
function destinationKey({ account, id }: Destination): string {
  return account === undefined ? id : `${account}/${id}`;
}

/** Reads the ledger if there is one; an unreadable one is never replaced by an empty one. */
async function reading(folder: string, read: (database: Database) => Promise<void>): Promise<void> {
  const file = ledgerFileIn(folder);
  if (!(await exists(file))) return;
  let database: Database;
  try {
    database = await openWarehouse(file);
  } catch {
    throw activationErrors.ledgerUnreadable({ file });
  }
  try {
    await read(database);
  } finally {
    await database.close();
  }
}
