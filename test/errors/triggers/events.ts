import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readEvents } from "../../../source/commands/events-file.ts";
import { saveEvent } from "../../../source/commands/save-event.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { raised, type TriggersOf } from "./trigger.ts";

const catalog = { dimensions: [], measures: [] };

/** The error for a file of events. */
async function reading(text: string): Promise<string> {
  const file = join(await scratch({ "events.yml": text }), "events.yml");
  return raised(() => readEvents(file, catalog));
}

export const events: TriggersOf<"events"> = {
  async unreadable() {
    const file = join(await scratch(), "events.yml");
    await mkdir(file);
    return raised(() => readEvents(file, catalog));
  },
  noYaml: () => reading("events: [\n"),
  notAdded: () =>
    raised(() =>
      saveEvent({ catalog, folder: "/nowhere" }, { name: "Offer", days: { from: "", to: "" }, filters: [] }),
    ),
  noPlace: () =>
    raised(() =>
      saveEvent({ catalog }, { name: "Offer", days: { from: "2024-09-01", to: "2024-09-01" }, filters: [] }),
    ),
  notSo: () => reading("events:\n  - name: Offer\n    date: 2024-02-30\n"),
};
