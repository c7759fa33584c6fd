import { quoteText } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import { type CurrencyLines, currencyColumn } from "./currency-lines.ts";
import type { ReadingOption } from "./decision.ts";
import { counted } from "./proposal.ts";
import { type RateTable, rateOn } from "./rate-table.ts";
import { baseExpression, type Formula, type Writer } from "./revenue-expression.ts";
import { sqlName } from "./sql-name.ts";

/** A way to convert the lines by a file of rates. */
export interface TableWay extends ReadingOption {
  readonly code: string;
  readonly table: RateTable;
  /** Whether a rate says how much of a currency one unit of the main one buys. */
  readonly isInverted: boolean;
  /** SQL of the currency of each line. */
  readonly currency: string;
  /** SQL condition of the lines with a currency that has rates; undefined: all. */
  readonly condition: string | undefined;
  /** SQL of an amount of a line in the main currency, for sums. */
  readonly inMain: (amount: string) => string;
}

/** The ways to use a file of rates, the likelier first. */
export interface TableRates {
  readonly ways: readonly TableWay[];
  readonly because: string;
  /** Whether the file's form says what a rate means. */
  readonly isCertain: boolean;
}

/** More lines without a rate would stop the build. */
const mostWithout = 0.01;

/**
 * How a file of rates converts the lines in several currencies. Their main currency is the one without rates, or whose rates are
 * all 1. Undefined if no other currency has rates, or if too many lines have none for their day.
 */
export async function tableRates(
  asked: Asked,
  writer: Writer,
  base: Formula["base"],
  all: readonly CurrencyLines[],
  table: RateTable | undefined,
  date: string,
): Promise<TableRates | undefined> {
  if (table === undefined || all.length < 2) return undefined;
  const rows = await asked.rows(
    `select code, bool_and(rate = 1) as is_one from (${table.sql}) where code is not null group by 1`,
  );
  const areOne = new Map(rows.map(([code, isOne]) => [String(code), isOne === true]));
  const main = all.find(({ code }) => areOne.get(code) !== false);
  const rated = all.filter(({ code }) => code !== main?.code && areOne.get(code) === false);
  if (main === undefined || rated.length === 0) return undefined;
  const { file, reserved } = writer;
  const converted = [main, ...rated];
  const facts = currencyColumn(file);
  const isPlain = facts?.words.every((word) => converted.some(({ code }) => code === word)) === true;
  const codeOfLine = codeOf(converted);
  const currency = isPlain && facts !== undefined ? sqlName(facts.name, reserved) : codeOfLine;
  const isWhole = isPlain || converted.length === all.length;
  const condition = isWhole ? undefined : `(${converted.map((lines) => lines.condition).join(" or ")})`;
  const isMain = `code = ${quoteText(main.code)}`;
  const day = `try_cast((${date})::varchar as timestamptz)::date`;
  const rate = rateOn(table.sql, "line.code", "line.day");
  const lines = `select ${baseExpression(writer, base)} as v, ${codeOfLine} as code, ${day} as day from ${file.table}`;
  const [count = 0, without = 0, usual = 0, times = 0, over = 0] = await asked.numbers(
    `select count(*), count(*) filter (where r is null),
       ${usualOf("v", isMain)}, ${usualOf("v * r::double", `not ${isMain}`)}, ${usualOf("v / r::double", `not ${isMain}`)}
     from (select *, if(${isMain}, 1, ${rate}) as r from (${lines}) as line where code is not null)`,
  );
  if (without > mostWithout * count) return undefined;
  const way = (isInverted: boolean): TableWay => {
    const own = rateOn(table.sql, codeOfLine, day);
    const factor = isInverted ? `(1 / ${own})::decimal(19, 12)` : own;
    return {
      ...{ id: isInverted ? "rates-inverted" : "rates", code: main.code, table, isInverted, currency, condition },
      says: `all lines in ${main.code}, by ${table.name}${isInverted ? ", amounts divided by its rates" : table.isOwnForm ? "" : ", amounts times its rates"}`,
      inMain: (amount) =>
        `try_cast((${amount}) as decimal(18, 4)) * if(${codeOfLine} = ${quoteText(main.code)}, 1, ${factor})::decimal(19, 12)`,
    };
  };
  const isTimes = Math.abs(times - usual) <= Math.abs(over - usual);
  const ways = table.isOwnForm ? [way(false)] : isTimes ? [way(false), way(true)] : [way(true), way(false)];
  const meaning = table.isOwnForm
    ? `a rate is what one unit is worth in ${main.code}`
    : "whether its rates multiply or divide does not show";
  const lacking = without > 0 ? `; ${counted(without)} lines are on days without a rate` : "";
  return {
    ways,
    isCertain: table.isOwnForm,
    because: `${table.name} has rates of ${namesOf(rated)}; ${meaning}${lacking}`,
  };
}

function namesOf(lines: readonly CurrencyLines[]): string {
  return lines.map(({ code }) => code).join(", ");
}

/** SQL of a line's code among the converted ones; null for any other. */
function codeOf(converted: readonly CurrencyLines[]): string {
  return `case ${converted.map(({ code, condition }) => `when ${condition} then ${quoteText(code)}`).join(" ")} end`;
}

/** The usual amount of some lines, as a logarithm. */
function usualOf(value: string, condition: string): string {
  return `coalesce(ln(nullif(median(abs(${value})) filter (where v <> 0 and ${condition}), 0)), 0)`;
}
