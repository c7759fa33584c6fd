import { quoteName, quoteText } from "../database/sql-text.ts";
import { monthIn } from "../files/period-names.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { isDateName } from "./date-style.ts";
import { nearlyAll } from "./line-sample.ts";
import { inEnglish } from "./month-names.ts";
import { normalName } from "./normal-name.ts";
import type { ColumnProposal } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

const yearName = /^(year|yr|jahr|annee|ano|anno|jaar|rok|ar)$/;
const monthName = /^(month|monat|mois|mes|mese|maand|mesic)$/;
const dayName = /^(day|tag|jour|dia|giorno|dag|den|day_of_month)$/;

/** A date whose year, month and day are in separate columns; undefined if they are not. */
export function dayOfParts(file: SampledFile, reserved: ReadonlySet<string>): ColumnProposal | undefined {
  const of = (pattern: RegExp, least: number, most: number) =>
    file.columns.find(
      ({ name, whole, filled, greatest }) =>
        pattern.test(normalName(name)) && whole > 0.95 && filled > 0 && greatest >= least && greatest <= most,
    );
  const [year, month, day] = [of(yearName, 1900, 2200), of(monthName, 1, 12), of(dayName, 1, 31)];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const [y, m, d] = [year, month, day].map(({ name }) => sqlName(name, reserved));
  const text = `${y} || '-' || ${m} || '-' || ${d}`;
  return {
    ...{ column: "transacted_at", own: undefined, confidence: "likely", others: [] },
    expression: `coalesce(try_strptime(${text}, '%Y-%m-%d')::date::varchar, ${text})`,
    reason: `the day of ${year.name}, ${month.name} and ${day.name}`,
  };
}

const months: readonly (readonly [form: string, read: (value: string) => string])[] = [
  ["^\\d{4}[-/.]\\d{1,2}$", (value) => `try_strptime(regexp_replace(${value}, '[-/.]', '-') || '-1', '%Y-%m-%d')`],
  ["^\\d{1,2}[-/.]\\d{4}$", (value) => `try_strptime('1-' || regexp_replace(${value}, '[-/.]', '-'), '%d-%m-%Y')`],
  ["^(19|20)\\d{2}(0[1-9]|1[0-2])$", (value) => `try_strptime(${value} || '01', '%Y%m%d')`],
  ["^\\p{L}+\\.?[- ]\\d{4}$", (value) => `try_strptime('1 ' || replace(${value}, '-', ' '), ['%d %b %Y', '%d %B %Y'])`],
  ["^\\p{L}+\\.?[- ]\\d{2}$", (value) => `try_strptime('1 ' || replace(${value}, '-', ' '), ['%d %b %y', '%d %B %y'])`],
];

/** A month without a day, such as `2024-03`, `03/2024`, `Mar-24` or `202403`, as its first day; undefined if there is none. */
export async function monthAlone(
  asked: Asked,
  file: SampledFile,
  { database, reserved }: Pick<Reader, "database" | "reserved">,
): Promise<ColumnProposal | undefined> {
  const isNamed = ({ name }: ColumnFacts) =>
    normalName(name)
      .split("_")
      .some((word) => monthName.test(word) || /^(period|periode|periodo|ym|yearmonth)$/.test(word));
  const filled = file.columns.filter((facts) => facts.filled > 0.9 * file.records);
  for (const facts of filled.filter((each) => isNamed(each) || isDateName(each.name))) {
    const own = sqlName(facts.name, reserved);
    const english = await inEnglish(database, file.table, `trim(${quoteName(facts.name)})`);
    const cases = months.map(
      ([form, read]) =>
        `when regexp_full_match(trim(${own}), ${quoteText(form)}) then ${read(english(`trim(${own})`))}`,
    );
    const expression = `(case ${cases.join(" ")} end)::date::varchar`;
    if (!(await isRead(asked, file, facts, expression))) continue;
    const reason = "months, each as its first day";
    return {
      ...{ column: "transacted_at", own: facts.name, reason, confidence: "likely", others: [] },
      expression: `coalesce(${expression}, ${own})`,
    };
  }
  return undefined;
}

/** A date without its year, such as `0501` or `05.01.`, in a file whose name or title has one; undefined if there is none. */
export async function dayWithoutYear(
  asked: Asked,
  file: SampledFile,
  reserved: ReadonlySet<string>,
): Promise<{ readonly column: ColumnProposal; readonly own: string; readonly year: string } | undefined> {
  const named = new Set(file.name.match(/(?<!\d)(19|20)\d{2}(?!\d)/g) ?? []);
  const [year, ...others] = named.size > 0 ? named : (file.years ?? []);
  if (year === undefined || others.length > 0) return undefined;
  for (const facts of file.columns.filter(({ name, filled }) => filled > 0.5 * file.records && isDateName(name))) {
    const name = sqlName(facts.name, reserved);
    const expression = `try_strptime(${dayAndMonth(name)} || '-${year}', '%d-%m-%Y')::date::varchar`;
    if (!(await isRead(asked, file, facts, expression))) continue;
    const reason = `day and month of ${year}, as the file says`;
    const column: ColumnProposal = {
      ...{ column: "transacted_at", own: facts.name, reason, confidence: "likely", others: [] },
      expression: `coalesce(${expression}, ${name})`,
    };
    return { column, own: facts.name, year };
  }
  return undefined;
}

/**
 * A day of the month alone, in files whose names or titles have the month; undefined if there is none. The parts of a table may
 * be of different months.
 */
export async function dayOfMonth(
  asked: Asked,
  file: SampledFile,
  reserved: ReadonlySet<string>,
): Promise<{ readonly column: ColumnProposal; readonly own: string; readonly months: string } | undefined> {
  const facts = file.columns.find(
    ({ name, whole, filled, greatest }) =>
      (isDateName(name) || dayName.test(normalName(name))) &&
      whole > 0.99 &&
      filled > 0.9 * file.records &&
      greatest >= 1 &&
      greatest <= 31,
  );
  const parts = await partsOf(asked, file);
  const months = (parts ?? [file.name]).map(
    (name) => monthIn(bareName(name)) ?? (parts ? undefined : only(file.months)),
  );
  if (facts === undefined || months.some((month) => month === undefined)) return undefined;
  const [first = ""] = months;
  const cases = (parts ?? []).map((name, at) => `when ${quoteText(name)} then ${quoteText(months[at] ?? "")}`);
  const month = new Set(months).size === 1 ? quoteText(first) : `case _file ${cases.join(" ")} end`;
  const name = sqlName(facts.name, reserved);
  const expression = `try_strptime(${month} || '-' || ${name}, '%Y-%m-%d')::date::varchar`;
  if (!(await isRead(asked, file, facts, expression))) return undefined;
  const said = [...new Set(months)].toSorted().join(", ");
  const column: ColumnProposal = {
    ...{ column: "transacted_at", own: facts.name, confidence: "likely", others: [] },
    reason: `day of ${said}, as the file says`,
    expression: `coalesce(${expression}, ${name})`,
  };
  return { column, own: facts.name, months: said };
}

/**
 * The day that the name of each of several files gives, such as `sales_2024-01-05.csv`; undefined if one of them gives none or
 * more than one. The day in the name of a single file may be that of its export.
 */
export async function dayOfFile(
  asked: Asked,
  file: SampledFile,
): Promise<{ readonly column: ColumnProposal; readonly days: string } | undefined> {
  const parts = await partsOf(asked, file);
  if (parts === undefined || parts.length < 2) return undefined;
  const days = parts.map((name) => dayIn(bareName(name.split("/").at(-1) ?? name)));
  if (days.some((day) => day === undefined)) return undefined;
  const cases = parts.map((name, at) => `when ${quoteText(name)} then ${quoteText(days[at] ?? "")}`);
  const said = [...new Set(days.flatMap((day) => day ?? []))].toSorted();
  const [first = ""] = said;
  const last = said.at(-1);
  const column: ColumnProposal = {
    ...{ column: "transacted_at", own: undefined, confidence: "likely", others: [] },
    reason: "the day in the name of each file",
    expression: said.length === 1 ? quoteText(first) : `case _file ${cases.join(" ")} end`,
  };
  return { column, days: last === first || last === undefined ? first : `${first} to ${last}` };
}

/** The only day in a name, with its year first: `2024-01-05`, `20240105`. */
function dayIn(name: string): string | undefined {
  const found = [...name.matchAll(/(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/g)];
  const [only, ...others] = new Set(found.map(([, year, , month, day]) => `${year}-${month}-${day}`));
  return others.length === 0 ? only : undefined;
}

/** The files of a table that has several; undefined for a single one. */
async function partsOf(asked: Asked, { table }: SampledFile): Promise<readonly string[] | undefined> {
  const own = table.split(".").at(-1) ?? table;
  const [has = 0] = await asked.numbers(
    `select count(*) from duckdb_columns() where table_name = ${quoteText(own)} and column_name = '_file'`,
  );
  if (has === 0) return undefined;
  const rows = await asked.rows(`select distinct _file from ${table} order by 1`);
  return rows.map(([name]) => String(name));
}

function only(months: readonly string[] | undefined): string | undefined {
  return months?.length === 1 ? months[0] : undefined;
}

function bareName(file: string): string {
  return file.replace(/\.[a-z]+(\.gz)?$/i, "");
}

/** `0501`, `501`, `05.01.`, `5/1` as `05-01`. */
function dayAndMonth(name: string): string {
  const digits = `if(regexp_full_match(${name}, '\\d{3}'), '0' || ${name}, ${name})`;
  return `regexp_replace(${digits}, '^ *(\\d{1,2})[-./]?(\\d{1,2})[-./]? *$', '\\1-\\2')`;
}

async function isRead(asked: Asked, file: SampledFile, { filled }: ColumnFacts, expression: string): Promise<boolean> {
  const [read = 0] = await asked.numbers(`select count(${expression}) from ${file.table}`);
  return read >= nearlyAll * filled;
}
