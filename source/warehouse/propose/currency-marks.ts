/** Marks on amounts, and the currency of each if it is unambiguous. */
const marks: readonly (readonly [mark: string, code: string | undefined])[] = [
  ["R ", "ZAR"],
  ["R\u00a0", "ZAR"],
  ["US$", "USD"],
  ["R$", "BRL"],
  ["A$", "AUD"],
  ["C$", "CAD"],
  ["CA$", "CAD"],
  ["AU$", "AUD"],
  ["NZ$", "NZD"],
  ["HK$", "HKD"],
  ["S$", "SGD"],
  ["MX$", "MXN"],
  ["$", "USD"],
  ["€", "EUR"],
  ["£", "GBP"],
  ["¥", "JPY"],
  ["₹", "INR"],
  ["₽", "RUB"],
  ["₩", "KRW"],
  ["₺", "TRY"],
  ["₪", "ILS"],
  ["₫", "VND"],
  ["₱", "PHP"],
  ["฿", "THB"],
  ["₦", "NGN"],
  ["₴", "UAH"],
  ["Rp.", "IDR"],
  ["Rp", "IDR"],
  ["Rs.", "INR"],
  ["Rs", "INR"],
  ["Fr.", "CHF"],
  ["kr.", undefined],
  ["kr", undefined],
  ["zł", "PLN"],
  ["Kč", "CZK"],
  ["Ft", "HUF"],
  ["円", "JPY"],
  ["元", "CNY"],
  ["원", "KRW"],
  ["TL", "TRY"],
  ["NT$", "TWD"],
  ["RM", "MYR"],
  ["S/.", "PEN"],
  ["S/", "PEN"],
  ["₡", "CRC"],
  ["₲", "PYG"],
  ["₵", "GHS"],
  ["₸", "KZT"],
  ["KSh", "KES"],
  ["руб.", "RUB"],
  ["руб", "RUB"],
  ["грн.", "UAH"],
  ["грн", "UAH"],
  ["лв.", "BGN"],
  ["лв", "BGN"],
  ["lei", "RON"],
  ["FCFA", "XOF"],
];

/** Codes of ISO 4217 that occur in exports. */
export const currencyCodes =
  "USD|EUR|GBP|CHF|CAD|AUD|NZD|JPY|CNY|INR|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|RUB|UAH|BRL|MXN|ARS|CLP|COP|PEN|ZAR|NGN|KES|EGP|MAD|ILS|AED|SAR|QAR|KWD|BHD|OMR|JOD|TND|IDR|MYR|SGD|HKD|TWD|THB|PHP|VND|KRW|PKR|LKR|BDT|ISK";

/** A code of a currency in a column's normal name (`amount_eur`). */
export const codeInName = new RegExp(`(^|_)(${currencyCodes.toLowerCase()})(_|$)`);

/** A mark as a regular expression. */
export function escapedMark(mark: string): string {
  return mark.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A regular expression of all marks and codes, longer ones first. */
export const currencyPattern = [...marks.map(([mark]) => escapedMark(mark)), currencyCodes]
  .toSorted((one, other) => other.length - one.length)
  .join("|");

const known = new Set([...currencyCodes.split("|"), ...marks.flatMap(([, code]) => code ?? [])]);

/** The code of a currency in a column of currencies: of `usd` and of `€`; undefined for any other text. */
export function currencyOf(word: string): string | undefined {
  const code = currencyCode(word.trim()).toUpperCase();
  return known.has(code) ? code : undefined;
}

/** The code of a mark, or the text itself. */
export function currencyCode(text: string): string {
  const found = marks.find(([mark]) => mark === text);
  return found?.[1] ?? text;
}
