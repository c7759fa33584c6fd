import { quoteName } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { nearlyAll } from "./line-sample.ts";
import { inEnglish } from "./month-names.ts";
import { normalName } from "./normal-name.ts";
import type { ColumnProposal } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/** The first day of a period, and whether its year may not begin in January. */
export interface PeriodDay {
  readonly column: ColumnProposal;
  readonly own: string;
  readonly isFiscal: boolean;
}

const yearName = /(^|_)(year|yr|jahr|annee|ano|anno|jaar|rok|fy|geschaftsjahr|exercice|ejercicio|esercizio|boekjaar)$/;
const periodName =
  /(^|_)(month|mon|monat|mois|mes|mese|maand|mesic|week|woche|quarter|quartal|trimestre|kwartaal|period|periode|periodo|posting_period|buchungsperiode|poper)(_(no|nr|num|number))?$/;
const fiscal = /fiscal|financial|fy|period|geschaft|exercice|ejercicio|esercizio|boekjaar|posting|poper/;

/**
 * The first day of a month or period whose year is in a column beside it (`2024` and `P03`, `3` or `March`), or of both in one
 * column (`2024-P03`, `FY24 P3`, `2024.003`); undefined if no columns say this.
 */
export async function dayOfPeriod(
  asked: Asked,
  file: SampledFile,
  { database, reserved }: Pick<Reader, "database" | "reserved">,
): Promise<PeriodDay | undefined> {
  const filled = file.columns.filter((facts) => facts.filled > 0.9 * file.records);
  const years = filled.filter(({ name }) => yearName.test(normalName(name)));
  for (const facts of filled.filter(({ name }) => periodName.test(normalName(name)))) {
    const own = `trim(${sqlName(facts.name, reserved)})`;
    const english = await inEnglish(database, file.table, `trim(${quoteName(facts.name)})`);
    const inOne = firstDay(
      yearOf(`regexp_extract(${own}, '^(FY ?)?(\\d{4}|\\d{2})', 2)`),
      `regexp_extract(${own}, '^(FY ?)?(\\d{4}|\\d{2})[-/. ]*(P|M|PER)?[-/. ]*(\\d{1,3})$', 4)`,
    );
    const tries = [
      ...years.map((year) => ({
        year: year as ColumnFacts | undefined,
        expression: firstDay(
          yearOf(`regexp_extract(${sqlName(year.name, reserved)}, '(\\d{4}|\\d{2})')`),
          `regexp_extract(${own}, '^(P|M|PER)?[-/. ]*(\\d{1,3})$', 2)`,
          english(own),
        ),
      })),
      { year: undefined, expression: inOne },
      { year: undefined, expression: ofQuarter(own) },
      { year: undefined, expression: ofWeek(own) },
    ];
    for (const { year, expression } of tries) {
      const [read = 0] = await asked.numbers(`select count(${expression}) from ${file.table}`);
      if (read < nearlyAll * facts.filled) continue;
      const names = [year?.name, facts.name].filter((name) => name !== undefined);
      const column: ColumnProposal = {
        ...{ column: "transacted_at", own: facts.name, confidence: "likely", others: [] },
        reason: `the first day of ${names.join(" and ")}`,
        expression: `coalesce(${expression}, ${own})`,
      };
      return { column, own: names.join(" and "), isFiscal: names.some((name) => fiscal.test(normalName(name))) };
    }
  }
  return undefined;
}

/** The first day of `Q1 2024` and `2024-Q1`. */
function ofQuarter(own: string): string {
  const quarter = `coalesce(nullif(regexp_extract(${own}, '^[QT]([1-4])[-/. ]*(?:19|20)\\d{2}$', 1), ''), regexp_extract(${own}, '^(?:19|20)\\d{2}[-/. ]*[QT]([1-4])$', 1))`;
  const year = `regexp_extract(${own}, '((?:19|20)\\d{2})', 1)`;
  return `try_strptime(${year} || '-' || (3 * try_cast(${quarter} as integer) - 2) || '-1', '%Y-%m-%d')::date::varchar`;
}

/** The Monday of `2024-W05`. */
function ofWeek(own: string): string {
  const part = (at: number) => `regexp_extract(${own}, '^((?:19|20)\\d{2})-? ?(?:W|KW)(\\d{1,2})$', ${at})`;
  return `try_strptime(${part(1)} || '-W' || lpad(${part(2)}, 2, '0') || '-1', '%G-W%V-%u')::date::varchar`;
}

/** `24` is 2024. */
function yearOf(digits: string): string {
  return `if(length(${digits}) = 2, '20' || ${digits}, ${digits})`;
}

/** A year's adjustments, booked in periods 13 to 16, belong to its last month. */
function firstDay(year: string, number: string, name?: string): string {
  const month = `least(try_cast(${number} as integer), 12)`;
  const byNumber = `if(try_cast(${number} as integer) between 1 and 16, try_strptime(${year} || '-' || ${month} || '-1', '%Y-%m-%d'), null)`;
  const byName =
    name === undefined ? "" : `, try_strptime(${year} || '-' || ${name} || '-1', ['%Y-%B-%d', '%Y-%b-%d'])`;
  return `coalesce(${byNumber}${byName})::date::varchar`;
}
