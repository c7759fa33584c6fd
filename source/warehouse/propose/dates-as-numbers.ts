import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import type { Reading } from "./number-style.ts";

/** Reads the days of a spreadsheet, such as 45385. */
export function serialReading(name: string): Reading {
  // To the second, as a spreadsheet shows it, because its fractions of a day are off by microseconds.
  const seconds = `round(try_cast(replace(${name}, ',', '.') as double) * 86400)::bigint`;
  return {
    expression: `coalesce((timestamp '1899-12-30' + to_seconds(${seconds}))::varchar, ${name})`,
    note: "days since 1899-12-30, as spreadsheets count them",
    confidence: "likely",
  };
}

/** Years that an export spans at most, if it writes them with two digits. */
export const mostYears = 12;

/** Reads `20240403`, alone or with a time. */
export async function compactReading(
  database: Database,
  table: string,
  facts: ColumnFacts,
  name: string,
): Promise<Reading> {
  const { rows } = await database.query(
    `select 1 from ${table} where length(trim(${quoteName(facts.name)})) > 8 limit 1`,
  );
  const forms = [
    "%Y%m%dT%H%M%SZ",
    "%Y%m%dT%H%M%S",
    "%Y%m%d %H%M%S",
    "%Y%m%dT%H%M",
    "%Y%m%d %H%M",
    "%Y%m%d%H%M%S",
    "%Y%m%d",
  ];
  const list = rows.length === 0 ? "'%Y%m%d'" : `[${forms.map(quoteText).join(", ")}]`;
  const zone = rows.length === 0 ? "" : ` || if(${name} like '%Z', '+00', '')`;
  return {
    expression: `coalesce(try_strptime(${name}, ${list})::varchar${zone}, ${name})`,
    note: "dates written as 20240131",
    confidence: "likely",
  };
}

/** Reads seconds, milliseconds or microseconds since 1970. */
export function epochReading(facts: ColumnFacts, name: string): Reading {
  const [unit, call] =
    facts.greatest > 1e14
      ? ["microseconds", "make_timestamp"]
      : facts.greatest > 1e11
        ? ["milliseconds", "epoch_ms"]
        : ["seconds", "to_timestamp"];
  const type = facts.whole < 1 && call === "to_timestamp" ? "double" : "bigint";
  // An instant with its zone, so that it can be converted to the business's zone.
  const zone = call === "to_timestamp" ? "" : " || '+00'";
  return {
    expression: `coalesce(${call}(try_cast(${name} as ${type}))::varchar${zone}, ${name})`,
    note: `${unit} since 1970`,
    confidence: "likely",
  };
}

/** Dates of six digits, in the order whose years are closest together. */
export async function shortReading(
  database: Database,
  table: string,
  facts: ColumnFacts,
  name: string,
): Promise<Reading> {
  const value = `trim(${quoteName(facts.name)})`;
  const forms = ["%y%m%d", "%d%m%y", "%m%d%y"];
  const { rows } = await database.query(
    `select ${forms.map((form) => `count(try_strptime(${value}, ${quoteText(form)})), coalesce(max(year(try_strptime(${value}, ${quoteText(form)}))) - min(year(try_strptime(${value}, ${quoteText(form)}))), 0)`).join(", ")} from ${table}`,
  );
  const found = forms
    .map((form, at) => ({ form, read: Number(rows[0]?.[2 * at] ?? 0), span: Number(rows[0]?.[2 * at + 1] ?? 0) }))
    .toSorted((a, b) => b.read - a.read || a.span - b.span);
  const [best = { form: "%y%m%d", read: 0, span: 0 }, next] = found;
  const isOpen = next !== undefined && next.read === best.read && next.span <= mostYears;
  const doubt = isOpen ? `; NOT CERTAIN: ${next.form} fits as well` : "";
  return {
    expression: `coalesce(try_strptime(${name}, ${quoteText(best.form)})::date::varchar, ${name})`,
    note: `dates of six digits, ${best.form === "%y%m%d" ? "year first" : best.form === "%d%m%y" ? "day first" : "month first"}${doubt}`,
    confidence: isOpen ? "unclear" : "likely",
  };
}
