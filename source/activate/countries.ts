/** How a country's phone numbers begin: its calling code, and what national numbers have instead of it (absent: "0"). */
interface Calling {
  readonly code: string;
  readonly trunk?: string;
}

/** National numbers are not longer than this; a longer one that begins with the calling code includes the code. */
export const longestNational = 10;

/** By ISO 3166 code. Numbers of other countries are accepted only with their calling code. */
export const callingCodes: Readonly<Record<string, Calling>> = {
  ...Object.fromEntries(["US", "CA", "PR", "DO", "JM"].map((country) => [country, { code: "1" }])),
  ...withTrunk(
    "0",
    "GB 44 DE 49 FR 33 NL 31 BE 32 AT 43 CH 41 SE 46 FI 358 IE 353 AU 61 NZ 64 JP 81 KR 82 CN 86 IN 91",
  ),
  ...withTrunk(
    "0",
    "BR 55 AR 54 ZA 27 TR 90 IL 972 AE 971 EG 20 ID 62 MY 60 PH 63 TH 66 UA 380 RO 40 HR 385 RS 381 SI 386",
  ),
  ...withTrunk(
    "",
    "ES 34 PT 351 IT 39 DK 45 NO 47 PL 48 CZ 420 GR 30 LU 352 SG 65 HK 852 MX 52 CL 56 CO 57 EE 372 LV 371",
  ),
  RU: { code: "7", trunk: "8" },
  LT: { code: "370", trunk: "8" },
  HU: { code: "36", trunk: "06" },
};

function withTrunk(trunk: string, pairs: string): Record<string, Calling> {
  const words = pairs.split(" ");
  const places = words.flatMap((country, index) =>
    index % 2 === 0 ? [[country, words[index + 1] ?? ""] as const] : [],
  );
  return Object.fromEntries(places.map(([country, code]) => [country, { code, trunk }]));
}

const languages = ["en", "de", "fr", "es", "it", "pt", "nl"];
const otherNames: Readonly<Record<string, string>> = {
  ...{ usa: "US", "united states of america": "US", america: "US", uk: "GB", "great britain": "GB", england: "GB" },
  ...{ scotland: "GB", wales: "GB", holland: "NL", "czech republic": "CZ", "republic of ireland": "IE", eire: "IE" },
  ...{ gbr: "GB", deu: "DE", fra: "FR", esp: "ES", ita: "IT", nld: "NL", can: "CA", aus: "AU", che: "CH", aut: "AT" },
};

/** The ISO 3166 code, in capitals, of a country's code or name; empty for any other text. */
export type CountryOf = (text: string) => string;

/** Made once per run: listing the names of all countries in seven languages takes milliseconds. */
export function countryReader(): CountryOf {
  const codes = new Map(Object.entries(otherNames));
  const readers = languages.map((language) => new Intl.DisplayNames([language], { type: "region", fallback: "none" }));
  for (const given of possibleCodes()) {
    // A former code becomes that of the successor country.
    const code = new Intl.Locale(`und-${given}`).region ?? given;
    for (const reader of readers) {
      const name = reader.of(code);
      if (name === undefined) continue;
      codes.set(given.toLowerCase(), code);
      codes.set(name.toLowerCase(), code);
    }
  }
  return (text) => codes.get(text.trim().replaceAll(".", "").toLowerCase()) ?? "";
}

function possibleCodes(): readonly string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return letters.flatMap((first) => letters.map((second) => first + second));
}
