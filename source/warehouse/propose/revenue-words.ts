import { normalName } from "./names.ts";

/** Whether a row of this status is revenue, as far as its word tells; `refunded` was, and the money went back. */
export type RevenueWord = "revenue" | "refunded" | "doubt" | "not";

/** First match counts; words in a few languages, as shops, payment systems and CRMs export them. */
const patterns: readonly (readonly [RevenueWord, RegExp])[] = [
  [
    "revenue",
    /part(ly|ial|ially|iellement|ialmente|iell)?_.*(refund|paid|ship|fulfil|return|erstatt|rembours|reembols)|teil(weise|erstatt|bezahl|geliefert)|await(ing|s)_(fulfil|ship|pick|collection|dispatch|delivery)/,
  ],
  [
    "not",
    /cancel|cancl|storn|annul|anul|void|fail|declin|denied|expired?$|abandon|draft|entwurf|borrador|brouillon|trash|reject|refused|(^|_)lost($|_)|fraud|error|invalid|fehlgeschl|mislukt|misluk|abgebrochen|abgelehnt|echou|echec|refuse|rechaz|fallid|recus|falh|rifiut|fallit|uncollectible|geannul|avbrut|incomplete|skipped|unpaid_closed|deleted|geloscht|(^|_)test($|_)|blocked|uncaptured|quot(e|ation)|angebot|отмен|аннулир|отклон|キャンセル|取消|無効|失敗|已取消|취소/,
  ],
  [
    "refunded",
    /refund|returned|(^|_)return($|_)|retour|erstatt|rembours|reembols|devuel|rimbors|chargeback|charged_back|(^|_)reversed|terugbetaald|aterbetal|estornad|возвра|返金|返品|退款|환불/,
  ],
  [
    "doubt",
    /pend|on_?hold|hold(ed)?$|await|authori[sz]|unpaid|not_paid|offen|ausstehend|attente|open$|wartend|in_sospeso|espera|(^|_)new$|created|scheduled|queued|in_review|payment_review|unshipped|wacht|angelegt|reserved|requires_|past_due|payment_due|overdue|uberfallig|upcoming|future|nuevo|neu$|aguard|ожида|новыи|未払|未入金|保留|待付款/,
  ],
  [
    "revenue",
    /complet|paid|ship|deliver|fulfil|succe|settl|captur|process|won$|(^|_)won_|approved|invoiced|(^|_)sent($|_)|sold|finish|(^|_)done|closed|active|confirm|cleared|bezahlt|abgeschl|versand|verschickt|geliefert|erledigt|bestatigt|pagad|pagat|entreg|enviad|paye|termin|livr|expedi|pago|conclu|spedit|consegn|evas|betaald|voltooid|verzonden|betald|levere|skick|zaplac|zrealiz|wyslan|(^|_)ok$|valid|picked|in_transit|ready|выполн|оплач|доставл|отправл|заверш|完了|発送|入金|支払済|受取|已完成|已发货|완료/,
  ],
];

/** Undefined for a word that says nothing of it. */
export function revenueWord(word: string): RevenueWord | undefined {
  const plain = normalName(word).replace(/^wc_/, "");
  if (plain === "unfulfilled" || plain === "") return undefined;
  return patterns.find(([, pattern]) => pattern.test(plain))?.[0];
}

/** Whether a column's name says that it tells how far an order, payment or deal has come. */
export function isStatusName(own: string): boolean {
  return /(^|_)(status|state|stage|zustand|estado|statut|stato|etat|stan|tillstand|bestellstatus|auftragsstatus|situacao|статус|状態|ステータス|状态|상태)($|_)/.test(
    normalName(own),
  );
}

/** Whether it tells of the parcel and not of the money. */
export function isDeliveryName(own: string): boolean {
  return /fulfil|shipping|shipment|delivery|versand|livraison|envio|dispute|tracking|stock|tax|subscription|email|marketing/.test(
    normalName(own),
  );
}

/** What a row of a ledger is: a sale, money going back, or a movement that is no sale. */
export type EntryWord = "sale" | "refund" | "other";

/** By the word of a `type` column. */
export function entryWord(word: string): EntryWord | undefined {
  const plain = normalName(word);
  if (/captur|settled/.test(plain)) return "sale";
  if (
    /^credit$|refund|return|credit_?(note|memo)|chargeback|retour|erstatt|gutschrift|rembours|avoir|reembols|devol|rimbors|reversal|terugbetal|storno/.test(
      plain,
    )
  )
    return "refund";
  if (
    /(^|_)(fees?|transfers?|pay_?outs?|withdraw\w*|deposits?|adjustments?|holds?|authori[sz]ation|conversion|tax(es)?|costs?|top_?up|loans?|debt|advertis\w*|ads|expenses?|commission|memo)(_|$)|gebuhr|auszahlung|uberweisung|frais|virement|comision|retiro/.test(
      plain,
    ) ||
    /^(shipping|freight|postage|handling|delivery_charge|versand(kosten)?|porto|livraison|envio|frete|vat|mwst|tips?|gratuity|trinkgeld|rounding|gift_?cards?|gift_(certificate|voucher)s?|geschenkgutschein(e)?|carte_cadeau|store_credit)(_(charge|cost|line|sale|sales|\d+))?$/.test(
      plain,
    )
  )
    return "other";
  if (
    /sale|order|payment|purchase|charge|invoice|checkout|verkauf|bestell|kauf|zahlung|rechnung|vente|commande|paiement|facture|venta|pedido|pago|vendita|ordine|debit|продажа/.test(
      plain,
    ) ||
    /^(products?|items?|goods|merchandise|articles?|artikel|produkte?|physical(_good)?|line_items?|inventory(_item)?)$/.test(
      plain,
    )
  )
    return "sale";
  return undefined;
}

/** Whether a column's name says that it tells kinds of entries. */
export function isEntryName(own: string): boolean {
  return /(^|_)(type|typ|kind|art|event|tipo|activity|category|belegart|vorgang)($|_)/.test(normalName(own));
}
