import { moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { type EntryWord, entryWord } from "./revenue-words.ts";
import { isIn, isNotIn, type Part, shown } from "./row-part.ts";
import type { IsMoneyBack } from "./status-part.ts";

/** What the rows of a ledger are, by the words of the column that tells their kinds. */
export function entryPart(
  name: string,
  own: string,
  words: readonly string[],
  isMoneyBack: IsMoneyBack = () => false,
): readonly Part[] {
  const known = words.map((word) => [word, meaningOf(own, word, words, isMoneyBack)] as const);
  const of = (meaning: EntryWord | undefined) => known.flatMap(([word, found]) => (found === meaning ? [word] : []));
  const [sales, others, refunds] = [of("sale"), of("other"), of("refund")];
  // Words of which none says sale may still be the goods beside what certainly is none.
  const areGoods = sales.length === 0 && isSettlement(others) && of(undefined).length > 0;
  if (sales.length === 0 && !areGoods) return [];
  return [
    {
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
  if (isBeforeInvoice(word) && words.some(isInvoice)) return "other";
  const meaning = entryWord(word);
  // In a bill a payment takes off what the other rows charge.
  const isPaying = /payment|zahlung|paid|direct_debit|receipt|paiement|pago/.test(normalName(word));
  if (isPaying && meaning !== "refund" && words.length > 1 && isMoneyBack(own, word)) return "other";
  if (meaning !== undefined) return meaning;
  const kind = moneyKind(word);
  return kind !== undefined && ["tax", "shipping", "fee", "tip"].includes(kind) ? "other" : undefined;
}

/** Kinds of amounts as a marketplace settles them: of two sorts at least, so that no category of goods is taken for one. */
function isSettlement(others: readonly string[]): boolean {
  return new Set(others.map((word) => moneyKind(word)).filter((kind) => kind !== undefined)).size >= 2;
}

function isInvoice(word: string): boolean {
  return /invoice|rechnung|factura|facture|fattura|faktur/.test(normalName(word)) && !isBeforeInvoice(word);
}

/** What is written before the invoice of the same goods. */
function isBeforeInvoice(word: string): boolean {
  return /quot(e|ation)|estimate|offer|angebot|pro_?forma|(^|_)(sales_)?orders?$|auftrag|bestell|delivery_note|lieferschein|presupuesto|devis|commande|bon_de_livraison|albaran|ordine|preventivo|pedido/.test(
    normalName(word),
  );
}

/** The side of the books that an amount without a sign is on: the one of which there are more is that of sales. */
export function sidePart(name: string, own: string, words: readonly string[]): readonly Part[] {
  const isNamed = /soll_haben|debit_credit|credit_debit|(^|_)(dr_cr|cr_dr|dc|drcr|s_h|sh)(_|$)/.test(normalName(own));
  const isOfSides = words.every((word) => /^(s|h|d|c|dr|cr|debit|credit|soll|haben)$/i.test(word.trim()));
  const [, back] = words;
  if (!isNamed || !isOfSides || words.length !== 2 || back === undefined) return [];
  return [{ refunds: { condition: isIn(name, [back]), words: [`${own} ${back}`] } }];
}

const happened = /^(actuals?|act|ist|real|realised|realized|reel|effettivo|efectivo|werkelijk)$/;
const planned = /budget|forecast|^plan(ned)?$|target|^soll$|prognos|prevision|prevu|presupuest|orcamento|begroting/;

/** What was planned stands beside what happened: `Budget` and `Actual`. */
export function plannedPart(name: string, own: string, words: readonly string[]): readonly Part[] {
  const plain = words.map((word) => [word, normalName(word)] as const);
  const out = plain.filter(([, text]) => planned.test(text)).map(([word]) => word);
  if (out.length === 0 || !plain.some(([, text]) => happened.test(text))) return [];
  return [{ condition: isNotIn(name, out), out: `${own} ${shown(out)}` }];
}
