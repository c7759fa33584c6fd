import { counted } from "../domain/format.ts";
import { questionErrors } from "../errors/question.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { pageSheet } from "../export/sheet.ts";
import { compileTimeline, customerTimeline } from "../query/customer-timeline.ts";
import { compileLines, countLines, linesAsCsv, linesAsRows, linesBehind } from "../query/drill-through.ts";
import { bookOf } from "./answer-book.ts";
import type { Arguments, Streams } from "./command.ts";
import { printCsvRows } from "./csv-rows.ts";
import { onSession } from "./on-session.ts";
import { formatWanted, printSheet, printSql } from "./print-answer.ts";
import { periodOptions, readSlice } from "./read-slice.ts";
import type { Session } from "./session.ts";
import { answerOptions, filterOptions, sourceOptions, stateOption, wholeNumber } from "./shared-options.ts";
import { writeListing } from "./streamed-workbook.ts";
import { tellAboutFilters } from "./tell-filters.ts";

export const rowsCommand = onSession({
  name: "rows",
  group: "analyse",
  summary: "the order lines behind a slice",
  options: [
    { name: "customer", value: "ID", description: "one customer: order lines, reversals and states in order of time" },
    { name: "limit", value: "N", description: "at most so many (default: 1000)" },
    stateOption,
    ...periodOptions,
    ...filterOptions,
    ...sourceOptions,
    ...answerOptions,
  ],
  place: async (args, { catalog, dataSet }) => ({
    screen: "rows",
    rows: { kind: "lines", slice: readSlice(catalog, args, dataSet) },
  }),
  async answer(args, session, streams) {
    const customer = args.get("customer");
    if (customer !== undefined) return printCustomer(customer, args, session, streams);
    const asked = readSlice(session.catalog, args, session.dataSet);
    const page = { offset: 0, limit: wholeNumber(args, "limit", 1) ?? 1000 };
    if (args.has("sql")) {
      await printSql([compileLines(session.catalog, asked, page)], args, streams);
      return exitCode.done;
    }
    const slice = await tellAboutFilters(session, asked, streams);
    const total = await countLines(session.catalog, slice, session.run, streams.signal);
    if (total > page.limit)
      streams.log.write(`${counted(page.limit)} of ${counted(total)} order lines; --limit shows more\n`);
    const format = formatWanted(args, streams);
    const file = args.get("out");
    if (format === "xlsx" && file !== undefined) {
      const listing = linesAsRows(session.catalog, slice, page.limit);
      const rows = await writeListing(listing, "Order lines", session, file, args.has("overwrite"), streams.signal);
      streams.log.write(`wrote ${rows} rows to ${file}\n`);
      return exitCode.done;
    }
    if (format === "csv") {
      const cut = total > page.limit ? { limit: page.limit } : {};
      const listing = linesAsCsv(session.catalog, slice, { ...cut, isRaw: args.has("raw") });
      await printCsvRows(listing, session, args, streams);
      return exitCode.done;
    }
    const lines = await linesBehind(session.catalog, slice, page, session.run, streams.signal);
    await printSheet(pageSheet(lines, session.dataSet.currency), args, streams);
    return exitCode.done;
  },
});

/** Everything known of one customer, whatever was filtered. */
async function printCustomer(customer: string, args: Arguments, session: Session, streams: Streams): Promise<ExitCode> {
  const statement = compileTimeline(customer);
  if (args.has("sql")) {
    await printSql([statement], args, streams);
    return exitCode.done;
  }
  const page = await customerTimeline(customer, session.run, streams.signal);
  if (page.total === 0) throw questionErrors.noCustomer({ customer });
  const { dataSet } = session;
  await printSheet(pageSheet(page, dataSet.currency), args, streams, bookOf("Customer", [statement], dataSet));
  return exitCode.done;
}
