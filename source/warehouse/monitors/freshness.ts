import type { CheckResult } from "../build/run-tests.ts";
import type { Database } from "../database/database.ts";
import { monitored } from "./monitored.ts";

const select = "select max(transacted_at) as newest from silver.fct_transactions";

/** Age of the newest order line, in hours before `now`; a warning above `mostAge`. */
export async function checkFreshness(
  database: Pick<Database, "query">,
  now: Date,
  mostAge: number | undefined,
): Promise<CheckResult | undefined> {
  const { rows } = await database.query(`select strftime(newest, '%Y-%m-%dT%H:%M:%SZ') from (${select})`);
  const newest = rows[0]?.[0];
  if (typeof newest !== "string") return undefined;
  const age = Math.floor((now.getTime() - Date.parse(newest)) / 3_600_000);
  const allowed = mostAge === undefined ? "" : `; ${mostAge} are allowed`;
  return monitored({
    name: "freshness_fct_transactions",
    model: "fct_transactions",
    failures: mostAge !== undefined && age > mostAge ? 1 : 0,
    message: `the newest order line is of ${newest.slice(0, 16).replace("T", " ")} UTC, ${age} hours ago${allowed}`,
    sql: select,
  });
}
