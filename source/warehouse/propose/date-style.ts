import type { Database } from "../database/database.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { compactReading, epochReading, serialReading, shortReading } from "./dates-as-numbers.ts";
import { type DayOrder, dayMonthReading } from "./day-order.ts";
import { minguoReading } from "./minguo-reading.ts";
import { monthNameReading } from "./month-name-dates.ts";
import { withinList } from "./names.ts";
import type { Reading } from "./number-style.ts";
import { areBuddhist, buddhistNote, fromBuddhist } from "./other-years.ts";
import { db2Reading, isoReading, isoShare, yearFirstReading } from "./year-first-dates.ts";

/** The share of values that can be read as a date. */
export function dateShare(facts: ColumnFacts): number {
  const written = Math.min(1, isoShare(facts) + facts.dayMonth + facts.monthName);
  const named = isDateName(facts.name) ? Math.max(facts.serialDay, facts.shortDay) : 0;
  const number = Math.max(facts.compactDay, isKeyName(facts.name) ? 0 : facts.compactTime, facts.epoch, named);
  return Math.max(written, facts.yearFirst, facts.db2, facts.minguo, number);
}

/** An order's number may be the moment it was made. */
function isKeyName(name: string): boolean {
  return /(^|[_ .-])(id|no|nr|num|number|nummer|key|code|ref|reference)$/i.test(withinList(name));
}

/** A number is a spreadsheet day only if its name suggests a day. */
export function isDateName(name: string): boolean {
  return /date|day|time|datum|fecha|data|dato|päivä|tarih|(created|updated|ordered|paid|sold|placed|closed|processed)|(_|\b)(at|on)$/i.test(
    withinList(name),
  );
}

/** Reads dates in their usual spellings; undefined if most values are not dates. */
export async function dateReading(
  database: Database,
  table: string,
  facts: ColumnFacts,
  name: string,
  declared: DayOrder,
  years?: "as-written" | undefined,
): Promise<Reading | undefined> {
  const share = dateShare(facts);
  if (facts.sampled === 0 || share < 0.5) return undefined;
  if (facts.minguo === share) return minguoReading(database, table, facts, name);
  if (years === undefined && facts.epoch < share && (await areBuddhist(database, table, facts.name))) {
    const reading = await dateReading(database, table, facts, fromBuddhist(name), declared, "as-written");
    return reading && { ...reading, note: `${reading.note}; ${buddhistNote}`, confidence: "likely" };
  }
  // Values in other formats pass through unchanged, so dates that begin with the year are still read.
  if (facts.dayMonth > 0 && facts.dayMonth >= facts.yearFirst)
    return dayMonthReading(database, table, facts, name, declared);
  if (facts.monthName > 0 && facts.monthName >= facts.yearFirst) return monthNameReading(database, table, facts, name);
  if (isoShare(facts) >= share) return isoReading(facts, name);
  if (facts.db2 === share) return db2Reading(name);
  if (facts.yearFirst === share) return yearFirstReading(database, table, facts, name);
  if (facts.compactDay === share || facts.compactTime === share) return compactReading(database, table, facts, name);
  if (facts.epoch === share) return epochReading(facts, name);
  return facts.shortDay === share ? shortReading(database, table, facts, name) : serialReading(name);
}
