import { section, usage } from "./entry.ts";
import { yamlListErrors } from "./yaml-list.ts";

/** Events that cannot be read or added. */
export const eventErrors = section("events", {
  ...yamlListErrors({
    next: "Correct the file, or move it away.",
    example: 'An entry has name, date ("2024-09-01"), and where it applies until and where: { region: south }.',
  }),
  notAdded: usage(({ name, why }: { name: string; why: string }) => ({
    what: `The event "${name}" cannot be added`,
    why,
    next: 'Write for example: grounds events --add "Welcome offer" --date 2024-09-01 --until 2024-10-15',
  })),
  noPlace: usage(({ name }: { name: string }) => ({
    what: `The event "${name}" cannot be saved here`,
    why: "Events are saved beside a source's files, and these tables have none.",
    next: "Keep them beside the source that dbt reads.",
  })),
});
