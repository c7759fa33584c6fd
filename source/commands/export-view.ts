import { resolve } from "node:path";
import { answerSwitching } from "../analysis/switching.ts";
import { measureOf } from "../domain/catalog.ts";
import type { RowPage, Value } from "../domain/slice-result.ts";
import { csvRows } from "../export/csv-line.ts";
import { writeReport } from "../export/report/write-report.ts";
import { gridSheet, pageSheet, type Sheet, sliceSheet } from "../export/sheet.ts";
import { switchingSheet } from "../export/switching-sheet.ts";
import { customerTimeline } from "../query/customer-timeline.ts";
import { customersBehind, linesBehind } from "../query/drill-through.ts";
import { type RowWriter, writtenCustomers, writtenLines } from "../query/written-listing.ts";
import type { ExportView } from "../ui/state/core.ts";
import { bookOf, gridBook, sliceBook } from "./answer-book.ts";
import { writeCsvRows } from "./csv-rows.ts";
import { gridOf } from "./grid-of.ts";
import type { Book } from "./print-answer.ts";
import { reportInput } from "./report-input.ts";
import type { Session } from "./session.ts";
import { sliceOf } from "./slice-of.ts";
import { demandFormat, writeSheet, writeWorkbook } from "./write-sheet.ts";

type View<Kind extends ExportView["kind"]> = Extract<ExportView, { kind: Kind }>;

/** Writes the whole content of a view in the format of the file's ending; resolves to the path and the number of rows. */
export async function exportView(
  session: Session,
  view: ExportView,
  file: string,
  isOverwriting: boolean,
): Promise<{ readonly file: string; readonly rows: number }> {
  if (view.kind === "report") return writeReportOf(session, view, file, isOverwriting);
  const format = demandFormat(file);
  if ((format === "csv" || format === "xlsx") && (view.kind === "lines" || view.kind === "customers"))
    return { file: resolve(file), rows: await writeRows(session, view, format, file, isOverwriting) };
  const { sheet, book } = await sheetOf(session, view);
  if (format === "xlsx") {
    await writeWorkbook([{ name: book.name, sheet }, ...(await book.others())], file, isOverwriting);
  } else await writeSheet(sheet, file, format, { isOverwriting });
  return { file: resolve(file), rows: sheet.rows.length };
}

/** The report of an investigation that is already computed; it has no rows. */
async function writeReportOf(
  session: Session,
  { investigation, story }: View<"report">,
  file: string,
  isOverwriting: boolean,
) {
  await writeReport(await reportInput(session, investigation, story), file, isOverwriting);
  return { file: resolve(file), rows: 0 };
}

/** Streams rows, so that a file of any number of them takes no more memory than a short one. */
async function writeRows(
  session: Session,
  { kind, slice, order }: View<"lines" | "customers">,
  format: "csv" | "xlsx",
  file: string,
  isOverwriting: boolean,
): Promise<number> {
  const isLines = kind === "lines";
  const written = isLines ? writtenLines : writtenCustomers;
  if (format === "csv") {
    return writeCsvRows(written(session.catalog, slice, csvRows(false), { order }), session, file, isOverwriting);
  }
  const { writeListing } = await import("./streamed-workbook.ts");
  const listing = (writer: RowWriter) => written(session.catalog, slice, writer, { order });
  return writeListing({ name: isLines ? "Order lines" : "Customers", listing }, session, file, isOverwriting);
}

interface Answer {
  readonly sheet: Sheet;
  readonly book: Book;
}

/** The whole content of a view. */
async function sheetOf(session: Session, view: Exclude<ExportView, View<"report">>): Promise<Answer> {
  const { catalog, run, dataSet } = session;
  const { currency } = dataSet;
  switch (view.kind) {
    case "slice": {
      const result = await sliceOf(session, view.slice, run, undefined, "optional");
      return { sheet: sliceSheet(result, currency), book: sliceBook(result, dataSet) };
    }
    case "cohorts": {
      const grid = await gridOf(session, view.query, run, undefined, "optional");
      const measure = measureOf(catalog, view.query.measure);
      return { sheet: gridSheet(grid, measure, currency), book: gridBook(grid, measure, dataSet) };
    }
    case "switching": {
      const found = await answerSwitching(view.asked, session, run);
      return { sheet: switchingSheet(found, false, currency), book: bookOf("Switching", found.sql, dataSet) };
    }
    case "customer": {
      const page = await customerTimeline(view.customer, run);
      return { sheet: pageSheet(page, currency), book: bookOf("Customer", page.sql, dataSet) };
    }
    case "file_page": {
      const { answerFilePage } = await import("./file-page.ts");
      const { title, sheet, sql } = await answerFilePage(session, view.of);
      return { sheet, book: bookOf(title, sql, dataSet) };
    }
    case "own_sql": {
      const { askSql } = await import("./ask-sql.ts");
      const page = await askSql(session, view.text, mostRows);
      return { sheet: pageSheet(page, currency), book: bookOf("Query", page.sql, dataSet) };
    }
    case "pipeline":
      return allRows(session, "Rows", (page) => session.made.rows(view.of, page));
    case "lines":
      return allRows(session, "Order lines", (page) =>
        linesBehind(catalog, view.slice, { ...page, order: view.order }, run),
      );
    case "customers":
      return allRows(session, "Customers", (page) =>
        customersBehind(catalog, view.slice, { ...page, order: view.order }, run),
      );
  }
}

/** As many as a workbook's sheet holds. */
const mostRows = 1_048_575;

/** Rows are read in parts of this size, so that the screens stay responsive. */
const partSize = 20_000;

async function allRows(
  { dataSet }: Session,
  name: string,
  read: (page: { offset: number; limit: number }) => Promise<RowPage>,
): Promise<Answer> {
  const rows: (readonly Value[])[] = [];
  let part: RowPage;
  do {
    part = await read({ offset: rows.length, limit: partSize });
    rows.push(...part.rows);
  } while (part.rows.length > 0 && rows.length < part.total);
  return { sheet: pageSheet({ ...part, rows }, dataSet.currency), book: bookOf(name, part.sql, dataSet) };
}
