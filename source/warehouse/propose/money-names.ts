import type { Meaning } from "./language-words.ts";
import { withinList } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { wordsFor, wordsIn } from "./vocabulary.ts";

/** The kind of a money column, as far as its name says. */
export type MoneyKind =
  | "net"
  | "amount"
  | "gross"
  | "subtotal"
  | "total"
  | "unit_price"
  | "price"
  | "discount"
  | "refund"
  | "tax"
  | "shipping"
  | "tip"
  | "fee"
  | "aside";

type Words = ReadonlySet<string>;

const set = (words: string, ...meanings: readonly Meaning[]): Words =>
  new Set([...words.split(" ").map(normalName), ...meanings.flatMap(wordsFor)]);

const refund = set(
  "reembolsos devoluciones anulaciones rimborsi erstattungen zwroty terugbetaald terugbetaling aterbetalning zwrot iade 환불 refund refunds refunded returned chargeback chargebacks erstattung erstattet erstattungsbetrag gutschrift rembourse remboursement rembourses reembolso reembolsado devolucion rimborso estorno estornado credited возврат 返金 返金額 退款",
  "refund",
);
const discount = set(
  "discount discounts discounted bursary bursaries scholarship scholarships indirim 할인액 할인 优惠 coupon coupons promo promotion promotions voucher rabatt rabattbetrag nachlass remise reduction descuento desconto sconto korting rabat alennus desc disc скидка 割引 値引 値引額 割引額 折扣",
  "discount",
);
const tax = set(
  "tax taxes vat mwst ust umsatzsteuer steuer iva tva gst hst pst btw moms imposta impuesto impuestos imposto duties igst cgst sgst icms ipi cess ндс 消費税 税 税額 税额 kdv mwsbp mwsbk mwst_betrag 부가세",
  "tax",
);
/** Words for the rate or kind of a tax rather than its amount. */
const shares = set(
  "rate rates percent percentage pct prozent procent satz taux tasso tipo tarief tarif sats stawka sazba sadzba kulcs oran ставка aliquota class code type",
);
const shipping = set(
  "shipping ship freight delivery postage versand versandkosten porto envio livraison spedizione frete handling verzending verzendkosten fracht frakt expedition доставка 送料 配送料 运费 邮费 배송비 kargo",
  "shipping",
);
const tip = set("tip tips gratuity trinkgeld pourboire propina");
const fee = set(
  "fee fees commission comision gebuhr gebuhren entgelt provision frais cargo cargos tarifa tarifas comissao commissione opłata 手续费 수수료",
);
const aside = set(
  "cost costs cogs ek einkaufspreis profit margin marge gewinn kosten balance saldo outstanding open openstaand openstaande offen offene offener restant restante pendiente pendente remaining unpaid owing due weight rate percent percentage prozent converted conversion exchange stock inventory points score rating age zip postal postcode plz phone telefon latitude longitude lat lng year month week hour minute budget probability expected weighted forecast est estimated mrr arr payout compare adjustment adjustments deposit installments lifetime cumulative running days duration cost_price",
);
const off = set(
  "ohne ex excl excluding exclusive without sans sin senza zonder before hors exkl без bez utan haric exclusief exklusive eksklusiv eksklusive escluso esclusa excluido excluida sem",
  "without",
);
const within = set(
  "inc incl inkl including inclusive with avec con ttc brutto gross bruto brut lordo mit inkludiert inclusief inklusive inklusiv incluso inclusa incluido incluida com",
  "within",
);
const net = set(
  "net nets nette nettes netti netas netto neto nett net_amount nettobetrag nettoumsatz nettopreis nettosumme nettowert netta ht netwr imponibile imponible imposable",
  "net",
);
const subtotal = set("subtotal sub_total zwischensumme soustotal subtotale 小計 小计");
const amounts = set(
  "amount amounts total totals sum revenue sales ingresos ricavi receita faturamento omzet value betrag umsatz summe montant importe monto valor gesamt gesamtbetrag gesamtpreis gesamtsumme turnover dollars paid spend spent amt charge charges collected totale totaal bedrag belopp kwota suma total_price proceeds bezahlt ventas vendite ventes chiffre ca erlos erloes vlr line_total charged billed rechnungsbetrag bruttobetrag сумма стоимость итого выручка tutar toplam wartosc kwota suma 小計 合計 金額 売上 金额 总额 合计 合計金額 货款 금액 taxable_value",
  "amount",
);
const grosses = set(
  "gross brutto bruto brut bruts brute brutes brutti brutas lordo lordi bruttobetrag bruttoumsatz list liste undiscounted",
);
const prices = set(
  "price fiyat vk verkaufspreis preis prix precio prezzo prijs pris preco cena unitprice einzelpreis stuckpreis cost_each цена 単価 价格 单价 단가 가격",
  "price",
);
const units = set(
  "unit each per piece stuck unitaire unitario unitaria unitar einzel einzelpreis stuckpreis unitprice lineitem stueck pc apiece sold_each birim jednostkowa",
  "unit",
);
const whole = set(
  "order grand invoice cart checkout bestellung bestell auftrag auftrags pedido commande ordine basket receipt transaction rechnung factura facture ticket",
);

/** The kind of a money column by its name, in a few languages and any case; undefined if the name says nothing. */
export function moneyKind(name: string): MoneyKind | undefined {
  const named = moneyName(withoutRate(name));
  const words = turned(wordsIn(named));
  const has = (known: Words) => words.some((word) => known.has(word) || isCompound(word, known));
  const without = offWord(words);
  if (
    /convert|settlement_(?!amount$)|presentment|_pres_|exchange_rate|_usd$|_eur$|_base_currency|in_base/.test(named) &&
    !/^(amount|total|net|revenue|price|sales)_(usd|eur)$/.test(named)
  )
    return "aside";
  if (isConsumption(named)) return undefined;
  if (/(^|_)taxable_(value|amount)$/.test(named)) return "net";
  if (/(^|_)(divisor|exponent|fraction_digits|decimal_places)$/.test(named)) return undefined;
  // A customer's deposit is given back; a charge for a stay or a course is also called a fee.
  if (words.some((word) => /^(deposits?|kaution|pfand|caution|fianza|security)$/.test(word))) return "aside";
  if (/(^|_)(rent|rental|membership|subscription|tuition|course|licen[cs]e|admission|registration)_fees?$/.test(named))
    return "amount";
  if (/(^|_)(after|net_of|less)_(refunds?|returns?|refunded)$/.test(named) && has(amounts)) return "total";
  if (has(refund)) return "refund";
  // The tax on a gift that the state adds to it.
  if (/gift_?aid/.test(named)) return "aside";
  // What an insurer's contract takes off a charge, or what nobody will pay.
  if (/contractual|write_?offs?(_|$)/.test(named)) return "discount";
  // Where an address lies is no charge for sending something there.
  if (/(^|_)(zip|zipcode|zip_code|postal|postcode|postal_code|plz|phone|city|state|country)$/.test(named))
    return "aside";
  if (isBeforeFees(words)) return "amount";
  if (taxless.test(named) && (has(amounts) || has(prices)))
    return has(prices) && !/金額|合計|金额|总额|금액/.test(named) ? "unit_price" : "net";
  const subject = subjectOf(words);
  if (subject.some((word) => discount.has(word)) && !/discounted_/.test(named)) return "discount";
  if (subject.some((word) => shipping.has(word))) return "shipping";
  // `Before discount` names no amount, but is one.
  if (without !== undefined && subject.length === 0 && discount.has(without)) return "gross";
  // `Excl. VAT` and `Incl. VAT` alone are amounts.
  if (without !== undefined && subject.length === 0 && words.length === 2 && tax.has(without)) return "net";
  if (words.length === 2 && has(within) && tax.has(words[1] ?? "")) return "total";
  if (without !== undefined && (has(amounts) || has(net) || has(prices) || has(subtotal))) return netOr(words);
  if (has(discount))
    return /after_(discount|promo)|discounted_(price|total|amount)|net_of_discount/.test(named) ? "amount" : "discount";
  if (has(within) && has(tax) && has(subtotal)) return "total";
  if (has(subtotal) || /(^|_)sub_?total/.test(named)) return "subtotal";
  const isOfTotal = words.some((word) => amounts.has(word) && word !== "sales");
  if (has(within) && (has(tax) || words.includes("ttc")) && (has(amounts) || has(prices)))
    return has(prices) && !isOfTotal ? "price" : "total";
  // `Cargo por venta e impuestos`: what a marketplace keeps, taxes on it included.
  if (fee.has(words[0] ?? "") && words.length > 1 && has(tax)) return "fee";
  if (has(tax)) return has(shares) || /%/.test(withoutRate(name)) ? "aside" : "tax";
  if (has(shipping)) return "shipping";
  if (has(tip) || /^(services?|servicio|servizio)$|service_?charge|bedienung|coperto|cover_charge/.test(named))
    return "tip";
  if (/^(item|unit|product)_cost$/.test(named)) return "unit_price";
  if (has(fee)) return "fee";
  if (has(aside) && !/(paid|amount)_due$/.test(named)) return "aside";
  if (has(net) && !has(prices)) return "net";
  if (
    /^(grand_total|total|order_total|cart_total)(_price|_paid|_amount|_collected|_charged|_received)?$|^(price|amount)_total$/.test(
      named,
    ) &&
    !/^amount_total$/.test(named)
  )
    return "total";
  // `Ext. Price` is for the whole quantity.
  if (has(prices) && words.some((word) => /^(ext|extended)$/.test(word))) return "amount";
  if (has(units) && (has(prices) || (has(amounts) && !/total|summe|gesamt/.test(named)))) return "unit_price";
  if (has(prices)) return isOfTotal ? "amount" : "price";
  if (has(grosses)) return "gross";
  const isOfLine = words.some((word) => /^(item|items|line|lineitem|row|position|product)$/.test(word));
  if (has(amounts))
    return (has(whole) && !isOfLine) || /^(grand_)?total(_price|_amount|_paid)?$/.test(named) ? "total" : "amount";
  return undefined;
}

/** `Avant commission`: what was paid, before a payment system keeps its share. */
function isBeforeFees(words: readonly string[]): boolean {
  const at = words.findIndex((word) => /^(before|avant|vor|prima|antes|przed|voor|fore)$/.test(word));
  return at >= 0 && words.slice(at + 1).some((word) => fee.has(word));
}

/** Without tax, in scripts without blanks between words. */
const taxless = /税抜|税别|税別|抜き|不含税|未税|세전|공급가/;

/** `total tax excl` as `total excl tax`. */
function turned(words: readonly string[]): readonly string[] {
  const [last = "", before = ""] = [words.at(-1), words.at(-2)];
  return words.length > 2 && off.has(last) && (tax.has(before) || discount.has(before) || shipping.has(before))
    ? [...words.slice(0, -2), last, before]
    : words;
}

/** The tax rate of a line: `VAT %`, `Aliquota IVA`. */
export function isTaxRateName(name: string): boolean {
  const bare = withoutRate(name);
  const words = moneyName(bare).split("_");
  const isRate = words.some((word) => shares.has(word) && !/^(class|code|type|tipo)$/.test(word)) || /%/.test(bare);
  return isRate && words.some((word) => tax.has(word));
}

const rateWords =
  "rate|percent|percentage|pct|prozent|prozentsatz|prosent|procent|satz|sats|taux|tasso|tasa|taxa|porcentaje|porcentagem|percentuale|pourcentage|stawka|sazba|sadzba|oran|orani|ставка|процент";
const rateName = new RegExp(`(^|_)(${rateWords})(_|$)`);
const rateCompound =
  /(rabatt?|nachlass|skonto|kortings?|discount)(satz|sats|prozent|prozentsatz|prosent|procent|percentage|rate)$/;

/** Whether a discount is named as a share of the amount: `Rabattsatz`, `Taux de remise`, `Discount rate`. */
export function isDiscountRateName(name: string): boolean {
  const words = moneyName(withoutRate(name));
  return (
    /%/.test(withoutRate(name)) || rateName.test(words) || words.split("_").some((word) => rateCompound.test(word))
  );
}

/** `VAT (20.0%)` without its rate: the column has the tax in money. */
function withoutRate(name: string): string {
  return name.replace(/\d+([.,]\d+)? ?%/g, "");
}

/** Without the part about the unit: `total_cents` is a total. */
function moneyName(name: string): string {
  return normalName(withinList(name))
    .replace(/^adjustment_(?=\w)/, "")
    .replace(/(?<=.)_(in_)?(cents?|pence|minor(_units?)?)$/, "");
}

/** Words of languages that write several as one: `Positionssumme`, `商品小計`. */
function isCompound(word: string, known: Words): boolean {
  if (/[\p{Script=Han}\p{Script=Hangul}]/u.test(word))
    return [...known].some((each) => /[\p{Script=Han}\p{Script=Hangul}]/u.test(each) && word.includes(each));
  if (known === discount && rateCompound.test(word)) return true;
  return compoundEnds.some((end) => known.has(end) && word.length > end.length + 2 && word.endsWith(end));
}

const compoundEnds =
  "betrag summe umsatz preis prijs bedrag belopp rabatt korting steuer moms kosten gebuhr porto fracht erstattung".split(
    " ",
  );

/** Whether an amount can be revenue, before or after deductions. */
export function isRevenueKind(kind: MoneyKind): boolean {
  return !["discount", "refund", "tax", "shipping", "tip", "fee", "aside"].includes(kind);
}

/** What stands before `excluding`: of `total discounts tax excl` the discounts, not the total. */
function subjectOf(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => off.has(word));
  return at < 0 ? [] : words.slice(0, at);
}

function offWord(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => off.has(word));
  return at < 0 ? undefined : words[at + 1];
}

/** `Total ex tax` is net of tax; `Price before discount` is what discounts are deducted from. */
function netOr(words: readonly string[]): MoneyKind {
  const from = words.findIndex((word) => off.has(word));
  const left = words.slice(from + 1);
  if (left.some((word) => discount.has(word) || refund.has(word))) {
    return words.some((word) => prices.has(word)) && words.some((word) => units.has(word)) ? "unit_price" : "gross";
  }
  if (words.some((word) => prices.has(word)) && !words.some((word) => amounts.has(word))) return "unit_price";
  if (words.some((word) => discount.has(word) || shipping.has(word) || tax.has(word)) && left.length === 0)
    return "aside";
  return words.includes("subtotal") ? "subtotal" : words.some((word) => whole.has(word)) ? "subtotal" : "net";
}

/** How much of a metered service was used. */
function isConsumption(name: string): boolean {
  return /(^|_)(usage|consumption|consumed)_(amount|quantity|volume|units?)$/.test(name);
}

/** A quantity, by its name. */
export function isQuantityName(own: string): boolean {
  const words = wordsIn(normalName(withinList(own)));
  const known = set(
    "quantity qty menge anzahl quantite cantidad quantita units pieces stuck stuckzahl aantal antal ilosc qtd quantidade cant pcs bags qte количество кол 数量 個数 수량",
    "quantity",
  );
  return (
    words.some((word) => known.has(word)) ||
    isConsumption(normalName(withinList(own))) ||
    /^(no|num|number|nr|count)_of_|^(how_many|wie_?viele?|combien|cuant[oa]s|quant[aeio]s?|hoeveel|hur_manga|hvor_mange|ile)(_|$)/.test(
      normalName(own),
    ) ||
    /^(item|unit|piece)s?_(sold|count)$/.test(normalName(own))
  );
}
