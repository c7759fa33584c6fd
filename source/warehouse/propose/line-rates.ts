import { quoteText } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { currencyColumn } from "./currency-lines.ts";
import type { ReadingOption } from "./decision.ts";
import { columnNameScore } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { numberShare } from "./number-style.ts";
import { baseExpression, type Formula, type Writer } from "./revenue-expression.ts";
import { sqlName } from "./sql-name.ts";

/** A way to convert amounts by the rate beside them. */
export interface RateWay extends ReadingOption {
  /** The currency that they are converted to. */
  readonly code: string;
  readonly inMain: (amount: string) => string;
}

/** A column with each line's exchange rate, and the ways to use it, the likelier one first. */
export interface LineRates {
  readonly ways: readonly RateWay[];
  readonly because: string;
}

const fewest = 3;

/**
 * The column of rates by which lines in several currencies can be added: named as one, 1 or empty on every line of one currency,
 * and on nearly none of the others. Whether it is what one unit is worth in that currency, or how much one unit of that currency
 * buys, is not certain: the way that brings the other lines nearer to amounts usual in it comes first. Undefined without such a
 * column.
 */
export async function lineRates(asked: Asked, writer: Writer, base: Formula["base"]): Promise<LineRates | undefined> {
  const { file, reserved, numbers } = writer;
  const currency = currencyColumn(file);
  if (currency === undefined || currency.words.length < 2) return undefined;
  const written = `upper(trim(${sqlName(currency.name, reserved)}))`;
  for (const facts of file.columns.filter((each) => isRate(each) && each.name !== base.column)) {
    const rate = `try_cast(${numbers.textOf(facts)} as decimal(19, 12))`;
    const main = await mainCurrency(asked, file.table, written, rate);
    if (main === undefined) continue;
    // An empty currency is the main one.
    const code = currency.filled < file.records ? `coalesce(nullif(${written}, ''), ${quoteText(main)})` : written;
    const times = wayOf(`x ${facts.name}`, main, (amount) => factored(amount, code, main, rate));
    const over = wayOf(`/ ${facts.name}`, main, (amount) => divided(amount, code, main, rate));
    const value = baseExpression(writer, base);
    const isNamed = normalName(facts.name).endsWith(`_to_${main.toLowerCase()}`);
    const lines = `select ${value} as v, ${code} = ${quoteText(main)} as is_main, ${rate} as r from ${file.table}`;
    const isTimes = isNamed || (await isNearerMultiplied(asked, lines));
    const because = `${facts.name} is 1 wherever ${currency.name} is ${main}; ${isNamed ? "its name says to which currency it converts" : "whether it multiplies or divides does not show"}`;
    return { ways: isTimes ? [times, over] : [over, times], because };
  }
  return undefined;
}

function isRate(facts: ColumnFacts): boolean {
  return facts.filled > 0 && numberShare(facts) > 0.9 && isRateName(facts.name);
}

/** `Exchange rate`, `Rate to EUR`, `Wechselkurs`. */
export function isRateName(name: string): boolean {
  if (columnNameScore("exchange_rates", "rate", name) >= 0.7) return true;
  return /(^|_)(exchange|fx|conversion|currency)_rate(_|$)|^rate_(to|in|into|vs|per)_|^[a-z]{3}_rate$|^(wechsel|valuta|vaxel|umrechnungs)?(kurs|kurz|kurssi)(_|$)|^(taux|taxa|tasso|tipo)_(de_|di_)?(change|cambio)$/.test(
    normalName(name),
  );
}

function wayOf(by: string, code: string, inMain: RateWay["inMain"]): RateWay {
  return {
    id: by.startsWith("x") ? "times-rate" : "over-rate",
    says: `all lines in ${code}: amounts ${by}`,
    code,
    inMain,
  };
}

/** The only currency whose rates are all 1 or empty, if those of the others are not. */
async function mainCurrency(asked: Asked, table: string, code: string, rate: string): Promise<string | undefined> {
  const rows = await asked.rows(
    `select code, count(*), count(*) filter (where coalesce(rate, 1) = 1), count(*) filter (where rate > 0 and rate <> 1)
     from (select ${code} as code, ${rate} as rate from ${table}) where code is not null and code <> '' group by 1`,
  );
  const all = rows.map(([name, lines, ones, rated]) => ({
    name: String(name),
    ...{ lines: Number(lines), ones: Number(ones), rated: Number(rated) },
  }));
  const [main, ...more] = all.filter(({ lines, ones }) => ones === lines && lines >= fewest);
  const others = all.filter((one) => one !== main);
  const isOnOthers = others.length > 0 && others.every(({ lines, rated }) => rated >= 0.95 * lines);
  return main !== undefined && more.length === 0 && isOnOthers ? main.name : undefined;
}

/** Whether the usual amount of the other lines is nearer to that of the main currency if it is multiplied. */
async function isNearerMultiplied(asked: Asked, lines: string): Promise<boolean> {
  const usual = (value: string, isMain: boolean) =>
    `coalesce(ln(nullif(median(abs(${value})) filter (where v <> 0 and is_main is ${isMain ? "" : "not "}true), 0)), 0)`;
  const [main = 0, times = 0, over = 0] = await asked.numbers(
    `select ${usual("v", true)}, ${usual("v * r::double", false)}, ${usual("v / nullif(r, 0)::double", false)} from (${lines})`,
  );
  return Math.abs(times - main) <= Math.abs(over - main);
}

/** An amount with six decimals, so that it is rounded once, and the line's rate; 1 in the main currency. */
function factored(amount: string, code: string, main: string, rate: string): string {
  const one = "cast(1 as decimal(19, 12))";
  return `(try_cast((${amount}) as decimal(19, 6)) * if(${code} = ${quoteText(main)}, ${one}, ${rate}))::decimal(18, 4)`;
}

function divided(amount: string, code: string, main: string, rate: string): string {
  const typed = `try_cast((${amount}) as decimal(19, 6))`;
  return `if(${code} = ${quoteText(main)}, ${typed}, ${typed} / nullif(${rate}, 0))::decimal(18, 4)`;
}
