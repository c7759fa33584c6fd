import { section } from "./entry.ts";
import { yamlListErrors } from "./yaml-list.ts";

/** A file of events that cannot be understood. */
export const eventErrors = section(
  "events",
  yamlListErrors({
    next: "Correct the file, or move it away.",
    example: 'An entry has name, date ("2024-09-01"), and where it applies until and where: { region: south }.',
  }),
);
