import { entry } from "./acquisition.ts";
import { secondsPerDay } from "./calendar.ts";
import { writeContact } from "./contacts.ts";
import { quoted } from "./csv-file.ts";
import type { Ids } from "./ids.ts";
import { type PersonaPool, personaOf } from "./personas.ts";
import { draw, drawInteger, purpose } from "./random.ts";
import type { RecordBytes } from "./record-bytes.ts";
import { homeStoreOf } from "./stores.ts";
import type { Person, World } from "./world.ts";

const sameVisitShare = 0.7;

/** Writes records of customers; the only place where a name or an address appears. */
export function customerRecords(world: World, pool: PersonaPool, ids: Ids) {
  const regions = world.scenario.regions.map((region) => region.name);
  const channels = world.scenario.channels.map((channel) => channel.name);
  return (record: RecordBytes, person: Person): void => {
    const { first, last, mailHost } = personaOf(pool, person);
    const number = person.index + 1;
    record.id(ids.customer, number).comma();
    record.moment(Math.max(world.span.start, createdAt(person))).comma();
    record.text(first.letters).text(".").text(last.letters).number(number).text("@").text(mailHost).comma();
    record.text(quoted(first.name)).comma().text(quoted(last.name)).comma();
    record
      .text(regions[person.region] ?? "")
      .comma()
      .text(channels[person.channel] ?? "")
      .comma();
    writeContact(record, person);
    record.comma().text(homeStoreOf(world, person));
  };
}

/** An account is opened minutes or days before the first order; a recipient's, within hours of the gift. */
function createdAt(person: Person): number {
  const minutes = 1 + drawInteger(person.key, purpose.created, 1, 40);
  if (person.entry === entry.giftRecipient) return person.acquiredAt;
  if (draw(person.key, purpose.created, 0) < sameVisitShare) return person.acquiredAt - minutes * 60;
  return person.acquiredAt - drawInteger(person.key, purpose.created, 2, 9 * secondsPerDay) - minutes * 60;
}
