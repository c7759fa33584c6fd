import { extname } from "node:path";

const reasons: readonly (readonly [endings: string, why: string])[] = [
  ["xls", "it is a workbook in an older form of Excel: open it and save it as .xlsx"],
  ["numbers", "it is a Numbers document: export it as .xlsx or CSV"],
  ["xml", "XML is not read: export the data as CSV, JSON or .xlsx"],
  ["sql dump bak", "it is a dump of a database: load it there, and export its tables as CSV or Parquet"],
  ["sqlite sqlite3 mdb accdb dbf", "it is a database of another program: export its tables as CSV or Parquet"],
  ["avro orc feather arrow", "it is not read: convert it to Parquet or CSV"],
  ["sav dta sas7bdat rdata rds", "it is a file of a statistics program: export it as CSV or Parquet"],
  ["rar 7z tar tgz bz2 xz zst", "it is packed: unpack it, or pack its files as .zip or .gz"],
  ["pdf html htm doc docx", "it is a document: export its data as CSV or .xlsx"],
];

const byEnding = new Map(
  reasons.flatMap(([endings, why]) => endings.split(" ").map((ending) => [ending, why] as const)),
);

/** Why a file that may hold data cannot be read, and what to do; undefined if its name does not say that it holds any. */
export function whyNotRead(name: string): string | undefined {
  return byEnding.get(extname(name).slice(1).toLowerCase());
}
