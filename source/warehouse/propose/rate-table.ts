import type { Asked } from "./asked.ts";
import { currencyColumn } from "./currency-lines.ts";
import { dateShare } from "./date-style.ts";
import { isRateName } from "./line-rates.ts";
import { fileNameScore } from "./names.ts";
import { numberShare } from "./number-style.ts";
import type { ColumnProposal, FileGroup } from "./proposal.ts";
import { type Match, matchColumns, proposeColumn, type Reader } from "./propose-columns.ts";
import { united } from "./relation.ts";
import { nameOf, type SampledFile } from "./sampled-file.ts";

/** A file of exchange rates beside the order lines: one rate per day and currency. */
export interface RateTable {
  readonly group: FileGroup;
  readonly name: string;
  /** day, currency and rate. */
  readonly columns: readonly ColumnProposal[];
  /** Whether it has the contract's columns, so that what a rate means is known. */
  readonly isOwnForm: boolean;
  /** SQL of its rows as day, code and rate. */
  readonly sql: string;
}

/** Days for which a rate is used, by default. */
const lasting = 31;

/** The file of exchange rates among those beside the order lines; undefined if there is none. */
export async function ratesBeside(
  asked: Asked,
  reader: Reader,
  groups: readonly FileGroup[],
  lines: FileGroup,
): Promise<RateTable | undefined> {
  for (const group of groups.filter((other) => other !== lines)) {
    const [file] = group;
    const matches = rateColumns(file);
    if (matches === undefined) continue;
    const columns: ColumnProposal[] = [];
    for (const match of matches) columns.push(await proposeColumn(reader, "exchange_rates", file, match));
    const [day = "", code = "", rate = ""] = columns.map(({ expression }) => expression);
    const sql = `select try_cast((${day})::varchar as timestamptz)::date as day, upper(trim(${code})) as code, try_cast(${rate} as decimal(19, 12)) as rate from ${united(group)}`;
    const [rows = 0, different = 0, usable = 0] = await asked.numbers(
      `select count(*), count(distinct (day, code)), count(*) filter (where day is not null and rate > 0) from (${sql})`,
    );
    if (rows === 0 || different < rows || usable < 0.99 * rows) continue;
    return { group, name: nameOf(file), columns, isOwnForm: matches.every(({ name }) => name === 1), sql };
  }
  return undefined;
}

/** The columns of day, currency and rate, by their names; of a file called otherwise, also by what they hold. */
function rateColumns(file: SampledFile): readonly Match[] | undefined {
  if (file.records === 0 || file.columns.length > 8) return undefined;
  const found = matchColumns("exchange_rates", file);
  const currency = currencyColumn(file);
  const of = (column: string) => found.find((match) => match.column === column);
  const [day, rate] = [of("day"), of("rate")];
  const code = of("currency") ?? (currency && { column: "currency", facts: currency, score: 1, name: 0.7 });
  if (day === undefined || rate === undefined || code === undefined) return undefined;
  const isNamed = fileNameScore("exchange_rates", file.tableName ?? bareName(file.name)) > 0;
  const areCodes = currency?.name === code.facts.name;
  if (!isNamed && !(areCodes && isRateName(rate.facts.name))) return undefined;
  const isRead = dateShare(day.facts) > 0.9 && numberShare(rate.facts) > 0.9;
  return isRead ? [day, code, rate] : undefined;
}

function bareName(file: string): string {
  return (file.split("/").at(-1) ?? file).replace(/\.[a-z]+(\.gz)?$/i, "");
}

/** SQL of the last rate of a currency up to a day, as in silver; `rates` are rows of day, code and rate. */
export function rateOn(rates: string, code: string, day: string): string {
  return `(select arg_max(each.rate, each.day) from (${rates}) as each where each.code = ${code} and each.day <= ${day} and each.day >= ${day} - ${lasting})`;
}
