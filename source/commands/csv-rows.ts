import { writeNewFile } from "../export/write-file.ts";
import type { WrittenListing } from "../query/written-listing.ts";
import type { Arguments, Streams } from "./command.ts";
import type { Session } from "./session.ts";

/** Streams a listing to a new file, and resolves to the number of rows; throws as writeNewFile does. */
export async function writeCsvRows(
  listing: WrittenListing,
  { lines }: Pick<Session, "lines">,
  file: string,
  isOverwriting: boolean,
  signal?: AbortSignal,
): Promise<number> {
  let rows = 0;
  async function* content() {
    yield new TextEncoder().encode(headerOf(listing));
    for await (const { count, bytes } of lines(listing, signal)) {
      rows += count;
      yield bytes;
    }
  }
  await writeNewFile(file, content(), isOverwriting);
  return rows;
}

/** Streams a listing to where the options say. */
export async function printCsvRows(
  listing: WrittenListing,
  session: Pick<Session, "lines">,
  args: Arguments,
  { out, log, signal }: Streams,
): Promise<void> {
  const file = args.get("out");
  if (file !== undefined) {
    const rows = await writeCsvRows(listing, session, file, args.has("overwrite"), signal);
    log.write(`wrote ${rows} rows to ${file}\n`);
    return;
  }
  out.write(headerOf(listing));
  const decoder = new TextDecoder();
  for await (const { bytes } of session.lines(listing, signal)) out.write(decoder.decode(bytes));
}

/** Names of columns need no quotes. */
function headerOf({ columns }: WrittenListing): string {
  return `${columns.map(({ name }) => name).join(",")}\n`;
}
