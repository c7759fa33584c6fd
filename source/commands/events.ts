import { commandLineErrors } from "../errors/command-line.ts";
import { exitCode } from "../errors.ts";
import { bookOf } from "./answer-book.ts";
import { answerEvents } from "./events-answer.ts";
import { onSession } from "./on-session.ts";
import { printSheet } from "./print-answer.ts";
import { answerOptions, filterOptions, readFilters, sourceOptions } from "./shared-options.ts";

export const eventsCommand = onSession({
  name: "events",
  group: "analyse",
  summary: "what happened to the business, marked on cohorts and trends; --add adds an event",
  options: [
    { name: "add", value: "NAME", description: "add an event with this name to events.yml beside the source" },
    { name: "date", value: "DAY", description: "with --add: its first or only day" },
    { name: "until", value: "DAY", description: "with --add: its last day" },
    ...filterOptions,
    ...sourceOptions,
    ...answerOptions.filter(({ name }) => name !== "sql"),
  ],
  async answer(args, session, streams) {
    const name = args.get("add");
    if (name === undefined && ["date", "until", "where", "entry"].some((one) => args.has(one)))
      throw commandLineErrors.eventWithoutAdd();
    if (name !== undefined) {
      const { saveEvent } = await import("./save-event.ts");
      const [from = "", to = from] = [args.get("date"), args.get("until")];
      await saveEvent(session, { name, days: { from, to }, filters: readFilters(session.catalog, args) });
    }
    const { sheet, notes } = await answerEvents(session);
    for (const note of notes) streams.log.write(`${note}\n`);
    await printSheet(sheet, args, streams, bookOf("Events", [], session.dataSet));
    return exitCode.done;
  },
});
