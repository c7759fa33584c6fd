import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { inEnglish } from "./month-names.ts";
import type { Reading } from "./number-style.ts";
import { writtenReading } from "./written-dates.ts";

/** Two-digit years before four-digit ones: see writtenReading. */
export const monthNameForms = [
  ...["%b %d, %Y", "%B %d, %Y", "%d %b %y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y"],
  ...["%d-%b-%y", "%d-%b-%Y", "%b-%d-%y", "%b-%d-%Y", "%d/%b/%y", "%d/%b/%Y", "%d%b%y", "%d%b%Y"],
];

/** Reads `3 April 2024`, with the month in any language that we know. */
export async function monthNameReading(
  database: Database,
  table: string,
  facts: ColumnFacts,
  name: string,
): Promise<Reading> {
  const english = await inEnglish(database, table, `trim(${quoteName(facts.name)})`);
  const read = await writtenReading(database, table, facts.name, name, monthNameForms, english);
  return {
    expression: read.expression,
    note: `dates with the month's name${read.zone || ", taken as UTC"}`,
    confidence: read.isSure ? "likely" : "unclear",
  };
}
