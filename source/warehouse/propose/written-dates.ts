import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";

/**
 * Offsets of the zone names that exports write; ambiguous names (IST, CST of China) are read as in the United States and
 * Europe.
 */
const zones: Readonly<Record<string, string>> = {
  ...{ UTC: "+00", GMT: "+00", WET: "+00", WEST: "+01", BST: "+01", CET: "+01", CEST: "+02", EET: "+02", EEST: "+03" },
  ...{ EST: "-05", EDT: "-04", CST: "-06", CDT: "-05", MST: "-07", MDT: "-06", PST: "-08", PDT: "-07" },
  ...{
    AKST: "-09",
    AKDT: "-08",
    HST: "-10",
    JST: "+09",
    KST: "+09",
    SGT: "+08",
    HKT: "+08",
    IST: "+05:30",
    MSK: "+03",
  },
  ...{ AEST: "+10", AEDT: "+11", ACST: "+09:30", AWST: "+08", NZST: "+12", NZDT: "+13", BRT: "-03", SAST: "+02" },
};

/** How dates written in words or digits are read. */
export interface WrittenDates {
  readonly expression: string;
  /** Remark on time zones; empty if there are none. */
  readonly zone: string;
  /** Whether every zone name is known. */
  readonly isSure: boolean;
}

/** Only after a time, because a date alone may end like an offset. */
const zoneForm =
  "(:\\d{2}.*?) ?\\(?([A-Z]{3,4}|(?:GMT|UTC)?[+-]\\d{2}:?\\d{2}|(?:GMT|UTC)[+-]\\d{1,2}|Z)\\)?(?: \\([A-Za-z ]+\\))?$";
/** Before the day, as in `Fri, 05 Jan 2024`, where it adds nothing. */
const weekday = "^(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ";
/** `09.15`, `9h15`, `11:05 hs.`, `11:05 Uhr`, and a time directly after its day: `03APR2024:11:05:00`. */
const clock = "([ ,T]+|:)(\\d{1,2})[:.h](\\d{2})(:\\d{2})? ?((?:hs|hrs|h|[Uu]hr)\\.?)?$";
const oddClock =
  "[ ,T]\\d{1,2}[.h]\\d{2}( ?(hs|hrs|h|[Uu]hr)\\.?)?$|\\d ?(hs|hrs|h|[Uu]hr)\\.?$|\\d{4}:\\d{1,2}:\\d{2}";
/** `3.4.2024 - 11:05`, `April 3, 2024 at 11:05 AM`. */
const between = "(\\d\\.?)(?: ?[-–] | (?:at|à|um|alle|kl\\.?|às|a las|om|o) )(\\d{1,2}[:.h]\\d{2})";
/** `11:05 p. m.`, as Spanish writes it. */
const halves = "(?i)[\\s\\x{00A0}\\x{202F}]?([ap])\\.[\\s\\x{00A0}\\x{202F}]?m\\.?";
const times = ["%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%I:%M:%S%p"];
const sampled = 5000;

/**
 * Reads a column's dates with those of the possible formats that its values have; a value that matches none stays as it is, to
 * show up in the quarantine. `%y` must come before `%Y` in `days`, because `%Y` would read two digits as the first century.
 */
export async function writtenReading(
  database: Database,
  table: string,
  column: string,
  name: string,
  days: readonly string[],
  /** SQL that rewrites a value to the words of these formats. */
  worded: (sql: string) => string = (sql) => sql,
): Promise<WrittenDates> {
  const own = `trim(${quoteName(column)})`;
  const zoned = await zonesIn(database, table, own);
  const hasWeekday =
    (await database.query(`select 1 from ${table} where regexp_matches(${own}, ${quoteText(weekday)}) limit 1`)).rows
      .length > 0;
  const unzoned = (text: string) =>
    zoned.length === 0 ? text : `regexp_replace(${text}, ${quoteText(zoneForm)}, '\\1')`;
  const hasClock =
    (await database.query(`select 1 from ${table} where regexp_matches(${own}, ${quoteText(oddClock)}) limit 1`)).rows
      .length > 0;
  const isApart =
    (await database.query(`select 1 from ${table} where regexp_matches(${own}, ${quoteText(between)}) limit 1`)).rows
      .length > 0;
  const hasHalves =
    (await database.query(`select 1 from ${table} where regexp_matches(${own}, ${quoteText(halves)}) limit 1`)).rows
      .length > 0;
  const halved = (text: string) => (hasHalves ? `regexp_replace(${text}, ${quoteText(halves)}, ' \\1m')` : text);
  const joined = (text: string) => (isApart ? `regexp_replace(${text}, ${quoteText(between)}, '\\1 \\2')` : text);
  const clocked = (text: string) => (hasClock ? `regexp_replace(${text}, ${quoteText(clock)}, ' \\2:\\3\\4')` : text);
  const bare = (text: string) =>
    clocked(worded(joined(halved(unzoned(hasWeekday ? `regexp_replace(${text}, ${quoteText(weekday)}, '')` : text)))));
  const forms = [
    ...days,
    ...days.flatMap((day) => [" ", ", ", "T"].flatMap((gap) => times.map((time) => `${day}${gap}${time}`))),
  ];
  const found = await formsIn(database, table, bare(own), forms);
  const list = found.length === 1 ? quoteText(found[0] ?? "") : `[${found.map(quoteText).join(", ")}]`;
  const time = `try_strptime(${bare(name)}, ${found.length === 0 ? quoteText(days[0] ?? "") : list})::varchar`;
  const unknown = zoned.filter((zone) => zones[zone] === undefined && !/\d|^Z$/.test(zone));
  return {
    expression: `coalesce(${time}${zoned.length === 0 ? "" : ` || ${offsetOf(name, zoned)}`}, ${name})`,
    zone:
      zoned.length === 0
        ? ""
        : unknown.length > 0
          ? `; NOT CERTAIN: the time zone ${unknown.join(", ")} is not known and was left out`
          : `, in their time zone (${zoned.slice(0, 4).join(", ")})`,
    isSure: unknown.length === 0,
  };
}

/** The zones after times, as written. */
async function zonesIn(database: Database, table: string, value: string): Promise<readonly string[]> {
  const { rows } = await database.query(
    `select distinct regexp_extract(${value}, ${quoteText(zoneForm)}, 2) as zone from ${table}
     where regexp_matches(${value}, ${quoteText(zoneForm)}) order by 1 limit 50`,
  );
  return rows.map(([zone]) => String(zone)).filter((zone) => !/^[AP]M$/.test(zone) && zone !== "");
}

/** The formats needed to read the values, in order; each is for values that none before it matches. */
async function formsIn(database: Database, table: string, value: string, forms: readonly string[]) {
  const cases = forms.map((form, index) => `when try_strptime(v, ${quoteText(form)}) is not null then ${index}`);
  const { rows } = await database.query(
    `select distinct case ${cases.join(" ")} end as form
     from (select distinct ${value} as v from ${table} where ${value} is not null limit ${sampled}) order by 1`,
  );
  return rows.flatMap(([index]) => (index === null ? [] : [forms[Number(index)] ?? ""]));
}

/** The offset of a value's zone as SQL; empty for values without one. */
function offsetOf(name: string, zoned: readonly string[]): string {
  const named = zoned.filter((zone) => zones[zone] !== undefined);
  const zone = `regexp_extract(${name}, ${quoteText(zoneForm)}, 2)`;
  const cases = named.map((each) => `when ${quoteText(each)} then ${quoteText(zones[each] ?? "")}`);
  const hasOffsets = zoned.some((each) => /\d/.test(each));
  const rest = hasOffsets
    ? `regexp_replace(regexp_extract(${zone}, '[+-][\\d:]+$'), '^([+-])(\\d)$', '\\10\\2')`
    : zoned.includes("Z")
      ? `if(${name} like '%Z', 'Z', '')`
      : "''";
  return cases.length === 0 ? rest : `case ${zone} ${cases.join(" ")} else ${rest} end`;
}
