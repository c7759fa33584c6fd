import { quoteName } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { answered, type Choices, type Decision } from "./decision.ts";
import type { Hints } from "./hints.ts";
import { isRevenueKind, moneyKind } from "./money-names.ts";
import { isCurrencyName } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { currenciesOf, type NumberOf, numberExpression, numberReading, numberShare } from "./number-style.ts";
import { moneyKindIn } from "./own-currency.ts";
import { isPriceOfUnit, perPiece, priceUnit } from "./price-unit.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";
import { scaleDecision, scaleOf } from "./written-scale.ts";

/** How the numbers of a file are read, and what the data leaves open about it. */
export interface NumberReadings {
  readonly decisions: readonly Decision[];
  /** The text of a number as SQL, and the same typed as money. */
  readonly textOf: NumberOf;
  readonly typedOf: NumberOf;
  /** Whether amounts are divided, so that their text alone is not enough. */
  readonly isDivided: boolean;
}

const withoutDecimals = ["IDR", "VND", "KRW", "JPY", "CLP", "PYG", "ISK", "HUF", "TWD", "UGX", "RP"];
/** Columns named in languages whose currencies have no smaller unit in use: Japanese, Korean, Vietnamese. */
const wholeUnits = /[\u3040-\u30ff\uac00-\ud7af]|注文|送料|消費税|単価|個数|[đơư]/i;
const withThree = ["KWD", "BHD", "OMR", "JOD", "TND", "IQD", "LYD"];

export async function numberReadings(
  asked: Asked,
  file: SampledFile,
  reserved: ReadonlySet<string>,
  choices: Choices,
  hints: Hints | undefined,
): Promise<NumberReadings> {
  const money = file.columns.filter(
    ({ name, filled }) => filled > 0 && (hints?.money[name] ?? moneyKindIn(file, name)) !== undefined,
  );
  const numeric = money.filter((facts) => numberShare(facts) >= 0.5);
  const open = await threeDigits(asked, file, [...numeric, ...unnamedAmounts(file, money)]);
  const style = open === undefined ? undefined : styleDecision(open.mark, open.columns, file, choices);
  const inUnits = hints === undefined ? await hundredths(asked, numeric, file) : [];
  const unit = await unitDecision(asked, file, numeric, choices, hints, inUnits);
  const isOpen = new Set(open?.columns ?? []);
  const textOf = (facts: ColumnFacts) => {
    const name = sqlName(facts.name, reserved);
    if (style !== undefined && isOpen.has(facts.name)) {
      const isThousands = style.option.id === "thousands";
      return numberExpression(facts, name, (open?.mark === ".") === isThousands);
    }
    return numberReading(facts, name)?.expression ?? name;
  };
  const isDivided = unit?.option.id === "cents";
  const per = hints === undefined ? priceUnit(file) : undefined;
  const scale = hints === undefined ? scaleDecision(scaled(file), choices) : undefined;
  const isScaled = scale?.option.id === "scaled";
  return {
    decisions: [
      ...(style ? [style.decision] : []),
      ...(unit ? [unit.decision] : []),
      ...(scale ? [scale.decision] : []),
    ],
    textOf,
    typedOf: (facts) => {
      const times = isScaled ? scaleOf(facts.name) : 1;
      if (times > 1) return `(try_cast(${textOf(facts)} as decimal(28, 8)) * ${times})::decimal(18, 4)`;
      const typed = `try_cast(${textOf(facts)} as decimal(18, 4))`;
      const whole =
        isDivided && money.includes(facts) && !inUnits.includes(facts) ? `(${typed} / 100)::decimal(18, 4)` : typed;
      return per !== undefined && isPriceOfUnit(facts.name)
        ? `(${whole} / ${perPiece(per, reserved)})::decimal(18, 6)`
        : whole;
    },
    isDivided: isDivided || isScaled || per !== undefined,
  };
}

/** Columns of numbers by whose names amounts are in thousands or millions. */
function scaled({ columns }: SampledFile): readonly string[] {
  return columns.filter((facts) => facts.filled > 0 && numberShare(facts) > 0.5).map(({ name }) => name);
}

/** Columns that may be amounts although their names do not say so: marked with a currency, or numbers where no name says so. */
function unnamedAmounts(file: SampledFile, money: readonly ColumnFacts[]): readonly ColumnFacts[] {
  const hasRevenue = money.some(({ name }) => isRevenueKind(moneyKind(name) ?? "aside"));
  return file.columns.filter(
    (facts) =>
      !money.includes(facts) &&
      facts.filled > 0 &&
      numberShare(facts) > 0.95 &&
      dateShare(facts) < 0.5 &&
      (facts.symbols.length > 0 || !hasRevenue),
  );
}

/** Columns in which every point (or comma) is followed by three digits, in a file whose other amounts do not settle it. */
async function threeDigits(asked: Asked, file: SampledFile, columns: readonly ColumnFacts[]) {
  if (columns.length === 0) return undefined;
  const counts = columns.flatMap(({ name }) =>
    ["[.]", ","].flatMap((mark) => {
      const value = `trim(${quoteName(name)})`;
      return [
        `count(*) filter (where regexp_matches(${value}, '\\d${mark}\\d{3}(\\D|$)'))`,
        `count(*) filter (where regexp_matches(${value}, '${mark}(\\d{0,2}|\\d{4,})(\\D|$)'))`,
      ];
    }),
  );
  const found = await asked.numbers(`select ${counts.join(", ")} from ${file.table}`);
  for (const [at, mark] of [".", ","].entries()) {
    const of = columns.map((facts, index) => ({
      name: facts.name,
      three: found[4 * index + 2 * at] ?? 0,
      other: found[4 * index + 2 * at + 1] ?? 0,
    }));
    const against = columns.map(
      (_, index) => (found[4 * index + 2 * (1 - at)] ?? 0) + (found[4 * index + 2 * (1 - at) + 1] ?? 0),
    );
    const three = of.filter(({ three: count }) => count > 0);
    if (three.length === 0 || of.some(({ other }) => other > 0) || against.some((count) => count > 0)) continue;
    return { mark, columns: three.map(({ name }) => name) };
  }
  return undefined;
}

function styleDecision(mark: string, columns: readonly string[], file: SampledFile, choices: Choices) {
  const said = new Set(
    file.columns.flatMap((facts) => [...currenciesOf(facts), ...facts.symbols.map((symbol) => symbol.toUpperCase())]),
  );
  const isShown = [...said].some((code) => withoutDecimals.includes(code) || withThree.includes(code));
  const thousands = { id: "thousands", says: mark === "." ? "225.000 is 225 thousand" : "225,000 is 225 thousand" };
  const decimals = { id: "decimals", says: mark === "." ? "225.000 is 225" : "225,000 is 225" };
  const isThree = [...said].some((code) => withThree.includes(code));
  return answered(choices, {
    id: "numbers",
    about: `numbers in ${columns.slice(0, 3).join(", ")}`,
    because: isShown
      ? `${[...said].join(", ")} has ${isThree ? "three" : "no"} decimals`
      : `every ${mark === "." ? "point" : "comma"} is followed by three digits`,
    isShown,
    options: isThree ? [decimals, thousands] : [thousands, decimals],
  });
}

/** Most taxes and fees are a share of an amount, so in whole units they would have decimals. */
async function areOddWhole(
  asked: Asked,
  file: SampledFile,
  money: readonly ColumnFacts[],
  kind: "tax" | "fee",
): Promise<boolean> {
  const taxes = money.filter(({ name, whole, filled }) => moneyKind(name) === kind && whole === 1 && filled > 0);
  if (taxes.length === 0) return false;
  const odd = taxes.map(({ name }) => `count(*) filter (where try_cast(${quoteName(name)} as bigint) % 5 <> 0)`);
  const counts = await asked.numbers(`select ${odd.join(", ")} from ${file.table}`);
  return counts.some((count) => count > 0.2 * file.records && count >= 5);
}

/** Objects of an amount and what it is to be divided by: `price.amount`, `price.divisor`. */
function hasDivisor({ columns }: SampledFile, name: string): boolean {
  const divisor = name.replace(/amount$/, "divisor");
  return columns.some((facts) => facts.name === divisor && divisor !== name && facts.words.join() === "100");
}

/** Objects of an amount and its currency: `total_money.amount`, `amount.value`. */
function hasCurrency({ columns }: SampledFile, name: string): boolean {
  const stem = /^(.+\.)(amount|value)$/.exec(name)?.[1];
  return stem !== undefined && columns.some((facts) => isCurrencyName(facts.name) && facts.name.startsWith(stem));
}

/** Amounts written as `19.00` are whole by chance. */
async function hasPoints(asked: Asked, file: SampledFile, money: readonly ColumnFacts[]): Promise<boolean> {
  const points = money.map(({ name }) => `count(*) filter (where contains(${quoteName(name)}, '.'))`);
  return (await asked.numbers(`select ${points.join(", ")} from ${file.table}`)).some((count) => count > 0);
}

/** Columns that have the amounts of another one in whole units, where that has cents, such as `subtotal_formatted`. */
async function hundredths(asked: Asked, money: readonly ColumnFacts[], file: SampledFile) {
  const cents = money.filter(({ whole }) => whole === 1).slice(0, 12);
  const units = money.filter(({ whole, filled }) => filled > 0 && whole < 1).slice(0, 12);
  if (cents.length === 0 || units.length === 0) return [];
  const value = (facts: ColumnFacts) =>
    `try_cast(${numberReading(facts, quoteName(facts.name))?.expression ?? quoteName(facts.name)} as decimal(18, 4))`;
  const pairs = units.flatMap((unit) => cents.map((cent) => ({ unit, cent })));
  const same = pairs.map(
    ({ unit, cent }) =>
      `count(*) filter (where ${value(cent)} <> 0 and ${value(cent)} = 100 * ${value(unit)}) - count(*) filter (where coalesce(${value(cent)} <> 100 * ${value(unit)}, false))`,
  );
  const counts = await asked.numbers(`select ${same.join(", ")} from ${file.table}`);
  const found = pairs.filter(
    (_, at) => (counts[at] ?? 0) >= fewestHundredths && (counts[at] ?? 0) >= 0.5 * file.records,
  );
  return [...new Set(found.map(({ unit }) => unit))];
}

const fewestHundredths = 5;

/**
 * Whole numbers in a table with a loader's columns and lower-case currencies, as Stripe writes them, are cents; so are those
 * with whole-number taxes.
 */
async function unitDecision(
  asked: Asked,
  file: SampledFile,
  money: readonly ColumnFacts[],
  choices: Choices,
  hints: Hints | undefined,
  inUnits: readonly ColumnFacts[],
) {
  const ofKinds = (others: readonly string[]) =>
    money.filter((facts) => !others.includes(moneyKind(facts.name) ?? "aside") && !inUnits.includes(facts));
  const sold = ofKinds(["aside", "fee"]);
  // Where there is nothing else, fees are what was sold.
  const revenue = sold.length > 0 ? sold : ofKinds(["aside"]);
  if (revenue.length === 0 || revenue.some(({ whole, filled }) => filled > 0 && whole < 1)) return undefined;
  const currency = file.columns.find(({ name }) => isCurrencyName(name));
  const codes = currency?.words ?? [];
  if (codes.some((code) => withoutDecimals.includes(code.trim().toUpperCase())) && codes.length === 1) return undefined;
  const isLower = codes.length > 0 && codes.every((code) => /^[a-z]{3}$/.test(code));
  const isLoaded = file.columns.some(
    ({ name }) => /^_(fivetran|sdc|airbyte|ab)_/.test(name) || /(^|_)livemode$/.test(normalName(name)),
  );
  const isWhole = file.columns.some(({ name }) => wholeUnits.test(name));
  const isNamed = revenue.every(
    ({ name }) => /(^|_)cent_amount$|_(cents?|pence|minor(_units?)?)$/.test(normalName(name)) || hasDivisor(file, name),
  );
  const isMoney = revenue.every(({ name }) => hasCurrency(file, name)) && !(await hasPoints(asked, file, revenue));
  const isPointed = await hasPoints(asked, file, revenue);
  const isTaxed = hints === undefined && !isWhole && !isPointed && (await areOddWhole(asked, file, money, "tax"));
  const isNamedCurrency = codes.length > 0;
  const hasCents = codes.every((code) => !withoutDecimals.includes(code.trim().toUpperCase()));
  const areFeesWhole = hints === undefined && hasCents && !isWhole && !isPointed && sold.length > 0;
  const isOpen = !isTaxed && areFeesWhole && (await areOddWhole(asked, file, money, "fee"));
  const isCents = isMoney || (isLower && (isLoaded || (hints === undefined && !isPointed)));
  const [formatted] = inUnits;
  if (hints?.isMinorUnit !== true && !isNamed && !isCents && !isTaxed && !isOpen && formatted === undefined)
    return undefined;
  const isByFees = isOpen && !isNamed && !isCents && formatted === undefined;
  const isOnlyOpen = isByFees && !isNamedCurrency;
  const [cents, whole] = [
    { id: "cents", says: "cents" },
    { id: "whole", says: "whole units" },
  ];
  return answered(choices, {
    id: "unit",
    about: "unit of the amounts",
    because:
      hints?.isMinorUnit === true
        ? `documented: ${hints.documentation}`
        : isNamed || formatted !== undefined
          ? formatted === undefined
            ? "the names of the columns say so"
            : `${formatted.name} has the same in whole units`
          : isByFees
            ? `fees are whole numbers throughout${isNamedCurrency ? ", as only the smallest unit of a currency makes them" : ", and nothing names a currency"}`
            : isTaxed
              ? "taxes and discounts are whole numbers throughout, as only the smallest unit of a currency makes them"
              : isLoaded
                ? "whole numbers beside a loader's columns, currencies in lower case"
                : isMoney
                  ? "whole numbers in objects of an amount and its currency"
                  : "whole numbers beside currencies in lower case, as payment systems write cents",
    isShown: hints?.isMinorUnit === true || isNamed || formatted !== undefined,
    options: isOnlyOpen ? [whole, cents] : [cents, whole],
  });
}
