import { pageSheet } from "../export/sheet.ts";
import type { RowListing } from "../query/drill-through.ts";
import type { Cell } from "../query/statement.ts";
import type { Session } from "./session.ts";
import { writeWorkbook } from "./write-sheet.ts";

type Row = ReturnType<RowListing["toValues"]>;
type Parts = AsyncIterator<readonly (readonly Cell[])[]>;

/** Writes a listing and its background as a workbook while its rows are read, and resolves to the number of rows. */
export async function writeListing(
  listing: RowListing,
  name: string,
  session: Pick<Session, "rows" | "dataSet">,
  file: string,
  isOverwriting: boolean,
  signal?: AbortSignal,
): Promise<number> {
  const { dataSet } = session;
  const parts = session.rows(listing.statement, signal)[Symbol.asyncIterator]();
  try {
    const first = await nextPart(parts, listing);
    let count = 0;
    async function* rows(): AsyncGenerator<Row> {
      for (let part = first; part.length > 0; part = await nextPart(parts, listing)) {
        count += part.length;
        yield* part;
      }
    }
    const { backgroundSheets } = await import("../export/xlsx/background.ts");
    const sheet = { ...pageSheet({ columns: listing.columns, rows: first }, dataSet.currency), rows: rows() };
    await writeWorkbook([{ name, sheet }, ...backgroundSheets([listing.statement], dataSet)], file, isOverwriting);
    return count;
  } finally {
    await parts.return?.();
  }
}

/** The rows of the next part; none at the end. */
async function nextPart(parts: Parts, { toValues }: RowListing): Promise<readonly Row[]> {
  const { value, done } = await parts.next();
  return done === true ? [] : value.map(toValues);
}
