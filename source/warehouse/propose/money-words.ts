import type { Meaning } from "./language-words.ts";
import { normalName } from "./normal-name.ts";
import { wordsFor } from "./vocabulary.ts";

export type Words = ReadonlySet<string>;

/** Words of names of columns, those of some meanings in every language included. */
export function wordSet(words: string, ...meanings: readonly Meaning[]): Words {
  return new Set([...words.split(" ").map(normalName), ...meanings.flatMap(wordsFor)]);
}

export const refund = wordSet(
  "reembolsos devoluciones anulaciones rimborsi erstattungen zwroty terugbetaald terugbetaling aterbetalning zwrot iade 환불 refund refunds refunded returned chargeback chargebacks erstattung erstattet erstattungsbetrag gutschrift rembourse remboursement rembourses reembolso reembolsado devolucion rimborso estorno estornado credited возврат 返金 返金額 退款",
  "refund",
);

export const discount = wordSet(
  "discount discounts discounted bursary bursaries scholarship scholarships indirim 할인액 할인 优惠 coupon coupons promo promotion promotions voucher rabatt rabattbetrag nachlass remise reduction descuento desconto sconto korting rabat alennus desc disc скидка 割引 値引 値引額 割引額 折扣",
  "discount",
);

export const tax = wordSet(
  "tax taxes vat mwst ust umsatzsteuer steuer iva tva gst hst pst btw moms imposta impuesto impuestos imposto duties igst cgst sgst icms ipi cess ндс 消費税 税 税額 税额 kdv mwsbp mwsbk mwst_betrag 부가세",
  "tax",
);

/** Words for the rate or kind of a tax rather than its amount. */
export const shares = wordSet(
  "rate rates percent percentage pct prozent procent satz taux tasso tipo tarief tarif sats stawka sazba sadzba kulcs oran ставка aliquota class code type",
);

export const shipping = wordSet(
  "shipping ship freight delivery postage versand versandkosten porto envio livraison spedizione frete handling verzending verzendkosten fracht frakt expedition доставка 送料 配送料 运费 邮费 배송비 kargo",
  "shipping",
);

export const tip = wordSet("tip tips gratuity trinkgeld pourboire propina");

export const fee = wordSet(
  "fee fees commission comision gebuhr gebuhren entgelt provision frais cargo cargos tarifa tarifas comissao commissione opłata 手续费 수수료",
);

/** Words for amounts that are no part of revenue, and for numbers that are no amounts. */
export const aside = wordSet(
  "cost costs cogs ek einkaufspreis profit margin marge gewinn kosten balance saldo outstanding open openstaand openstaande offen offene offener restant restante pendiente pendente remaining unpaid owing due weight rate percent percentage prozent converted conversion exchange stock inventory points score rating age zip postal postcode plz phone telefon latitude longitude lat lng year month week hour minute budget probability expected weighted forecast est estimated mrr arr payout compare adjustment adjustments deposit installments lifetime cumulative running days duration cost_price",
);

/** Words before what an amount is without. */
export const off = wordSet(
  "ohne ex excl excluding exclusive without sans sin senza zonder before hors exkl без bez utan haric exclusief exklusive eksklusiv eksklusive escluso esclusa excluido excluida sem",
  "without",
);

/** Words before what is in an amount. */
export const within = wordSet(
  "inc incl inkl including inclusive with avec con ttc brutto gross bruto brut lordo mit inkludiert inclusief inklusive inklusiv incluso inclusa incluido incluida com",
  "within",
);

export const net = wordSet(
  "net nets nette nettes netti netas netto neto nett net_amount nettobetrag nettoumsatz nettopreis nettosumme nettowert netta ht netwr imponibile imponible imposable",
  "net",
);

export const subtotal = wordSet("subtotal sub_total zwischensumme soustotal subtotale 小計 小计");

export const amounts = wordSet(
  "amount amounts total totals sum revenue sales ingresos ricavi receita faturamento omzet value betrag umsatz summe montant importe monto valor gesamt gesamtbetrag gesamtpreis gesamtsumme turnover dollars paid spend spent amt charge charges collected totale totaal bedrag belopp kwota suma total_price proceeds bezahlt ventas vendite ventes chiffre ca erlos erloes vlr line_total charged billed rechnungsbetrag bruttobetrag сумма стоимость итого выручка tutar toplam wartosc kwota suma 小計 合計 金額 売上 金额 总额 合计 合計金額 货款 금액 taxable_value",
  "amount",
);

export const grosses = wordSet(
  "gross brutto bruto brut bruts brute brutes brutti brutas lordo lordi bruttobetrag bruttoumsatz list liste undiscounted",
);

export const prices = wordSet(
  "price fiyat vk verkaufspreis preis prix precio prezzo prijs pris preco cena unitprice einzelpreis stuckpreis cost_each цена 単価 价格 单价 단가 가격",
  "price",
);

export const units = wordSet(
  "unit each per piece stuck unitaire unitario unitaria unitar einzel einzelpreis stuckpreis unitprice lineitem stueck pc apiece sold_each birim jednostkowa",
  "unit",
);

/** Words for what has several lines. */
export const whole = wordSet(
  "order grand invoice cart checkout bestellung bestell auftrag auftrags pedido commande ordine basket receipt transaction rechnung factura facture ticket",
);

/** A discount as a rate, in one word: `Rabattsatz`. */
export const rateCompound =
  /(rabatt?|nachlass|skonto|kortings?|discount)(satz|sats|prozent|prozentsatz|prosent|procent|percentage|rate)$/;

/** Words of languages that write several as one: `Positionssumme`, `商品小計`. */
export function isCompound(word: string, known: Words): boolean {
  if (/[\p{Script=Han}\p{Script=Hangul}]/u.test(word))
    return [...known].some((each) => /[\p{Script=Han}\p{Script=Hangul}]/u.test(each) && word.includes(each));
  if (known === discount && rateCompound.test(word)) return true;
  return compoundEnds.some((end) => known.has(end) && word.length > end.length + 2 && word.endsWith(end));
}

const compoundEnds =
  "betrag summe umsatz preis prijs bedrag belopp rabatt korting steuer moms kosten gebuhr porto fracht erstattung".split(
    " ",
  );
