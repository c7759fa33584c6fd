import type { CheckResult } from "../build/run-tests.ts";
import type { Database } from "../database/database.ts";
import { type ColumnProfile, profileColumns } from "./column-profile.ts";
import { checkDistributions } from "./distribution.ts";
import { checkFreshness } from "./freshness.ts";
import type { MonitorSettings } from "./monitor-settings.ts";
import { silverColumns } from "./silver-columns.ts";
import { checkVolumes, dailyTables } from "./volume.ts";

export interface Monitored {
  readonly results: readonly CheckResult[];
  /** For the next build to compare with. */
  readonly profiles: readonly ColumnProfile[];
}

/**
 * Checks the data as a whole, besides the tests of the dbt project: its age, the number of rows per day, and whether columns
 * have other values than in the previous build. Warns and never fails.
 *
 * @param before profiles of the previous build of the same source; empty if there was none
 */
export async function runMonitors(
  database: Pick<Database, "query">,
  now: Date,
  settings: MonitorSettings,
  before: readonly ColumnProfile[],
): Promise<Monitored> {
  const { volume, distribution } = settings;
  const silver = await silverColumns(database);
  const has = (table: string, column: string) => silver.some((one) => one.table === table && one.column === column);
  const freshness = has("fct_transactions", "transacted_at")
    ? await checkFreshness(database, now, settings.mostAge)
    : undefined;
  const daily = dailyTables.filter(({ model, day }) => has(model, day));
  const volumes = volume === undefined ? [] : await checkVolumes(database, daily, now, volume);
  const profiles = distribution === undefined ? [] : await profileColumns(database, silver);
  const distributions = distribution === undefined ? [] : checkDistributions(profiles, before, distribution);
  return { results: [...(freshness ? [freshness] : []), ...volumes, ...distributions], profiles };
}
