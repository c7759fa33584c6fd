import * as z from "zod";
import type { Database } from "../database/database.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { MonitorSettings } from "./monitor-settings.ts";

/** Settings of the build's monitors and, per run, the profile of each column and the values of those with few. */
export const monitorTables = {
  monitors: "settings varchar",
  column_profiles: "run_id varchar, model varchar, column_name varchar, rows bigint, empty bigint, is_category boolean",
  column_values: "run_id varchar, model varchar, column_name varchar, value varchar, rows bigint",
} as const;

/** The profiles of one run. */
export interface RunProfiles {
  readonly runId: string;
  readonly profiles: readonly ColumnProfile[];
}

export function profileRows({ runId, profiles }: RunProfiles) {
  return profiles.map(({ model, column, rows, empty, values }) => [
    ...[runId, model, column, rows, empty, values !== undefined],
  ]);
}

export function valueRows({ runId, profiles }: RunProfiles) {
  return profiles.flatMap(({ model, column, values }) =>
    [...(values ?? [])].map(([value, rows]) => [runId, model, column, value, rows]),
  );
}

/** The profiles of the newest run of a source; undefined if that run has none. */
export async function lastProfiles(
  database: Pick<Database, "query">,
  source: string,
): Promise<RunProfiles | undefined> {
  const { rows } = await database.query(
    "select run_id from meta.runs where source = $1 order by started_at desc limit 1",
    [source],
  );
  const runId = rows[0]?.[0];
  return typeof runId === "string" ? profilesOf(database, runId) : undefined;
}

/** The profiles that the newest run was compared with; none if there was no earlier run. */
async function profilesBefore(database: Pick<Database, "query">): Promise<readonly ColumnProfile[]> {
  const { rows } = await database.query(
    `select run_id from meta.column_profiles join meta.runs using (run_id)
     where run_id <> (select run_id from meta.runs order by started_at desc limit 1)
     order by started_at desc limit 1`,
  );
  const runId = rows[0]?.[0];
  return typeof runId === "string" ? (await profilesOf(database, runId)).profiles : [];
}

async function profilesOf(database: Pick<Database, "query">, runId: string): Promise<RunProfiles> {
  const of = "where run_id = $1 order by rowid";
  const found = await database.query(
    `select model, column_name, rows, empty, is_category from meta.column_profiles ${of}`,
    [runId],
  );
  const counts = await database.query(`select model, column_name, value, rows from meta.column_values ${of}`, [runId]);
  const values = Map.groupBy(counts.rows, ([model, column]) => `${model}.${column}`);
  const profiles = found.rows.map(([model, column, rows, empty, isCategory]) => {
    const own = values.get(`${model}.${column}`) ?? [];
    const words = new Map(own.map(([, , value, count]) => [String(value), Number(count)]));
    return {
      ...{ model: String(model), column: String(column), rows: Number(rows), empty: Number(empty) },
      values: isCategory === true ? words : undefined,
    };
  });
  return { runId, profiles };
}

const stored = z.object({
  mostAge: z.number().optional(),
  volume: z.object({ days: z.number(), weeks: z.number(), spreads: z.number() }).optional(),
  distribution: z.object({ newValues: z.number(), emptyRise: z.number(), ignore: z.array(z.string()) }).optional(),
});

/** What an open warehouse's monitors need: the settings of its build, and the profiles of the build before. */
export async function readMonitorState(
  database: Pick<Database, "query">,
): Promise<{ readonly settings: MonitorSettings; readonly before: readonly ColumnProfile[] }> {
  const { rows } = await database.query("select settings from meta.monitors");
  const { mostAge, volume, distribution } = stored.parse(JSON.parse(String(rows[0]?.[0] ?? "{}")));
  return { settings: { mostAge, volume, distribution }, before: await profilesBefore(database) };
}
