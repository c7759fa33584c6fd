import { quoteName, quoteText } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import type { EventLog } from "./event-log.ts";
import { nearlyAll } from "./line-sample.ts";
import { moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { type NumberOf, numberShare } from "./number-style.ts";
import type { SampledFile } from "./sampled-file.ts";

const fewest = 5;
/** Accounts that are offered as sales if none is named so. */
const mostAccounts = 4;

const debitName = /debits?|debet|debito|debe|dare|soll|借方/;
const creditName = /credits?|kredit|credito|haber|avere|haben|貸方/;

/** What the names of the two sides of the books have in common, so that `Debit` and `Credit` match. */
export function sideOf(name: string): string {
  return normalName(name).replace(debitName, "§").replace(creditName, "§");
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
 * accounts. If no account is named as such, it is the `chosen` one, otherwise that with the most on its credit side. Undefined
 * for any other file.
 */
export async function journalRows(
  asked: Asked,
  file: SampledFile,
  numberOf: NumberOf,
  chosen: string | undefined,
): Promise<EventLog | undefined> {
  const numbered = accountColumns(file);
  if (numbered.length === 0) return undefined;
  const accounts = [...numbered, ...(await namesOfAccounts(asked, file, numbered))];
  const postings = await postingRows(asked, file, accounts, numberOf, chosen);
  if (postings !== undefined) return postings;
  const [pair] = bookPairs(file);
  const side = pair === undefined ? sideColumn(file) : undefined;
  const signed = pair === undefined && side === undefined ? signedColumn(file) : undefined;
  const sides =
    pair?.map(numberOf) ?? side?.sides(numberOf) ?? (signed === undefined ? undefined : [numberOf(signed), "0"]);
  if (sides === undefined || !(await isBalanced(asked, file, sides))) return undefined;
  for (const { name, words } of accounts) {
    const sales = words.filter(isOfSales);
    if (sales.length === 0 || sales.length === words.length) continue;
    const others = words.filter((word) => !sales.includes(word));
    const isTurned = signed !== undefined && (await isNegative(asked, file, numberOf(signed), name, sales));
    return {
      column: name,
      sales,
      refunds: [],
      others,
      are: "which are not sales accounts",
      isTurned,
      back: side?.back,
    };
  }
  const [account] = accounts;
  const couldBe = account === undefined ? [] : await creditAccounts(asked, file, account.name, sides);
  const [first] = couldBe;
  if (account === undefined || first === undefined) return undefined;
  const sale = couldBe.find((word) => word === chosen) ?? first;
  const isTurned = signed !== undefined && (await isNegative(asked, file, numberOf(signed), account.name, [sale]));
  const others = account.words.filter((word) => word !== sale);
  const are = "which are other accounts of the journal";
  return { column: account.name, sales: [sale], refunds: [], others, are, couldBe, isTurned, back: side?.back };
}

/** A row names the accounts of both sides: those with sales on the credit side count, and those on the debit side go back. */
async function postingRows(
  asked: Asked,
  file: SampledFile,
  accounts: readonly ColumnFacts[],
  numberOf: NumberOf,
  chosen: string | undefined,
): Promise<EventLog | undefined> {
  const debit = accounts.find(({ name }) => isSide(name, debitName));
  const credit = accounts.find(({ name }) => isSide(name, creditName) && sideOf(name) === sideOf(debit?.name ?? ""));
  const amounts = file.columns.filter(({ name }) => moneyKind(name) === "amount");
  const amount =
    amounts.length === 2
      ? amounts.find(({ name }) => isSide(name, creditName))
      : amounts.length === 1
        ? amounts[0]
        : undefined;
  const [other] = amounts.filter((facts) => facts !== amount);
  if (debit === undefined || credit === undefined || amount === undefined) return undefined;
  if (other !== undefined && !(await areSame(asked, file, numberOf(amount), numberOf(other)))) return undefined;
  const named = credit.words.filter(isOfSales);
  const couldBe = named.length > 0 ? [] : await creditAccounts(asked, file, credit.name, ["0", numberOf(amount)]);
  const sales = named.length > 0 ? named : [couldBe.find((word) => word === chosen) ?? couldBe[0] ?? ""];
  const others = credit.words.filter((word) => !sales.includes(word));
  return {
    ...{ column: credit.name, sales, refunds: [], others, are: "which are other accounts" },
    couldBe: named.length > 0 ? undefined : couldBe,
    back: { column: debit.name, words: debit.words.filter((word) => sales.includes(word)), isKept: true },
  };
}

/** Whether two amounts are the same in every row. */
async function areSame(asked: Asked, file: SampledFile, one: string, other: string): Promise<boolean> {
  const [different = 0] = await asked.numbers(
    `select count(*) from ${file.table} where coalesce(${one}, 0) <> coalesce(${other}, 0)`,
  );
  return different === 0;
}

/** Columns with a name for each account, beside those with its number; only names of sales help. */
async function namesOfAccounts(
  asked: Asked,
  file: SampledFile,
  numbered: readonly ColumnFacts[],
): Promise<readonly ColumnFacts[]> {
  const found: ColumnFacts[] = [];
  for (const { name, words } of numbered) {
    if (words.some(isOfSales)) continue;
    const own = quoteName(name);
    for (const facts of file.columns) {
      if (facts.words.length < 2 || !facts.words.some(isOfSales) || facts.name === name) continue;
      const beside = quoteName(facts.name);
      const [accounts = 0, pairs = 0] = await asked.numbers(
        `select count(distinct ${own}), count(distinct (${own}, ${beside})) from ${file.table}`,
      );
      if (pairs === accounts) found.push(facts);
    }
  }
  return found;
}

function isSide(name: string, side: RegExp): boolean {
  return side.test(normalName(name));
}

/** Accounts by what they have more on the credit side, most first. */
async function creditAccounts(
  asked: Asked,
  file: SampledFile,
  column: string,
  [debit = "", credit = ""]: readonly string[],
): Promise<readonly string[]> {
  const rows = await asked.rows(
    `select word from (select ${quoteName(column)} as word, coalesce(sum(${credit}), 0) - coalesce(sum(${debit}), 0) as v from ${file.table} group by 1)
     where word is not null and v <> 0 order by v desc, word limit ${mostAccounts}`,
  );
  return rows.map(([word]) => String(word));
}

/** An amount without a sign beside a column that says which side it is on. */
function sideColumn(file: SampledFile) {
  const amounts = file.columns.filter(({ name, negative }) => negative === 0 && moneyKind(name) === "amount");
  const [amount, ...others] = amounts;
  if (amount === undefined || others.length > 0) return undefined;
  for (const { name, words } of file.columns) {
    const debits = words.filter((word) => /^(s|d|dr|debit|debet|soll|dare|debe)$/i.test(word.trim()));
    const credits = words.filter((word) => /^(h|c|cr|credit|kredit|haben|avere|haber)$/i.test(word.trim()));
    if (debits.length !== 1 || credits.length !== 1 || words.length !== 2) continue;
    const of = (list: readonly string[], value: string) =>
      `if(${quoteName(name)} in (${list.map(quoteText).join(", ")}), ${value}, 0)`;
    return {
      sides: (numberOf: NumberOf) => [debits, credits].map((list) => of(list, numberOf(amount))),
      back: { column: name, words: debits },
    };
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
        words.length > 1 &&
        /account|konto|cuenta|compte|conto|ledger|rekening|nominal|grootboek|科目/.test(normalName(name)),
    )
    .toSorted((a, b) => a.whole - b.whole);
}

/** By its name, or its number: in most charts of accounts, numbers starting with 4 are revenue. */
export function isOfSales(account: string): boolean {
  if (/^4\d{2,}$/.test(account.trim())) return true;
  const plain = normalName(account);
  return (
    /(^|_)(sales?|revenues?|turnover|umsatz\p{L}*|erlos\p{L}*|ventas?|ventes?|vendit\p{L}*|ricavi|ingresos|omzet|forsaljning\p{L}*|salg\p{L}*|myynti\p{L}*|sprzedaz\p{L}*|przychod\p{L}*|trzby|vanzari|satis\p{L}*|prodaja|売上(高)?|営業収入|выручка|реализация|продажи)(_|$)/u.test(
      plain,
    ) && !/tax|vat|steuer|ust|iva|tva|btw|cost|receivable|deferred|returns_payable/.test(plain)
  );
}
