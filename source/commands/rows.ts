import { counted } from "../domain/format.ts";
import type { ListingOrder } from "../domain/listing-order.ts";
import type { Slice } from "../domain/slice.ts";
import { questionErrors } from "../errors/question.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { csvRows } from "../export/csv-line.ts";
import { pageSheet } from "../export/sheet.ts";
import { compileTimeline, customerTimeline } from "../query/customer-timeline.ts";
import { compileCustomers, compileLines, countLines, customersBehind, linesBehind } from "../query/drill-through.ts";
import { type RowWriter, writtenCustomers, writtenLines } from "../query/written-listing.ts";
import { bookOf } from "./answer-book.ts";
import type { Arguments, Streams } from "./command.ts";
import { printCsvRows } from "./csv-rows.ts";
import { onSession } from "./on-session.ts";
import { formatWanted, printSheet, printSql } from "./print-answer.ts";
import { periodOptions, readSlice } from "./read-slice.ts";
import type { Session } from "./session.ts";
import { answerOptions, filterOptions, givenState, sourceOptions, stateOption, wholeNumber } from "./shared-options.ts";
import { tellAboutFilters } from "./tell-filters.ts";

/** Order lines and customers are listed in the same way. */
const listings = {
  lines: { title: "Order lines", compile: compileLines, page: linesBehind, written: writtenLines },
  customers: {
    title: "Customers",
    ...{ compile: compileCustomers, page: customersBehind, written: writtenCustomers },
  },
} as const;

export const rowsCommand = onSession({
  name: "rows",
  group: "analyse",
  summary: "the order lines behind a slice, or its customers",
  options: [
    { name: "customers", description: "the customers behind it, not the order lines" },
    { name: "sort", value: "[-]COLUMN", description: "order of the rows; - for descending" },
    { name: "customer", value: "ID", description: "one customer: order lines, reversals and states in order of time" },
    { name: "limit", value: "N", description: "at most this many (default: 1000)" },
    stateOption,
    ...periodOptions,
    ...filterOptions,
    ...sourceOptions,
    ...answerOptions,
  ],
  place: async (args, { catalog, dataSet }) => {
    const { kind, order } = await readListing(args);
    const slice = await readSlice(catalog, withoutSort(args), dataSet);
    return { screen: "rows", rows: { kind, slice, ...(order === undefined ? {} : { order }) } };
  },
  async answer(args, session, streams) {
    const customer = args.get("customer");
    if (customer !== undefined) return printCustomer(customer, args, session, streams);
    const asked = await readSlice(session.catalog, withoutSort(args), session.dataSet);
    const { kind, order } = await readListing(args);
    const limit = wholeNumber(args, "limit", 1) ?? 1000;
    if (args.has("sql")) {
      const statement = listings[kind].compile(session.catalog, asked, { offset: 0, limit, order });
      await printSql([statement], args, streams);
      return exitCode.done;
    }
    const slice = await tellAboutFilters(session, asked, streams);
    return printListing({ kind, order, limit, slice }, args, session, streams);
  },
});

interface Asked {
  readonly kind: keyof typeof listings;
  readonly order: ListingOrder | undefined;
  readonly limit: number;
  readonly slice: Slice;
}

/** The rows in the requested format; CSV and workbooks are written while rows are read. */
async function printListing(asked: Asked, args: Arguments, session: Session, streams: Streams): Promise<ExitCode> {
  const { kind, order, limit, slice } = asked;
  const { catalog, run, dataSet } = session;
  const { title, page, written } = listings[kind];
  const total = await countOf(asked, session, streams);
  if (total > limit)
    streams.log.write(`${counted(limit)} of ${counted(total)} ${title.toLowerCase()}; --limit shows more\n`);
  const format = formatWanted(args, streams);
  const file = args.get("out");
  if (format === "xlsx" && file !== undefined) {
    const { writeListing } = await import("./streamed-workbook.ts");
    const listing = (writer: RowWriter) => written(catalog, slice, writer, { limit, order });
    const count = await writeListing({ name: title, listing }, session, file, args.has("overwrite"), streams.signal);
    streams.log.write(`wrote ${count} rows to ${file}\n`);
    return exitCode.done;
  }
  if (format === "csv") {
    const cut = total > limit ? { limit } : {};
    const listing = written(catalog, slice, csvRows(args.has("raw")), { ...cut, order });
    await printCsvRows(listing, session, args, streams);
    return exitCode.done;
  }
  const listed = await page(catalog, slice, { offset: 0, limit, order }, run, streams.signal);
  await printSheet(pageSheet(listed, dataSet.currency), args, streams);
  return exitCode.done;
}

async function countOf({ kind, slice }: Asked, { catalog, run }: Session, { signal }: Streams): Promise<number> {
  if (kind === "lines") return countLines(catalog, slice, run, signal);
  return (await customersBehind(catalog, slice, { offset: 0, limit: 1 }, run, signal)).total;
}

/** Lines or customers and their order, overriding those of a saved state. */
async function readListing(args: Arguments): Promise<Pick<Asked, "kind" | "order">> {
  const place = await givenState(args);
  const saved = place?.screen === "rows" ? place.rows : undefined;
  const kind = args.has("customers") ? "customers" : (saved?.kind ?? "lines");
  const sort = args.get("sort");
  const order = sort === undefined ? (saved?.kind === kind ? saved.order : undefined) : parseOrder(sort);
  return { kind, order };
}

function parseOrder(text: string): ListingOrder {
  return { column: text.replace(/^-/, ""), descending: text.startsWith("-") };
}

/** Rows are sorted by their own columns, not by the measures of slices. */
function withoutSort(args: Arguments): Arguments {
  return { ...args, get: (name) => (name === "sort" ? undefined : args.get(name)) };
}

/** Everything known about one customer, whatever the filters. */
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
