import * as z from "zod";
import type { BusinessEvent } from "../domain/business-event.ts";
import { type Catalog, dimensionOf } from "../domain/catalog.ts";
import { lineAt, parseLimitedYaml, plainValues, YamlFault } from "../domain/limited-yaml.ts";
import type { Period } from "../domain/period.ts";
import { schemaFault } from "../domain/schema-fault.ts";
import { eventErrors } from "../errors/events.ts";
import { UserError } from "../errors.ts";
import { readSmallFile, UnreadableFile } from "../small-file.ts";

const day = z.iso.date("It is not a day of the calendar, as 2024-09-01 is.");
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const event = z.strictObject({
  name: z.string().min(1),
  date: day,
  until: z.exactOptional(day),
  where: z.record(z.string(), z.union([text.transform((one) => [one]), z.array(text).min(1)])).default({}),
});
const file = z.strictObject({ events: z.array(event) });

/** An event of a file, and its line there. */
export interface ReadEvent extends BusinessEvent {
  readonly line: number;
}

/**
 * The events of a file, in chronological order. Throws UsageError naming the line of an invalid day, an end before its
 * beginning, or a dimension that the catalog does not have.
 */
export function readEvents(path: string, catalog: Catalog): readonly ReadEvent[] {
  const yaml = parsedEvents(path);
  const found = file.safeParse(plainValues(yaml));
  const fault = (keys: readonly PropertyKey[], why: string) =>
    eventErrors.notSo({ file: path, line: lineAt(yaml, keys), key: keys.join("."), why });
  if (!found.success) {
    const { keys, why } = schemaFault(found.error);
    throw fault(keys, why);
  }
  const events = found.data.events.map(({ name, date, until = date, where }, index) => {
    const days: Period = { from: date, to: until };
    if (until < date) throw fault(["events", index, "until"], `${until} is before ${date}.`);
    const filters = Object.entries(where).map(([dimension, values]) => {
      checkDimension(dimension, catalog, (why) => fault(["events", index, "where", dimension], why));
      return { dimension, op: "in" as const, values };
    });
    return { name, days, filters, line: lineAt(yaml, ["events", index]) };
  });
  return events.toSorted((a, b) => (a.days.from < b.days.from ? -1 : Number(a.days.from > b.days.from)));
}

function checkDimension(name: string, catalog: Catalog, fault: (why: string) => Error): void {
  try {
    dimensionOf(catalog, name);
  } catch (error) {
    throw error instanceof UserError ? fault(`${error.message}. ${error.next}`) : error;
  }
}

/** The file as YAML; throws UsageError if it is none or cannot be read. */
export function parsedEvents(path: string): ReturnType<typeof parseLimitedYaml> {
  try {
    return parseLimitedYaml(readSmallFile(path));
  } catch (error) {
    if (error instanceof UnreadableFile) throw eventErrors.unreadable({ file: path, why: error.message });
    if (error instanceof YamlFault) throw eventErrors.noYaml({ file: path, line: error.line, why: error.message });
    throw error;
  }
}
