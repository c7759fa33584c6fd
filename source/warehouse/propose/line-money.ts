import { bookedFirst } from "./booked-first.ts";
import type { Choices } from "./decision.ts";
import { journalRows } from "./journal.ts";
import { convertedFirst, hintedFirst } from "./known-bases.ts";
import type { LinesScene } from "./lines-scene.ts";
import { moneyScene } from "./money-columns.ts";
import { numberReadings } from "./number-decision.ts";
import { oneCurrency } from "./one-currency.ts";
import { weighedBases } from "./reconcile.ts";
import { moneyBackRows, repeatedRows } from "./revenue-rows.ts";
import { sameMoney } from "./same-money.ts";
import type { SampledFile } from "./sampled-file.ts";

/**
 * The money of order lines: how numbers are read, the amounts that revenue may be made of, the likeliest first, the column that
 * has all of them in one currency, and the rows that have the money of others again.
 */
export async function lineMoney(
  { asked, reader, hints, refunds }: LinesScene,
  file: SampledFile,
  key: string | undefined,
  choices: Choices,
) {
  const numbers = await numberReadings(asked, file, reader.reserved, choices, hints);
  const converted = hints === undefined ? await oneCurrency(asked, file, numbers.typedOf) : undefined;
  const repeated =
    hints === undefined
      ? ((await journalRows(asked, file, numbers.typedOf, choices.rows)) ??
        (await sameMoney(asked, file, key, numbers.typedOf)))
      : undefined;
  const moneyBackRow = hints === undefined ? moneyBackRows(file, reader.reserved) : undefined;
  const money = await moneyScene(asked, file, key, numbers.typedOf, hints, {
    besides: refunds?.column,
    chosen: choices.amount,
    converted,
    noLines: [
      ...(repeated === undefined ? [] : [repeatedRows(repeated, reader.reserved)]),
      ...(moneyBackRow === undefined ? [] : [moneyBackRow]),
    ],
  });
  const weighed = hints === undefined ? bookedFirst(money, weighedBases(money), file) : weighedBases(money);
  const bases = convertedFirst(hintedFirst(weighed, hints), converted);
  return { numbers, converted, repeated, money, bases };
}
