import { quoteName, quoteText } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import { currencyColumn } from "./currency-lines.ts";
import { moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { type NumberOf, numberShare } from "./number-style.ts";
import type { SampledFile } from "./sampled-file.ts";

/** A column with all amounts converted to one currency. */
export interface OneCurrency {
  readonly column: string;
  readonly code: string;
  readonly because: string;
}

const fewest = 3;

/**
 * The column with every amount in one currency, beside the amounts as charged (`amount_usd`): named after that currency or as a
 * base, and equal to an amount that is already in it. Undefined if there is none, or only one currency.
 */
export async function oneCurrency(
  asked: Asked,
  file: SampledFile,
  numberOf: NumberOf,
): Promise<OneCurrency | undefined> {
  const currency = currencyColumn(file);
  if (currency === undefined || currency.words.length < 2) return undefined;
  const numbers = file.columns.filter((facts) => facts.filled > 0 && numberShare(facts) > 0.9);
  const charged = numbers.filter(({ name }) =>
    ["amount", "net", "total", "subtotal", "gross"].includes(moneyKind(name) ?? ""),
  );
  for (const code of currency.words.map((word) => word.trim().toUpperCase())) {
    for (const one of numbers.filter((facts) => isNamedAfter(facts.name, code) && facts.filled >= currency.filled)) {
      for (const amount of charged.filter((facts) => facts !== one)) {
        const [own = 0, same = 0, others = 0] = await asked.numbers(
          `select count(*) filter (where is_own), count(*) filter (where is_own and abs(a - b) < 0.0051), count(*) filter (where not is_own and abs(a - b) >= 0.0051)
           from (select upper(trim(${quoteName(currency.name)})) = ${quoteText(code)} as is_own, ${numberOf(amount)} as a, ${numberOf(one)} as b from ${file.table})`,
        );
        if (own < fewest || same < own || others < fewest) continue;
        const because = `${one.name} is in ${code} throughout: the same as ${amount.name} where ${currency.name} is ${code}`;
        return { column: one.name, code, because };
      }
    }
  }
  return undefined;
}

/** `amount_usd` of USD, `base_amount` of any. */
export function isNamedAfter(name: string, code: string): boolean {
  const words = normalName(name).split("_");
  return words.some((word) =>
    [code.toLowerCase(), "base", "home", "reporting", "converted", "settlement"].includes(word),
  );
}
