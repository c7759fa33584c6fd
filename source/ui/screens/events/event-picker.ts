import { type BusinessEvent, printEvent } from "../../../domain/business-event.ts";
import { parsePeriod } from "../../../domain/period.ts";
import { UserError } from "../../../errors.ts";
import { notice } from "../../state/app-state.ts";
import type { Picker } from "../../state/screen.ts";
import type { FilePageState } from "../file-page.ts";

/** The list that adds the typed event. */
export const eventPicker: Picker<FilePageState> = {
  title: () => "Add an event",
  typed: "a day and a name",
  items(_, { input }) {
    const event = eventIn(input);
    if (event !== undefined) return [{ value: "add", label: printEvent(event), detail: "add to events.yml" }];
    return [
      { value: "", label: "2024-09-01 Welcome offer", detail: "on a day" },
      { value: "", label: "2024-09-01..2024-10-15 Welcome offer", detail: "from a day to another" },
    ];
  },
  acceptAny(_, overlay) {
    const event = eventIn(overlay.input);
    if (event !== undefined) return { add: { kind: "event", event } };
    return { overlay, ...notice("Type a day and a name, as 2024-09-01 Welcome offer") };
  },
};

/** The event that a text describes; undefined for any other text. */
function eventIn(text: string): BusinessEvent | undefined {
  const found = /^\s*(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?\s+(\S.*?)\s*$/.exec(text);
  const [, from = "", to = from, name = ""] = found ?? [];
  try {
    return found === null ? undefined : { name, days: parsePeriod(`${from}..${to}`), filters: [] };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
