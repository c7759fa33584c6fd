import { callingCodes, longestNational } from "./countries.ts";

/** An e-mail address in lower case without blanks around it; empty for any other text. */
export function plainEmail(text: string): string {
  const email = text.trim().toLowerCase();
  return /^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(email) ? email : "";
}

/**
 * The digits of a phone number with its country code (E.164 without the plus sign), from a number with that code or from a
 * national number and its country; empty if it cannot be determined.
 */
export function phoneDigits(text: string, country: string): string {
  const given = text.trim().replace(/\s*(?:ext\.?|x|#)\s*\d+$/i, "");
  if (/\p{L}/u.test(given)) return "";
  const isInternational = /^(\+|00)/.test(given);
  const digits = given.replace("(0)", isInternational ? "" : "0").replace(/\D/g, "");
  if (isInternational) return whole(digits.replace(/^00/, ""));
  return whole(withCode(digits, country));
}

/** A national number has its trunk prefix instead of the code; in North America it is ten digits. */
function withCode(digits: string, country: string): string {
  const { code, trunk } = callingCodes[country] ?? {};
  if (code === "1" || code === undefined) {
    if (/^1[2-9]\d{9}$/.test(digits)) return digits;
    return code === "1" && /^[2-9]\d{9}$/.test(digits) ? `1${digits}` : "";
  }
  if (digits.startsWith(code) && digits.length > longestNational) return digits;
  return code + (trunk !== "" && digits.startsWith(trunk ?? "0") ? digits.slice((trunk ?? "0").length) : digits);
}

/** E.164 allows at most fifteen digits; with fewer than eight nobody can be reached. */
function whole(digits: string): string {
  return /^[1-9]\d{7,14}$/.test(digits) ? digits : "";
}

/** In lower case without punctuation and symbols; letters of other scripts and accents stay. */
export function withoutPunctuation(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\p{P}\p{S}]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

/** The letters a to z of a text; accents are removed from their letters. */
export function lettersOnly(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .replaceAll("ł", "l")
    .normalize("NFD")
    .replace(/[^a-z]/g, "");
}
