import { hash } from "node:crypto";
import type { NetworkName } from "../domain/activation.ts";
import type { Contact } from "./contact.ts";
import { type CountryOf, countryReader } from "./countries.ts";
import { lettersOnly, phoneDigits, plainEmail, withoutPunctuation } from "./normalise.ts";

/** What a network matches a person by, as sent; empty if not known. */
export interface Identifiers {
  readonly email: string;
  readonly phone: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
}

/** Reads the identifiers of contacts by a network's rules, hashed if the network requires it. */
export function identifierReader(network: NetworkName): (contact: Contact) => Identifiers {
  const countryOf = countryReader();
  return network === "meta" ? (contact) => metaOf(contact, countryOf) : (contact) => googleOf(contact, countryOf);
}

/** SHA-256 in hexadecimal; empty for an empty text. */
export function hashed(text: string): string {
  return text === "" ? "" : hash("sha256", text);
}

/** Meta: everything is hashed; names without punctuation and blanks, places reduced to their letters. */
function metaOf(contact: Contact, countryOf: CountryOf): Identifiers {
  const country = countryOf(contact.country);
  return {
    email: hashed(plainEmail(contact.email)),
    phone: hashed(phoneDigits(contact.phone, country)),
    givenName: hashed(withoutPunctuation(contact.firstName).replaceAll(" ", "")),
    familyName: hashed(withoutPunctuation(contact.lastName).replaceAll(" ", "")),
    city: hashed(lettersOnly(contact.city)),
    state: hashed(lettersOnly(contact.region)),
    postalCode: hashed(metaPostalCode(contact.postalCode, country)),
    country: hashed(country.toLowerCase()),
  };
}

/** Without blanks and hyphens; the first five digits in the United States, area to sector in the United Kingdom. */
function metaPostalCode(text: string, country: string): string {
  const code = text.toLowerCase().replace(/[\s-]/g, "");
  if (country === "US") return code.slice(0, 5);
  return country === "GB" && code.length > 4 ? code.slice(0, -2) : code;
}

/** Google: country and postal code in plain text, and only a complete address. */
function googleOf(contact: Contact, countryOf: CountryOf): Identifiers {
  const country = countryOf(contact.country);
  const digits = phoneDigits(contact.phone, country);
  const [givenName, familyName] = [withoutPunctuation(contact.firstName), withoutPunctuation(contact.lastName)];
  // Sent in plain text, so it must contain nothing but a code.
  const postalCode = contact.postalCode.replace(/[^\p{L}\p{N} -]|^-+/gu, "").trim();
  const isWhole = ![givenName, familyName, country, postalCode].includes("");
  return {
    email: hashed(googleEmail(contact.email)),
    phone: hashed(digits === "" ? "" : `+${digits}`),
    ...{ givenName: isWhole ? hashed(givenName) : "", familyName: isWhole ? hashed(familyName) : "" },
    ...{ city: "", state: "", postalCode: isWhole ? postalCode : "", country: isWhole ? country : "" },
  };
}

/** As Gmail delivers it: dots before the @ and anything after a plus sign do not make a different address. */
function googleEmail(text: string): string {
  const email = plainEmail(text.replace(/\s/g, ""));
  const [name = "", host = ""] = email.split("@");
  if (host !== "gmail.com" && host !== "googlemail.com") return email;
  return `${name.replace(/\+.*$/, "").replaceAll(".", "")}@${host}`;
}
