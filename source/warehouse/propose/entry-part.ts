import { documentKind } from "./document-codes.ts";
import { yesWords } from "./flag-part.ts";
import { isOfSales } from "./journal.ts";
import { moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { type EntryWord, entryWord, isCancelledWord } from "./revenue-words.ts";
import { isIn, isNotIn, type Part, shown } from "./row-part.ts";
import type { IsMoneyBack } from "./status-part.ts";

/** Which rows of a ledger are revenue, by the values of its kind column. */
export function entryPart(
  name: string,
  own: string,
  words: readonly string[],
  isMoneyBack: IsMoneyBack = () => false,
): readonly Part[] {
  const known = words.map((word) => [word, meaningOf(own, word, words, isMoneyBack)] as const);
  const of = (meaning: EntryWord | undefined) => known.flatMap(([word, found]) => (found === meaning ? [word] : []));
  const [sales, others, refunds] = [of("sale"), of("other"), of("refund")];
  // Even if no word means sale, unknown words may be the goods beside what certainly is not.
  const unknown = of(undefined);
  // Beside what goes back and what only moves, the kind of most rows is what was sold.
  const isRest = refunds.length > 0 && others.length > 0 && unknown.length === 1 && unknown[0] === words[0];
  // Where payments lower what a guest or tenant owes, the other kinds are what was charged.
  const arePaid = others.length > 0 && others.every((word) => isPayment(word) && isMoneyBack(own, word));
  const areGoods = sales.length === 0 && unknown.length > 0 && (isSettlement(others) || isRest || arePaid);
  if (sales.length === 0 && !areGoods) return [];
  // What lowers the sales under a name that says nothing may be how they are used up, or paid.
  const lowering = unknown.filter((word) => isMoneyBack(own, word));
  return [
    {
      ...(lowering.length > 0 && lowering.length < words.length
        ? { kept: isNotIn(name, lowering), keptWords: `${own} ${shown(lowering)}` }
        : {}),
      ...(others.length > 0 ? { condition: isNotIn(name, others), out: `${own} ${shown(others)}` } : {}),
      ...(refunds.length > 0 ? { refunds: { condition: isIn(name, refunds), words: refunds } } : {}),
    },
  ];
}

function meaningOf(
  own: string,
  word: string,
  words: readonly string[],
  isMoneyBack: IsMoneyBack,
): EntryWord | undefined {
  const coded = documentKind(own, word, words);
  if (coded !== undefined) return coded;
  if (isBeforeInvoice(word) && words.some(isInvoice)) return "other";
  const meaning = entryWord(word);
  // In a bill, a payment settles what the other rows charge.
  const isPaying = isPayment(word);
  const isSettling = words.some(isInvoice) && !isInvoice(word) && !/sale|verkauf|vente|venta/.test(normalName(word));
  if (isPaying && meaning !== "refund" && words.length > 1 && (isSettling || isMoneyBack(own, word))) return "other";
  if (/^bills?(_payment)?$/.test(normalName(word)) && words.some(isInvoice)) return "other";
  if (meaning !== undefined) return meaning;
  if (isNoReceipt(word, words) && !isMoneyBack(own, word)) return "other";
  const kind = moneyKind(word);
  return kind !== undefined && ["tax", "shipping", "fee", "tip"].includes(kind) ? "other" : undefined;
}

function isPayment(word: string): boolean {
  return /payment|zahlung|paid|direct_debit|receipt|paiement|pago|^recibo/.test(normalName(word));
}

/** Kinds of amounts in a marketplace settlement: at least two sorts, so that a category of goods is not mistaken for one. */
function isSettlement(others: readonly string[]): boolean {
  return new Set(others.map((word) => moneyKind(word)).filter((kind) => kind !== undefined)).size >= 2;
}

/** A till's receipts that sold nothing: voided ones, and those for practice. */
function isNoReceipt(word: string, words: readonly string[]): boolean {
  const isPractice = /^(training|practice|test|demo|no_sale)(_(mode|sale|receipt))?$/.test(normalName(word));
  return isCancelledWord(word) || (isPractice && words.some((other) => isCancelledWord(other) || isBack(other)));
}

function isBack(word: string): boolean {
  return entryWord(word) === "refund";
}

function isInvoice(word: string): boolean {
  return /invoice|rechnung|factura|facture|fattura|faktur|fatura/.test(normalName(word)) && !isBeforeInvoice(word);
}

/** A document written before the invoice for the same goods. */
function isBeforeInvoice(word: string): boolean {
  return /quot(e|ation)|estimate|offer|angebot|pro_?forma|(^|_)(sales_)?orders?$|auftrag|bestell|delivery_note|lieferschein|presupuesto|devis|commande|bon_de_livraison|albaran|ordine|preventivo|pedido/.test(
    normalName(word),
  );
}

/** Lines of a document booked on accounts other than sales: tax, shipping, receivables. */
export function accountPart(name: string, own: string, words: readonly string[]): readonly Part[] {
  const isNamed = /(^|_)(gl_)?(account|konto|cuenta|compte|conto|ledger|rekening)(_|$)/.test(normalName(own));
  const areAccounts = words.length <= 8 || words.every((word) => /^\d{3,}\b/.test(word.trim()));
  if (!isNamed || !areAccounts || !words.some(isOfSales)) return [];
  const out = words.filter((word) => {
    const kind = moneyKind(word.replace(/^\d+\s*/, ""));
    return (
      !isOfSales(word) &&
      (kind === "tax" || kind === "shipping" || /receivable|payable|forderung|verbindlich/i.test(word))
    );
  });
  return out.length === 0 ? [] : [{ condition: isNotIn(name, out), out: `${own} ${shown(out)}` }];
}

/** The side of the books that an unsigned amount is on; the more frequent one is that of sales. */
export function sidePart(name: string, own: string, words: readonly string[]): readonly Part[] {
  const isNamed = /soll_haben|debit_credit|credit_debit|(^|_)(dr_cr|cr_dr|dc|drcr|s_h|sh)(_|$)/.test(normalName(own));
  const isOfSides = words.every((word) => /^(s|h|d|c|dr|cr|debit|credit|soll|haben)$/i.test(word.trim()));
  const [, back] = words;
  if (!isNamed || !isOfSides || words.length !== 2 || back === undefined) return [];
  return [{ refunds: { condition: isIn(name, [back]), words: [`${own} ${back}`] } }];
}

const creditName =
  /^(is_)?(credit|credit_(note|memo)|refund|return|reversal|storno|gutschrift|avoir|nota_de_credito|creditnota)$/;

/** Rows that a column of yes and no calls credit notes; whether their amounts are positive is checked later. */
export function creditPart(name: string, own: string, words: readonly string[]): readonly Part[] {
  const back = creditName.test(normalName(own)) ? yesWords(words) : undefined;
  if (back === undefined || back.length === 0 || back.length === words.length) return [];
  return [{ refunds: { condition: isIn(name, back), words: [`${own} ${shown(back)}`] } }];
}

const signName = /(^|_)(sign|signum|multiplier|vorzeichen|signo|segno|signe)(_|$)/;

/** The sign that the amounts of a kind of row have: 1, -1, or 0 for rows that move no money. */
export function signPart(name: string, own: string, words: readonly string[]): readonly Part[] {
  const signs = words.map((word) => [word, Number(word)] as const);
  const isOfSigns = signName.test(normalName(own)) && signs.every(([, sign]) => [1, 0, -1].includes(sign));
  if (!isOfSigns || !signs.some(([, sign]) => sign === 1) || signs.length < 2) return [];
  const of = (sign: number) => signs.filter((one) => one[1] === sign).map(([word]) => word);
  const [none, back] = [of(0), of(-1)];
  return [
    {
      ...(none.length > 0 ? { condition: isNotIn(name, none), out: `${own} ${shown(none)}` } : {}),
      ...(back.length > 0 ? { refunds: { condition: isIn(name, back), words: [`${own} ${shown(back)}`] } } : {}),
    },
  ];
}

/** Orders that someone placed to try the shop, by the kind of order. */
export function testPart(name: string, own: string, words: readonly string[]): readonly Part[] {
  const isKind =
    /(^|_)(order|sales?|transaction|txn|invoice|payment|customer|account)_?(type|kind|source|channel|class)$/;
  const out = words.filter((word) =>
    /^(tests?|test_(order|sale|account|customer)|sandbox|dummy)$/.test(normalName(word)),
  );
  const isTold = isKind.test(normalName(own)) && out.length > 0 && out.length < words.length;
  return isTold ? [{ condition: isNotIn(name, out), out: `${own} ${shown(out)}` }] : [];
}

const happened = /^(actuals?|act|ist|real|realised|realized|reel|effettivo|efectivo|werkelijk)$/;
const planned = /budget|forecast|^plan(ned)?$|target|^soll$|prognos|prevision|prevu|presupuest|orcamento|begroting/;

/** Planned rows beside actual ones: `Budget` and `Actual`. */
export function plannedPart(name: string, own: string, words: readonly string[]): readonly Part[] {
  const plain = words.map((word) => [word, normalName(word)] as const);
  const out = plain.filter(([, text]) => planned.test(text)).map(([word]) => word);
  if (out.length === 0 || !plain.some(([, text]) => happened.test(text))) return [];
  return [{ condition: isNotIn(name, out), out: `${own} ${shown(out)}` }];
}
