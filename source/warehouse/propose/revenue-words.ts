import { normalName } from "./normal-name.ts";
import { says, statusSays } from "./vocabulary.ts";

/** Whether a row with this status is revenue, as far as its word says; `refunded` was revenue, and the money went back. */
export type RevenueWord = "revenue" | "refunded" | "doubt" | "not";

/** The first match counts; words in a few languages, as shops, payment systems and CRMs export them. */
const patterns: readonly (readonly [RevenueWord, RegExp])[] = [
  [
    "revenue",
    /part(ly|ial|ially|iellement|ialmente|iell)?_.*(refund|paid|ship|fulfil|return|erstatt|rembours|reembols)|teil(weise|erstatt|bezahl|geliefert)|await(ing|s)_(fulfil|ship|pick|collection|dispatch|delivery)/,
  ],
  [
    "not",
    /cancel|cancl|storn|annul|anul|void|fail|declin|denied|expired?$|abandon|draft|entwurf|borrador|brouillon|(^|_)(concept|bozza|rascunho|kladde|utkast|luonnos|taslak)(_|$)|(^|_)robocz|чернов|下書き|草稿|trash|reject|refused|(^|_)(closed)?lost($|_)|(^|_)(verloren|perdue?|perdid[oa]|pers[oa]|przegran[aey]|tabt|forlorad|havitty)($|_)|fraud|error|invalid|do_not_honou?r|bounced|fehlgeschl|mislukt|misluk|abgebrochen|abgelehnt|abgelauf|verlopen|makuler|iptal|reddedil|echou|echec|erreur|fehler|errore|blad|refuse|rechaz|fallid|recus|falh|rifiut|fallit|(^|_)rto(_|$)|return(ed)?_to_(origin|sender)|undeliver|geannul|avbrut|incomplete|skipped|waived|(^|_)dropped($|_)|unpaid_closed|deleted|geloscht|(^|_)test($|_)|blocked|uncaptured|quot(e|ation)|angebot|chargeback|charged_back|dispute_lost|отмен|аннулир|отклон|провал|не_реализован|неуспеш|не_успеш|キャンセル|取消|無効|失敗|已取消|交易关闭|已关闭|취소/,
  ],
  [
    "refunded",
    /refund|returned|(^|_)return($|_)|retour|erstatt|rembours|reembols|devuel|devoluc|rimbors|iade|(^|_)reversed|terugbetaald|aterbetal|estornad|zwroc|zwrot|возвра|返金|返品|退款|환불|반품/,
  ],
  [
    "doubt",
    /^(not|non|nicht|niet|nao|ikke|inte|nie|ne)_|provision|tentativ|vorlaufig|pend|parked|on_?hold|hold(ed)?$|await|authori[sz]|unpaid|not_paid|offen|ausstehend|attente|open$|wartend|in_sospeso|in_attesa|espera|(^|_)new$|created|scheduled|queued|in_review|payment_review|unshipped|wacht|angelegt|reserved|requires_|past_due|payment_due|overdue|uberfallig|upcoming|uncollectible|future|nuevo|neu$|aguard|acknowledg|no_?show|pledged|promised|requested|oczek|nieop[lł]ac|niezap[lł]ac|vantar|avvakt|bekli|beklem|afwacht|ожида|новыи|未払|未入金|入金待ち|支払待|保留|待付款|未付款|待支付|等待|결제대기|대기|입금전|미입금|미결제/,
  ],
  [
    "revenue",
    /complet|paid|ship|deliver|fulfil|succe|settl|captur|process|won$|(^|_)won_|approved|invoiced|received|checked_(out|in)|(^|_)kept($|_)|(^|_)sent($|_)|sold|finish|(^|_)done|closed|active|confirm|cleared|collected$|bezahlt|abgeschl|versand|verschickt|geliefert|erledigt|bestatigt|pagad|pagat|entreg|enviad|paye|termin|livr|expedi|pago|conclu|spedit|consegn|evas|betaald|voltooid|afgerond|verzonden|betald|levere|skick|zaplac|zrealiz|wyslan|(^|_)ok$|valid|picked|in_transit|ready|(^|_)posted($|_)|(^|_)issued($|_)|emitid|emess[aoi]|ausgestellt|gebucht|contabiliz|teslim|onayland|tamamland|odendi|выполн|успешн|оплач|доставл|отправл|заверш|完了|発送|入金|支払済|受取|已完成|已发货|交易成功|완료|확정/,
  ],
];

/** Undefined for a word that does not say. */
export function revenueWord(word: string): RevenueWord | undefined {
  const plain = normalName(word).replace(/^wc_/, "");
  if (plain === "unfulfilled" || plain === "") return undefined;
  const first = patterns.find(([, pattern]) => pattern.test(plain));
  if (first !== undefined && first !== patterns.at(-1)) return first[0];
  return elsewhere(plain) ?? (first !== undefined || statusSays(plain, "done") ? "revenue" : undefined);
}

/**
 * In the languages of the vocabulary: words for "not sold" come before those for "sold", because `not paid` contains the word
 * for paid.
 */
function elsewhere(plain: string): RevenueWord | undefined {
  if (statusSays(plain, "cancelled")) return "not";
  if (statusSays(plain, "refunded")) return "refunded";
  return statusSays(plain, "waiting") ? "doubt" : undefined;
}

/** Whether a column's name says that it is the progress of an order, payment or deal. */
export function isStatusName(own: string): boolean {
  return (
    /(^|_)(status|state|stage|dealstage|phase|fase|etape|etapa|stat|sts|zustand|estado|statut|stato|etat|stan|tillstand|situacao|durum|стади[яи]|этап|статус|状態|ステータス|状态|상태)($|_)|(status|状況|状態|状态|상태)$/.test(
      normalName(own),
    ) || says(normalName(own), "status")
  );
}

/** An order with this word will be neither delivered nor paid, whatever else the column means. */
export function isCancelledWord(word: string): boolean {
  const plain = normalName(word);
  return (
    /cancel|cancl|storn|annul|anul|geannul|void|makuler|kansell|iptal|отмен|キャンセル|取消|취소/.test(plain) ||
    statusSays(plain, "cancelled")
  );
}

/** Invoiced but not paid yet: revenue for a business that books by invoice. */
export function isDueWord(word: string): boolean {
  return /payment_due|past_due|overdue|uberfallig|await(ing)?_payment|not_paid|unpaid|outstanding|(^|_)due$|offen|^open$|^pendiente(_de_(pago|cobro))?$|impagad|impay|non_pagat|da_pagare|a_pagar|en_attente_de_paiement|openstaand|obetald|te_laat|^authori[sz]ed$|forfald|ubetalt|nezaplacen|niezap[lł]ac/.test(
    normalName(word),
  );
}

/** Whether it is about the parcel and not about the money. */
export function isDeliveryName(own: string): boolean {
  return /fulfil|shipping|shipment|delivery|versand|livraison|envio|dispute|tracking|stock|tax|subscription|email|marketing/.test(
    normalName(own),
  );
}

/** What has become of a quote that the customer has not answered. */
export function isOfferWord(word: string): boolean {
  return /^(sent|viewed|opened|submitted|presented|issued|delivered|(ver)?sendet|gesendet|versandt|envoyee?|enviad[oa]|inviat[oa]|verzonden|skickad|sendt)$/.test(
    normalName(word),
  );
}

/** The kind of a ledger row: a sale, money going back, or a movement that is not a sale. */
export type EntryWord = "sale" | "refund" | "other";

/** Kinds of documents in bookkeeping programs: Sage and SAP. */
const entryCodes: ReadonlyMap<string, EntryWord> = new Map([
  // The kinds of electronic invoices in Italy.
  ...(["TD01", "TD02", "TD03", "TD05", "TD06", "TD24", "TD25", "TD26"] as const).map((code) => [code, "sale"] as const),
  ...(["TD04", "TD08"] as const).map((code) => [code, "refund"] as const),
  ...(["TD16", "TD17", "TD18", "TD19", "TD20", "TD21", "TD27"] as const).map((code) => [code, "other"] as const),
  // Sales and purchases of Xero and Odoo.
  ...(["ACCREC", "out_invoice", "out_receipt"] as const).map((code) => [code, "sale"] as const),
  ...(["ACCRECCREDIT", "out_refund"] as const).map((code) => [code, "refund"] as const),
  ...(["ACCPAY", "ACCPAYCREDIT", "in_invoice", "in_refund", "in_receipt"] as const).map(
    (code) => [code, "other"] as const,
  ),
  ...(["SI", "F2", "F1", "S2"] as const).map((code) => [code, "sale"] as const),
  ...(["SC", "RE", "G2", "S1"] as const).map((code) => [code, "refund"] as const),
  ...(["SR", "SA", "SP", "BR", "BP", "JC", "JD"] as const).map((code) => [code, "other"] as const),
]);

/** Steps before a sale, as event logs have them. */
const steps =
  /(^|_)(add(ed)?|remove[ds]?)_(to|from)_(cart|bag|basket|wish_?list)|(^|_)(product|item)_(added|removed|viewed|clicked)|(^|_)view(ed)?(_|$)|page_?view|(begin|began|start(ed)?|init(iated?)?)_?checkout|checkout_(start|begun|init|step)|(^|_)add(ed)?_(payment|shipping)_info|session_start|sign_?up|log_?in|impression|select_item/;

/** By the word in a `type` column. */
export function entryWord(word: string): EntryWord | undefined {
  const plain = normalName(word);
  const code = entryCodes.get(word.trim());
  if (code !== undefined) return code;
  if (/^t\d{4}$/.test(plain)) return eventOfPayPal(plain);
  if (/^(vendor|supplier)_|^purchase_(invoice|bill|credit)|eingangsrechnung|facture_fournisseur/.test(plain))
    return "other";
  if (steps.test(plain)) return "other";
  if (/captur|settled/.test(plain) || /^(item_?)?(principal|item_price|product_charges)$/.test(plain)) return "sale";
  // A deposit is held for its owner; a late or cleaning fee is charged like the rent.
  if (/(^|_)deposits?(_|$)|kaution|caution|fianza/.test(plain)) return "other";
  if (/^(late|cleaning|booking|setup|set_up|membership|registration|subscription)_fees?$/.test(plain)) return "sale";
  if (
    /^credit$|^entrada$|refund|return|credit_?(note|memo)|chargeback|retour|erstatt|gutschrift|ruckzahlung|rucklastschrift|ruckbuchung|nota_d[ie]_credito|rembours|avoir|reembols|devol|rimbors|reversal|terugbetal|storno|korygujac|korekt|dobropis|kreditnot|creditnot|kreditfaktur|hyvityslasku|(rechnungs|beleg)korrektur|korrektur(rechnung|beleg)|rectificativ|rettifica|correction_invoice|correctiefactuur/.test(
      plain,
    )
  )
    return "refund";
  if (
    /(^|_)(fees?|transfers?|pay_?outs?|withdraw\w*|deposits?|adjustments?|holds?|authori[sz]ation|conversion|tax(es)?|costs?|top_?up|loans?|debt|advertis\w*|ads|expenses?|commission|memo)(_|$)|gebuhr|auszahlung|abbuchung|uberweisung|wahrungsumrechnung|frais|virement|comision|retiro|remessa|remesa|consigna|conserto|(^|_)(sample|amostra|muestra)s?(_|$)/.test(
      plain,
    ) ||
    /^(shipping|freight|postage|handling|delivery_charge|versand(kosten|position)?|porto|livraison|envio|frete|vat|mwst|tips?|gratuity|trinkgeld|rounding|gift_?cards?|gift_(certificate|voucher)s?|geschenkgutschein(e)?|carte_cadeau|store_credit)(_(charge|cost|line|sale|sales|\d+))?$/.test(
      plain,
    )
  )
    return "other";
  if (
    /sale|order|payment|purchase|charge|invoice|checkout|verkauf|bestell|kauf|zahlung|rechnung|fattura|factura|fatura|^saida$|faktur|paragon|vente|commande|paiement|facture|venta|venda|pedido|pago|vendita|ordine|debit|продажа/.test(
      plain,
    ) ||
    /^(products?|items?|goods|merchandise|principal|rent|rental|recurring|usage|one_off|subscription|services?|tickets?|articles?|artikel|produkte?|physical(_good)?|line_items?|inventory(_item)?)$/.test(
      plain,
    )
  )
    return "sale";
  return undefined;
}

/** The event codes of PayPal: payments, refunds and chargebacks; others are fees, conversions, transfers and holds. */
function eventOfPayPal(code: string): EntryWord {
  if (code.startsWith("t00")) return "sale";
  return /^t(1106|1107|12..)$/.test(code) ? "refund" : "other";
}

/** Whether a column's name says that it contains kinds of entries. */
export function isEntryName(own: string): boolean {
  return /(^|_)(type|typ|kind|art|event|tipo|activity|category|vorgang|natureza|causale|fkart|cfop|tur|rodzaj)($|_)|(beleg|dokument|buchungs|umsatz|transaktions|zahlungs|bewegungs|geschafts|positions|artikel|zeilen|auftrags)(art|typ)($|_)|^(amount|charge|fee|price)_description$/.test(
    normalName(own),
  );
}
