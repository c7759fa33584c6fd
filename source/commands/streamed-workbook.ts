import { sheetColumn, sheetRows } from "../export/xlsx/sheet-row.ts";
import { WrittenBody } from "../export/xlsx/written-body.ts";
import { listedValue } from "../query/drill-through.ts";
import type { RowWriter, WrittenListing } from "../query/written-listing.ts";
import type { Session } from "./session.ts";
import { writeWorkbook } from "./write-sheet.ts";

/** Writes a listing and its background as a workbook while its rows are read, and resolves to the number of rows. */
export async function writeListing(
  { name, listing }: { readonly name: string; readonly listing: (writer: RowWriter) => WrittenListing },
  session: Pick<Session, "run" | "lines" | "dataSet">,
  file: string,
  isOverwriting: boolean,
  signal?: AbortSignal,
): Promise<number> {
  const { dataSet, run, lines } = session;
  const written = listing(sheetRows);
  const { columns, head, rows } = written;
  const first = async () =>
    (await run(head, signal)).map((row) => columns.map((column, at) => listedValue(column, row[at] ?? null)));
  const body = new WrittenBody(first, lines(written, signal));
  const { backgroundSheets } = await import("../export/xlsx/background.ts");
  const sheet = { currency: dataSet.currency, columns: columns.map(sheetColumn), rows: body };
  await writeWorkbook([{ name, sheet }, ...backgroundSheets([rows], dataSet)], file, isOverwriting);
  return body.count;
}
