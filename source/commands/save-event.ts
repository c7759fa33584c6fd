import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Document, isCollection, parseDocument } from "yaml";
import * as z from "zod";
import type { BusinessEvent } from "../domain/business-event.ts";
import { dimensionOf } from "../domain/catalog.ts";
import { eventErrors } from "../errors/events.ts";
import { writeNewFile } from "../export/write-file.ts";
import { parsedEvents, readEvents } from "./events-file.ts";
import type { Session } from "./session.ts";
import { eventsFile } from "./with-events.ts";

const heading = "# Events: what happened to the business, and when. docs/cohorts.md describes them.\n";

/**
 * Adds an event to `events.yml` beside the source; what else is in the file, comments included, stays. Returns the file's path.
 * Throws UsageError for days that are none, a filter that leaves values out, an unknown dimension, a file that cannot be read,
 * and a source without a folder.
 */
export async function saveEvent({ catalog, folder }: Pick<Session, "catalog" | "folder">, event: BusinessEvent) {
  const { name, days, filters } = event;
  if (folder === undefined) throw eventErrors.noPlace({ name });
  if (name.trim() === "") throw eventErrors.notAdded({ name, why: "It has no name." });
  for (const day of [days.from, days.to]) if (!z.iso.date().safeParse(day).success) throw noDay(name, day);
  if (days.to < days.from) throw eventErrors.notAdded({ name, why: `${days.to} is before ${days.from}.` });
  for (const { dimension, op } of filters) {
    dimensionOf(catalog, dimension);
    if (op !== "in")
      throw eventErrors.notAdded({
        name,
        why: `An event lists the values of ${dimension} that it concerned; values cannot be left out.`,
      });
  }
  const file = join(folder, eventsFile);
  if (existsSync(file)) readEvents(file, catalog);
  const document: Document = existsSync(file) ? parsedEvents(file).document : parseDocument("events: []\n");
  const list = document.get("events");
  if (isCollection(list) && list.items.length === 0) list.flow = false;
  document.addIn(["events"], document.createNode(entryOf(event)));
  await writeNewFile(file, existsSync(file) ? String(document) : heading + String(document), true);
  return file;
}

function noDay(name: string, day: string) {
  return eventErrors.notAdded({
    name,
    why: day === "" ? "It has no day." : `"${day}" is not a day of the calendar, as 2024-09-01 is.`,
  });
}

function entryOf({ name, days: { from, to }, filters }: BusinessEvent) {
  const where = Object.fromEntries(filters.map(({ dimension, values }) => [dimension, [...values]]));
  return {
    ...{ name, date: from },
    ...(to === from ? {} : { until: to }),
    ...(filters.length === 0 ? {} : { where }),
  };
}
