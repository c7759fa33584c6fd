import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Contact } from "../../source/activate/contact.ts";
import { type Identifiers, identifierReader } from "../../source/activate/identifiers.ts";
import { someone } from "./someone.ts";

type Row = readonly [field: keyof Identifiers, given: Partial<Contact>, plain: string];

/** What each becomes according to the networks' documents, before it is hashed; "" is not sent. */
const ofMeta: readonly Row[] = [
  ["email", { email: "dana@example.com" }, "dana@example.com"],
  ["email", { email: "  Dana@Example.COM " }, "dana@example.com"],
  ["email", { email: "john_smith@gmail.com" }, "john_smith@gmail.com"],
  ["email", { email: "j.o.h.n+coffee@gmail.com" }, "j.o.h.n+coffee@gmail.com"],
  ["email", { email: "jürgen@müller.example" }, "jürgen@müller.example"],
  ["email", { email: "" }, ""],
  ["email", { email: "none" }, ""],
  ["email", { email: "two@at@example.com" }, ""],
  ["phone", { phone: "1-650-555-1212", country: "US" }, "16505551212"],
  ["phone", { phone: "(650) 555-1212", country: "US" }, "16505551212"],
  ["phone", { phone: "+1 650 555 1212 ext. 4" }, "16505551212"],
  ["phone", { phone: "16505551212" }, "16505551212"],
  ["phone", { phone: "+44 (0)20 7946 0958" }, "442079460958"],
  ["phone", { phone: "020 7946 0958", country: "UK" }, "442079460958"],
  ["phone", { phone: "0049 30 901820" }, "4930901820"],
  ["phone", { phone: "030 901820", country: "Germany" }, "4930901820"],
  ["phone", { phone: "06 12 34 56 78", country: "France" }, "33612345678"],
  ["phone", { phone: "06 698 12345", country: "IT" }, "390669812345"],
  ["phone", { phone: "8 (495) 123-45-67", country: "RU" }, "74951234567"],
  ["phone", { phone: "555-1212" }, ""],
  ["phone", { phone: "1-800-FLOWERS", country: "US" }, ""],
  ["phone", { phone: "0000000000", country: "US" }, ""],
  ["givenName", { firstName: "Mary" }, "mary"],
  ["givenName", { firstName: " Valéry " }, "valéry"],
  ["givenName", { firstName: "Jean-Luc" }, "jeanluc"],
  ["givenName", { firstName: "정" }, "정"],
  ["familyName", { lastName: "O’Brien" }, "obrien"],
  ["familyName", { lastName: "O'Brien" }, "obrien"],
  ["familyName", { lastName: "van der Berg" }, "vanderberg"],
  ["familyName", { lastName: "MÜLLER" }, "müller"],
  ["familyName", { lastName: "Smith, Jr." }, "smithjr"],
  ["city", { city: "San José" }, "sanjose"],
  ["city", { city: "St. Petersburg" }, "stpetersburg"],
  ["city", { city: "Coeur d'Alene" }, "coeurdalene"],
  ["city", { city: "Groß-Gerau" }, "grossgerau"],
  ["city", { city: "東京" }, ""],
  ["state", { region: "CA" }, "ca"],
  ["state", { region: "New South Wales" }, "newsouthwales"],
  ["postalCode", { postalCode: "94025-1234", country: "US" }, "94025"],
  ["postalCode", { postalCode: "94025", country: "us" }, "94025"],
  ["postalCode", { postalCode: "SW1A 1AA", country: "GB" }, "sw1a1"],
  ["postalCode", { postalCode: "D-10115", country: "DE" }, "d10115"],
  ["country", { country: "United States" }, "us"],
  ["country", { country: "Deutschland" }, "de"],
  ["country", { country: "U.S.A." }, "us"],
  ["country", { country: "Nowhere" }, ""],
];

const atHome = { firstName: "Dana", lastName: "O'Brien", postalCode: "94043", country: "US" };
const ofGoogle: readonly Row[] = [
  ["email", { email: " J.o.h.n.Smith+coffee@Gmail.com" }, "johnsmith@gmail.com"],
  ["email", { email: "john.smith@googlemail.com" }, "johnsmith@googlemail.com"],
  ["email", { email: "john.smith+coffee@example.com" }, "john.smith+coffee@example.com"],
  ["email", { email: "john smith@example.com" }, "johnsmith@example.com"],
  ["email", { email: "@gmail.com" }, ""],
  ["phone", { phone: "(650) 555-1212", country: "US" }, "+16505551212"],
  ["phone", { phone: "020 7946 0958", country: "GB" }, "+442079460958"],
  ["phone", { phone: "555-1212", country: "" }, ""],
  ["givenName", atHome, "dana"],
  ["familyName", atHome, "obrien"],
  ["familyName", { ...atHome, lastName: "van der Berg" }, "van der berg"],
  ["givenName", { ...atHome, postalCode: "" }, ""],
  ["familyName", { ...atHome, country: "" }, ""],
];

/** Sent in plain text, as Google requires. */
const inTheClear: readonly Row[] = [
  ["country", atHome, "US"],
  ["postalCode", atHome, "94043"],
  ["postalCode", { ...atHome, postalCode: " 94043-1351 " }, "94043-1351"],
  ["postalCode", { ...atHome, postalCode: "=1+1,x" }, "11x"],
  ["postalCode", { ...atHome, firstName: "" }, ""],
  ["country", { ...atHome, country: "Österreich" }, "AT"],
  ["city", { ...atHome, city: "Boston" }, ""],
];

const sha = (text: string) => (text === "" ? "" : createHash("sha256").update(text, "utf8").digest("hex"));

describe("identifiers by the networks' rules", () => {
  const [meta, google] = [identifierReader("meta"), identifierReader("google")];

  it.each(ofMeta)("Meta: %s of %j is the hash of %j", (field, given, plain) => {
    expect(meta(someone(given))[field]).toBe(sha(plain));
  });

  it.each(ofGoogle)("Google: %s of %j is the hash of %j", (field, given, plain) => {
    expect(google(someone(given))[field]).toBe(sha(plain));
  });

  it.each(inTheClear)("Google: %s of %j is %j", (field, given, plain) => {
    expect(google(someone(given))[field]).toBe(plain);
  });

  it("gives the hashes that Meta's documentation prints", () => {
    const { email, givenName, phone } = meta(
      someone({ email: "john_smith@gmail.com", firstName: "Mary", phone: "16505551212" }),
    );
    expect([email, givenName, phone].map((hash) => [hash.slice(0, 8), hash.slice(-6)])).toEqual([
      ["62a14e44", "a0f62f"],
      ["6915771b", "49f4ec"],
      ["e323ec62", "ab3176"],
    ]);
    expect(meta(someone({ firstName: "Valéry" })).givenName).toMatch(/^08e1996b.*17149c$/);
    expect(google(someone({ email: "dana@example.com" })).email).toMatch(/^07e2f139.*ce57b3$/);
  });
});
