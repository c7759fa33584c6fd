import type { ColumnFacts } from "./column-facts.ts";
import { normalName } from "./normal-name.ts";
import { candidates } from "./propose-columns.ts";
import { isCancelledWord, isDueWord, isOfferWord, type RevenueWord, revenueWord } from "./revenue-words.ts";
import { isIn, isNotIn, type Part, shown } from "./row-part.ts";
import type { SampledFile } from "./sampled-file.ts";

/** Whether all rows with this word in a column have negative amounts, so that they take back what was booked, and stay. */
export type IsMoneyBack = (column: string, word: string) => boolean;

/** The few rows without a status, if the status of the others decides. */
export function blankPart(
  name: string,
  { name: own, filled }: ColumnFacts,
  words: readonly string[],
  { records }: SampledFile,
): readonly Part[] {
  const blank = records - filled;
  const isTold = blank > 0 && blank < 0.3 * records && words.some((word) => revenueWord(word) !== undefined);
  return isTold ? [{ kept: `${name} is not null`, keptWords: `${own} blank` }] : [];
}

/** Under a meaningless name: words that nearly all relate to revenue, some saying that it is and some that it is not. */
export function areStatuses(words: readonly string[], or?: "or refunded"): boolean {
  const meanings = words.map(revenueWord);
  const isNone = meanings.includes("not") || (or !== undefined && meanings.includes("refunded"));
  const unknown = meanings.filter((meaning) => meaning === undefined).length;
  const mostUnknown = words.length / (words.some(isCancelledWord) ? 3 : 5);
  const isClear = unknown === 0 || (words.length <= mostStatuses && unknown <= mostUnknown);
  return isClear && meanings.includes("revenue") && isNone;
}

const mostStatuses = 12;

/** In a column without a name of its own: a few words, half of which say that a row is revenue or not, or may become it. */
export function mayBeStatuses(words: readonly string[]): boolean {
  const known = words.map(revenueWord).filter((meaning) => meaning !== undefined);
  return words.length <= 12 && known.length >= 0.5 * words.length && known.some((meaning) => meaning !== "revenue");
}

/** The column named as the order's. */
function orderColumn(file: SampledFile): string | undefined {
  return candidates("transactions", "order_id", file)[0]?.facts.name;
}

/** Whether rows are invoices, which count when due: by the order's column, a due date, or the names of columns. */
export function areInvoices(file: SampledFile): boolean {
  const isInvoice = (name: string) =>
    /invoice|rechnung|factura|facture|fattura|faktur|(^|_)bills?(_(no|nr|number|id))?$/.test(name);
  const names = file.columns.filter(({ filled }) => filled > 0).map(({ name }) => normalName(name));
  return (
    isInvoice(normalName(orderColumn(file) ?? "")) ||
    isInvoice(normalName(file.name)) ||
    names.some((name) =>
      /^(invoice_(amount|total|date|no|number|id|status|state)|bill_(date|number|no))$/.test(name),
    ) ||
    names.filter((name) => /^(invoice|rechnung|factura|facture|fattura)/.test(name)).length > 2 ||
    names.some((name) =>
      /^(payment_)?due_date(_|$)|falligkeit|fallig_am|date_d_echeance|^echeance|vencimiento|vencimento|scadenza|vervaldatum|forfald|forfall|erapaiva|splatnost|termin_platnosci|vade_tarihi/.test(
        name,
      ),
    )
  );
}

/** Whether rows are quotes, by the order's column or the file's name. */
export function areQuotes(file: SampledFile): boolean {
  return [orderColumn(file) ?? "", file.tableName ?? file.name].some((name) =>
    /(^|_)(quotes?|quotations?|estimates?|proposals?|angebote?|offertes?|devis|presupuestos?|preventiv[io]|orcamentos?|offert(er)?|tilbud)(_|$)/.test(
      normalName(name),
    ),
  );
}

/** Rows that are cancelled, according to a status about something else. */
export function cancelledPart(name: string, own: string, words: readonly string[]): readonly Part[] {
  const out = words.filter(isCancelledWord);
  return out.length === words.length ? [] : [{ condition: isNotIn(name, out), out: `${own} ${shown(out)}` }];
}

/** Context for reading a status column's words. */
interface StatusScene {
  readonly hasRefunds: boolean;
  readonly isMoneyBack: IsMoneyBack;
  /** SQL of rows marked as refunded without a refunded amount, by column. */
  readonly refundless: ReadonlyMap<string, string>;
  /** Whether orders are invoices, so that due ones are booked. */
  readonly isInvoices: boolean;
  /** Whether orders are quotes, so that a sent one is no sale yet. */
  readonly isQuotes: boolean;
  /** Whether unclear words are reported; not if another column says which rows are not revenue. */
  readonly areUnknownTold: boolean;
}

/** Statuses of one letter, as PayPal has them: success, pending, denied, voided, failed. */
const letters: Readonly<Record<string, RevenueWord>> = { S: "revenue", P: "doubt", D: "not", V: "not", F: "not" };

/** Rows that are revenue, are not, or may be, by the words of a status. */
export function statusPart(name: string, own: string, words: readonly string[], scene: StatusScene): readonly Part[] {
  const { hasRefunds: hasRefundColumn, isMoneyBack, isInvoices } = scene;
  const byLetter = words.includes("S") && words.every((word) => word in letters) ? letters : undefined;
  const meaningOf = (word: string) => {
    if (isInvoices && isDueWord(word)) return "due";
    return scene.isQuotes && isOfferWord(word) ? "doubt" : (byLetter?.[word] ?? revenueWord(word));
  };
  const known = words.map((word) => [word, meaningOf(word)] as const);
  const silent = silentWords(own, known, scene);
  if (
    silent.length === 0 &&
    known.filter(([, meaning]) => meaning !== undefined).length < 0.5 * words.length &&
    !known.some(([, meaning]) => meaning === "not")
  )
    return [];
  const of = (...meanings: readonly (RevenueWord | "due")[]) =>
    known.flatMap(([word, meaning]) => (meaning !== undefined && meanings.includes(meaning) ? [word] : []));
  const won = words.filter((word) => isWonWord(word));
  if (won.length > 0) {
    const others = words.filter((word) => !won.includes(word));
    return others.length === 0 ? [] : [{ condition: isIn(name, won), out: `${own} ${shown(others)}` }];
  }
  const gone = of("not", ...(hasRefundColumn ? [] : (["refunded"] as const)));
  // If nothing else is left, `returned` is how each rental ends.
  const out = (gone.length === words.length ? of("not") : gone).filter((word) => !isMoneyBack(own, word));
  const doubts = of("doubt");
  const kept = [...of("due"), ...silent];
  const whole = scene.refundless.get(own);
  // If all words are unclear there is nothing else in the file, so leaving all of it out would say nothing.
  const isAllDoubt = doubts.length + out.length === words.length;
  return [
    {
      ...(out.length > 0 && out.length < words.length
        ? { condition: isNotIn(name, out), out: `${own} ${shown(out)}` }
        : {}),
      ...(doubts.length > 0 && !isAllDoubt
        ? { doubtful: isNotIn(name, doubts), doubts: `${own} ${shown(doubts)}` }
        : {}),
      ...(kept.length > 0 && kept.length + out.length + doubts.length < words.length
        ? { kept: isNotIn(name, kept), keptWords: `${own} ${shown(kept)}`, keptApart: apart(name, own, kept) }
        : {}),
    },
    ...(whole === undefined || of("refunded").every((word) => out.includes(word))
      ? []
      : [{ condition: `not ${whole}`, out: `${own} ${shown(of("refunded"))} without a refunded amount` }]),
  ];
}

/** The stage of a deal that was made; all others may still be lost. */
function isWonWord(word: string): boolean {
  return /(^|_)((closed)?won|gewonnen|gagnee?|ganad[oa]|vint[oa]|ganh[oa]|wygran[aey]|vunnen|vundet|voitettu|vyhrano|kazanildi|выигран[ао]?|сделка_успешна|успешно_реализован[аоы]?|受注|赢单|成交|수주)($|_)/.test(
    normalName(word),
  );
}

const mostApart = 3;

/** A few unclear words, each of which may be the only one that is no revenue. */
function apart(name: string, own: string, kept: readonly string[]): Part["keptApart"] {
  if (kept.length < 2 || kept.length > mostApart) return [];
  return kept.map((word) => ({ condition: isNotIn(name, [word]), words: `${own} ${word}` }));
}

/** Unclear words of a status: if there are a few and all are unknown, those other than the most common one. */
function silentWords(
  own: string,
  known: readonly (readonly [string, RevenueWord | "due" | undefined])[],
  { areUnknownTold }: StatusScene,
): readonly string[] {
  const unknown = known.filter(([word, meaning]) => meaning === undefined && normalName(word) !== "unfulfilled");
  const isTold = unknown.length > 0 && known.length <= 12 && (areUnknownTold || unknown.length < known.length);
  const isNumbers = unknown.every(([word]) => /^\d+$/.test(word.trim()));
  if (!isTold || (isNumbers && known.length > 6) || unknown.every(([word]) => /^[A-Z]{2}$/.test(word.trim())))
    return [];
  const isNamed = known.some(([, meaning]) => meaning === "revenue" || meaning === "due");
  // If no word says that a row is revenue, the most common of the unclear ones is taken to.
  if (unknown.length < known.length) return unknown.slice(isNamed ? 0 : 1).map(([word]) => word);
  return /status|situac|durum|статус|状|상태|ステータス/.test(normalName(own))
    ? unknown.slice(1).map(([word]) => word)
    : [];
}
