import {
  amounts,
  aside,
  discount,
  fee,
  grosses,
  isCompound,
  net,
  off,
  prices,
  refund,
  shares,
  shipping,
  subtotal,
  tax,
  tip,
  units,
  type Words,
  whole,
  within,
} from "./money-words.ts";
import { isConsumption } from "./quantity-names.ts";
import { moneyName, withoutRate } from "./rate-names.ts";
import { wordsIn } from "./vocabulary.ts";

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
  if (/^(item|unit|product)_cost$|^(hourly|daily|nightly)_rate$/.test(named)) return "unit_price";
  if (words.includes("rate") && has(units)) return "unit_price";
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
