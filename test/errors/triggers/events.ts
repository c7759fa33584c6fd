import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readEvents } from "../../../source/commands/events-file.ts";
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
  notSo: () => reading("events:\n  - name: Offer\n    date: 2024-02-30\n"),
};
