import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { isDateName } from "./date-style.ts";
import { nearlyAll } from "./line-sample.ts";
import { normalName } from "./normal-name.ts";
import type { ColumnProposal } from "./proposal.ts";
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

/** `0501`, `501`, `05.01.`, `5/1` as `05-01`. */
function dayAndMonth(name: string): string {
  const digits = `if(regexp_full_match(${name}, '\\d{3}'), '0' || ${name}, ${name})`;
  return `regexp_replace(${digits}, '^ *(\\d{1,2})[-./]?(\\d{1,2})[-./]? *$', '\\1-\\2')`;
}

async function isRead(asked: Asked, file: SampledFile, { filled }: ColumnFacts, expression: string): Promise<boolean> {
  const [read = 0] = await asked.numbers(`select count(${expression}) from ${file.table}`);
  return read >= nearlyAll * filled;
}
