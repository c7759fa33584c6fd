import { sourceErrors } from "../../errors/source.ts";
import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import { csvFrame, type Frame } from "../files/frame.ts";
import type { Snapshot } from "../files/snapshot.ts";
import { currencyCode, currencyPattern } from "../propose/currency-marks.ts";
import { isCurrencyName } from "../propose/names.ts";
import { isNamedAfter } from "../propose/one-currency.ts";
import { keptRows } from "./kept-rows.ts";
import { expressionFor, type Projection } from "./projection.ts";

/**
 * Amounts of several currencies cannot be added. Checks the currency column if there is one, otherwise the currency signs that
 * a mapping strips from the amounts; a filter that keeps one currency, or an expression over the currency column, is trusted.
 */
export class CurrencyCheck {
  readonly #found = new Map<string, number>();

  /** Whether any file named a currency; the rows of a file then depend on the other files. */
  get hasSeen(): boolean {
    return this.#found.size > 0;
  }

  /** Rejects with UserError once the order lines read so far have more than one currency. */
  async look(database: Database, snapshot: Snapshot, frame: Frame, projection: Projection): Promise<void> {
    const looked = lookAt(projection, frame.columns);
    if (looked.length === 0) return;
    const from = frame.sql === "" && snapshot.csv ? `(${csvFrame(snapshot, snapshot.csv, false).sql})` : frame.sql;
    const rows = /^\s*select/i.test(from) ? `(${from})` : from;
    const kept = keptRows(rows, projection.filter);
    for (const value of looked) {
      const counted = await database.query(
        `select ${value}, count(*) from (${kept}) as kept where ${value} <> '' group by 1`,
      );
      for (const [currency, count] of counted.rows) {
        const name = currencyCode(String(currency));
        this.#found.set(name, (this.#found.get(name) ?? 0) + Number(count));
      }
    }
    if (this.#found.size < 2) return;
    const most = [...this.#found].sort(([, a], [, b]) => b - a).slice(0, 5);
    const found = most.map(([currency, count]) => `${currency} ${count}`).join(", ");
    throw sourceErrors.mixedCurrencies({ file: snapshot.file.name, found });
  }
}

/** Expressions whose values name the currency of a line; none if the amount already handles it, or if there is no sign of it. */
function lookAt(projection: Projection, columns: readonly string[]): readonly string[] {
  const amount = (expressionFor(projection, "net_revenue") ?? "").toLowerCase();
  const mentioned = columns.filter((name) => amount.includes(name.toLowerCase()));
  const code = projection.mapping?.currency;
  if (code !== undefined && mentioned.some((name) => isNamedAfter(name, code))) return [];
  const named = columns.find(isCurrencyName);
  if (named !== undefined) return mentioned.includes(named) ? [] : [`upper(trim(${quoteName(named)}))`];
  if (!amount.includes("regexp_replace")) return [];
  return mentioned.map((name) => `regexp_extract(${quoteName(name)}, ${quoteText(currencyPattern)})`);
}
