import { use } from "../../input/key-rows.ts";
import { filePageScreen } from "../file-page.ts";
import { eventPicker } from "./event-picker.ts";

/** What happened to the business, and when. */
export const events = filePageScreen({
  id: "events",
  title: "Events",
  about:
    "What happened to the business, from events.yml beside the source. Cohorts, calendar columns and trends mark it, investigations name it.",
  pages: [
    {
      ...{ of: "events", name: "events.yml", row: "event", exportsTo: "events.csv", addedBy: "new_event" },
      form: {
        file: "events.yml",
        says: "Events are a YAML list with name, date and, where wanted, until and where",
        example: [
          "events:",
          "  - name: Welcome offer 42 %",
          "    date: 2024-09-01",
          "    until: 2024-10-15 # if it lasted several days",
          "    where: { point_of_entry: subscription } # if it affected only some",
        ],
      },
    },
  ],
  jump: ["to_events", ["E"], "Show what happened to the business, and add to it"],
  alsoCalled: "annotations campaign launch offer price change history",
  adds: {
    row: use("new_event", ["n"], "new", "Add an event: its day, or first and last day, and its name", 8),
    picker: eventPicker,
  },
});
