import { exitCode } from "../errors.ts";
import { pageSheet } from "../export/sheet.ts";
import { bookOf } from "./answer-book.ts";
import { askSql } from "./ask-sql.ts";
import { onSession } from "./on-session.ts";
import { printSheet } from "./print-answer.ts";
import { answerOptions, sourceOptions, wholeNumber } from "./shared-options.ts";

export const sqlCommand = onSession({
  name: "sql",
  group: "analyse",
  summary: "a read-only query of your own on the warehouse",
  positional: { name: "QUERY", isRequired: true },
  options: [
    { name: "limit", value: "N", description: "at most this many rows (default: 1000)" },
    ...sourceOptions,
    ...answerOptions.filter(({ name }) => name !== "sql"),
  ],
  async answer(args, session, streams) {
    const most = wholeNumber(args, "limit", 1) ?? 1000;
    const page = await askSql(session, args.positionals.join(" "), most, streams.signal);
    const { dataSet } = session;
    await printSheet(pageSheet(page, dataSet.currency), args, streams, bookOf("Query", page.sql, dataSet));
    if (page.total === most) streams.log.write(`${most} rows; --limit shows more\n`);
    return exitCode.done;
  },
});
