import { counted } from "../../domain/format.ts";
import type { CheckResult } from "../build/run-tests.ts";
import type { Database } from "../database/database.ts";
import type { MonitorSettings } from "./monitor-settings.ts";
import { monitored } from "./monitored.ts";

/** A table whose rows arrive day by day. */
interface Daily {
  readonly model: string;
  readonly day: string;
  readonly what: string;
}

export const dailyTables: readonly Daily[] = [
  { model: "fct_transactions", day: "transaction_date", what: "order lines" },
  { model: "dim_customer_acquisition", day: "acquisition_date", what: "new customers" },
];

type Volume = NonNullable<MonitorSettings["volume"]>;

/** With fewer days of the same weekday, their spread means nothing. */
const minBefore = 4;

/** Rows of the last days of each table compared with the same weekday; the day of `now` is incomplete and left out. */
export async function checkVolumes(
  database: Pick<Database, "query">,
  tables: readonly Daily[],
  now: Date,
  settings: Volume,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const table of tables) {
    const select = volumeSql(table, now.toISOString().slice(0, 10), settings);
    const { rows } = await database.query(select);
    const days = rows.map(([day, count, usual, spread, isOdd]) => ({
      ...{ day: String(day), count: Number(count), usual: Number(usual), spread: Number(spread) },
      isOdd: isOdd === true,
    }));
    const odd = days.filter(({ isOdd }) => isOdd);
    const first = odd[0] ?? days[0];
    if (first === undefined) continue;
    const more = odd.length > 1 ? `; so do ${odd.length - 1} more of the last ${settings.days} days` : "";
    results.push(
      monitored({
        name: `volume_${table.model}`,
        model: table.model,
        failures: odd.length,
        message: `${sentence(table.what, first)}${more}`,
        sql: odd.length === 0 ? select : `select * from (${select}\n) as days where is_odd`,
      }),
    );
  }
  return results;
}

interface Day {
  readonly day: string;
  readonly count: number;
  readonly usual: number;
  readonly spread: number;
}

const weekdayName = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" });

function sentence(what: string, { day, count, usual, spread }: Day): string {
  const weekday = weekdayName.format(new Date(day));
  const [usually, aside] = [counted(Math.round(usual)), counted(Math.round(spread))];
  return `${weekday} ${day} has ${counted(count)} ${what}, where ${usually} ± ${aside} are usual`;
}

/**
 * The last days, newest first, each with the median of its weekday in the weeks before and its spread: 1.4826 times the median
 * absolute deviation (the standard deviation if values were normally distributed), and at least the square root of the median,
 * which chance alone gives.
 */
function volumeSql({ model, day }: Daily, today: string, { days, weeks, spreads }: Volume): string {
  return `with per_day as (
  select ${day} as day, count(*) as rows from silver.${model} where ${day} < date '${today}' group by 1
),
span as (select min(day) as first_day, max(day) as last_day from per_day),
days as (select unnest(range(first_day, last_day + 1, interval 1 day))::date as day from span),
counts as (select day, coalesce(rows, 0) as rows from days left join per_day using (day)),
last_days as (select * from counts where day > (select last_day from span) - ${days}),
usual as (
  select last_days.day, median(earlier.rows) as usual, mad(earlier.rows) as deviation
  from last_days
  join counts as earlier on earlier.day < last_days.day and earlier.day >= last_days.day - ${7 * weeks}
    and date_part('isodow', earlier.day) = date_part('isodow', last_days.day)
  group by 1
  having count(*) >= ${minBefore} and median(earlier.rows) > 0
),
spreads as (select day, usual, greatest(1.4826 * deviation, sqrt(usual)) as spread from usual)
select day::varchar as day, rows, usual, spread, abs(rows - usual) > ${spreads} * spread as is_odd
from last_days join spreads using (day)
order by day desc`;
}
