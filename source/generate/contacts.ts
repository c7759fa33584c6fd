import { draw, drawInteger, purpose } from "./random.ts";
import type { RecordBytes } from "./record-bytes.ts";
import type { Person } from "./world.ts";

/** A city with the prefixes of its postal codes and phone numbers. */
type City = readonly [name: string, state: string, zip: string, areaCode: string];

/** By region of the demo, in the order of its scenario; further regions start again from the first. */
const cities: readonly (readonly City[])[] = [
  [
    ["Boston", "MA", "021", "617"],
    ["New York", "NY", "100", "212"],
    ["Philadelphia", "PA", "191", "215"],
  ],
  [
    ["Atlanta", "GA", "303", "404"],
    ["Austin", "TX", "787", "512"],
    ["St. Petersburg", "FL", "337", "727"],
  ],
  [
    ["Chicago", "IL", "606", "312"],
    ["Minneapolis", "MN", "554", "612"],
    ["Coeur d'Alene", "ID", "838", "208"],
  ],
  [
    ["Portland", "OR", "972", "503"],
    ["San José", "CA", "951", "408"],
    ["Seattle", "WA", "981", "206"],
  ],
];

const shares = { phone: 0.85, zipPlusFour: 0.1, consent: 0.72, refusal: 0.2, personalization: 0.94, optedOut: 0.03 };

/** Phone, address, consents and opt-out of a customer, eight columns. Phone numbers use the fictitious exchange 555. */
export function writeContact(record: RecordBytes, { key, region }: Person): void {
  const near = cities[region % cities.length] ?? [];
  const [city, state, zip, areaCode] = near[drawInteger(key, purpose.contact, 0, near.length)] ?? ["", "", "", ""];
  if (draw(key, purpose.contact, 1) < shares.phone) {
    record.text("(").text(areaCode).text(") 555-");
    record.text(padded(drawInteger(key, purpose.contact, 2, 10_000), 4));
  }
  record.comma().text(city).comma().text(state).comma();
  record.text(zip).text(padded(drawInteger(key, purpose.contact, 3, 100), 2));
  if (draw(key, purpose.contact, 4) < shares.zipPlusFour)
    record.text("-").text(padded(drawInteger(key, purpose.contact, 5, 10_000), 4));
  record.comma().text("US").comma();
  const [data, ads] = consentsOf(key);
  record.text(data).comma().text(ads).comma();
  record.text(draw(key, purpose.contact, 8) < shares.optedOut ? "yes" : "");
}

/** Consents to data use and to personalised ads; some customers never answered. */
function consentsOf(key: number): readonly [data: string, ads: string] {
  const answer = draw(key, purpose.contact, 6);
  if (answer >= shares.consent + shares.refusal) return ["", ""];
  if (answer >= shares.consent) return ["no", "no"];
  return ["yes", draw(key, purpose.contact, 7) < shares.personalization ? "yes" : "no"];
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
