import { quoteName, quoteText } from "../sql-text.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import type { EventLog } from "./event-log.ts";
import { nearlyAll } from "./line-sample.ts";
import { moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { type NumberOf, numberShare } from "./number-style.ts";
import type { SampledFile } from "./sampled-file.ts";

const fewest = 5;

/** What the names of the two sides of the books have in common, so that `Debit` and `Credit` match. */
export function sideOf(name: string): string {
  return normalName(name)
    .replace(/debits?|debet|debito|debe|dare|soll/, "§")
    .replace(/credits?|kredit|credito|haber|avere|haben/, "§");
}

/** Pairs of columns that are the two sides of the books. */
export function bookPairs({ columns }: SampledFile): readonly (readonly [ColumnFacts, ColumnFacts])[] {
  const sides = columns.filter(({ name, filled }) => filled > 0 && sideOf(name).includes("§"));
  return sides.flatMap((one, at) => {
    const other = sides.slice(at + 1).find((each) => sideOf(each.name) === sideOf(one.name));
    return other === undefined || numberShare(one) < 0.5 || numberShare(other) < 0.5 ? [] : [[one, other] as const];
  });
}

/**
 * In a journal each document books the same amount on both sides, so that everything sums to zero; its revenue is in the sales
 * accounts. Undefined for any other file, and if no account is named as such.
 */
export async function journalRows(asked: Asked, file: SampledFile, numberOf: NumberOf): Promise<EventLog | undefined> {
  const accounts = accountColumns(file);
  if (accounts.length === 0) return undefined;
  const [pair] = bookPairs(file);
  const signed = pair === undefined ? signedColumn(file) : undefined;
  const sides = pair?.map(numberOf) ?? (signed === undefined ? undefined : [numberOf(signed), "0"]);
  if (sides === undefined || !(await isBalanced(asked, file, sides))) return undefined;
  for (const { name, words } of accounts) {
    const sales = words.filter(isOfSales);
    if (sales.length === 0 || sales.length === words.length) continue;
    const others = words.filter((word) => !sales.includes(word));
    const isTurned = signed !== undefined && (await isNegative(asked, file, numberOf(signed), name, sales));
    return { column: name, sales, refunds: [], others, are: "which are not sales accounts", isTurned };
  }
  return undefined;
}

/** The only amount of a journal that marks one side with a minus. */
function signedColumn({ columns }: SampledFile): ColumnFacts | undefined {
  const amounts = columns.filter(({ name, negative }) => negative > 0 && moneyKind(name) === "amount");
  return amounts.length === 1 ? amounts[0] : undefined;
}

async function isNegative(asked: Asked, file: SampledFile, value: string, column: string, sales: readonly string[]) {
  const [sum = 0] = await asked.numbers(
    `select coalesce(sum(${value}), 0) from ${file.table} where ${quoteName(column)} in (${sales.map(quoteText).join(", ")})`,
  );
  return sum < 0;
}

async function isBalanced(asked: Asked, file: SampledFile, [one = "", other = ""]: readonly string[]) {
  const documents = file.columns.filter(
    ({ name, isUnique, filled }) =>
      !isUnique &&
      filled === file.records &&
      /entry|voucher|document|journal|doc|beleg|buchung|ecriture|piece|asiento|registrazione|boekstuk|bilag|tosite|^ver(ifikat)?(_|$)|txn|transaction_(id|no|number)$/.test(
        normalName(name),
      ),
  );
  for (const { name } of documents) {
    const [all = 0, even = 0] = await asked.numbers(
      `select count(*), count(*) filter (where abs(a - b) < 0.0051) from (
         select coalesce(sum(${one}), 0) as a, coalesce(sum(${other}), 0) as b from ${file.table} group by ${quoteName(name)} having count(*) > 1)`,
    );
    if (all >= fewest && even >= nearlyAll * all) return true;
  }
  return false;
}

/** Columns with names of accounts, before those with their numbers. */
function accountColumns({ columns }: SampledFile): readonly ColumnFacts[] {
  return columns
    .filter(
      ({ name, words }) =>
        words.length > 1 && /account|konto|cuenta|compte|conto|ledger|rekening|nominal/.test(normalName(name)),
    )
    .toSorted((a, b) => a.whole - b.whole);
}

/** By its name, or its number: in most charts of accounts, numbers starting with 4 are revenue. */
export function isOfSales(account: string): boolean {
  if (/^4\d{2,}$/.test(account.trim())) return true;
  const plain = normalName(account);
  return (
    /(^|_)(sales?|revenues?|turnover|umsatz\p{L}*|erlos\p{L}*|ventas?|ventes?|vendit\p{L}*|ricavi|ingresos|omzet|forsaljning\p{L}*|salg\p{L}*|myynti\p{L}*|sprzedaz\p{L}*|przychod\p{L}*|trzby|vanzari|satis\p{L}*|prodaja|выручка|реализация|продажи)(_|$)/u.test(
      plain,
    ) && !/tax|vat|steuer|ust|iva|tva|btw|cost|receivable|deferred|returns_payable/.test(plain)
  );
}
