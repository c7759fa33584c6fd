import { failure, section, unmapped } from "./entry.ts";

/** Input that cannot be found, read or trusted. Names files, lines and columns, never values. */
export const sourceErrors = section("source", {
  absent: failure(({ source }: { source: string }) => ({
    what: `The source ${source} is not there`,
    why: "There is no folder or file of this name, and it is not a pattern.",
    next: "Name an existing folder, file or pattern with --source.",
  })),
  noTransactions: unmapped(({ source, files }: { source: string; files: readonly string[] }) => ({
    what: `${source} has no transactions`,
    why: `A file named transactions (.csv, .tsv, .json, .ndjson, .parquet, each also .gz) is required; ${
      files.length > 0 ? `found were ${files.join(", ")}` : "no file that could be read was found"
    }.`,
    next: 'Add it, or write a mapping that says which file it is: "grounds map FOLDER --out grounds.yml".',
  })),
  noTransactionsWithin: unmapped(({ source, files }: { source: string; files: string }) => ({
    what: `${source} has no transactions`,
    why: `None of ${files} holds a table or stream of this name.`,
    next: "Name the table or stream of the order lines transactions, or export it to a file and run grounds map.",
  })),
  ambiguous: failure(({ table, files }: { table: string; files: readonly string[] }) => ({
    what: `There are ${files.length} files for ${table}`,
    why: `${files.join(" and ")} would both be it.`,
    next: "Remove one, name both under tables in a grounds.yml, or give the files as a pattern: --source 'folder/*.csv'.",
  })),
  unknownFormat: failure(({ file }: { file: string }) => ({
    what: `${file} has no format that Grounds can read`,
    why: "Grounds reads .csv, .tsv, .tab, .txt, .lst, .prn, .dat, .json, .ndjson, .jsonl and .parquet, each also with .gz, .xlsx, .ods, .zip and .duckdb.",
    next: "Export the data in one of these, or give the file the extension of its format.",
  })),
  unreadable: failure(({ file, why }: { file: string; why: string }) => ({
    what: `${file} cannot be read`,
    why: `The file is needed, but ${why}.`,
    next: "Correct the file's place or permissions, or the mapping that names it, and run the command again.",
  })),
  linkedOut: failure(({ file, folder }: { file: string; folder: string }) => ({
    what: `${file} is a link to a file outside ${folder}`,
    why: "Of a folder or pattern only the files that lie there are read.",
    next: `Copy the file into ${folder}, or name the file itself: --source FILE, or --mapping FILE with a mapping that names it.`,
  })),
  changing: failure(({ file }: { file: string }) => ({
    what: `${file} changed while it was read`,
    why: "Another program writes to it, so what was read may mix two versions.",
    next: "Wait until the file is written and run the command again.",
  })),
  damagedGzip: failure(({ file, why }: { file: string; why: string }) => ({
    what: `${file} is damaged`,
    why: `The file cannot be expanded: ${why}.`,
    next: `Fetch ${file} again (gzip -t ${file} tells whether it is whole).`,
  })),
  expandsTooFar: failure(({ file, bytes }: { file: string; bytes: number }) => ({
    what: `${file} expands to more than ${Math.round(bytes / 1e6).toLocaleString("en")} MB`,
    why: "A packed file is read up to 16 GB and up to 200 times its own size, so that none fills the disk.",
    next: `Look at what ${file} holds; where that is right, allow more: GROUNDS_EXPAND_LIMIT=64GB`,
  })),
  damagedArchive: failure(({ file, why }: { file: string; why: string }) => ({
    what: `${file} is damaged`,
    why: `It cannot be opened: ${why}.`,
    next: `Fetch or export ${file} again; whether it opens in another program tells whether it is whole.`,
  })),
  encrypted: failure(({ file }: { file: string }) => ({
    what: `${file} is protected by a password`,
    why: "Its content is encrypted.",
    next: `Save ${file} without a password, or export its tables as CSV.`,
  })),
  tooLarge: failure(({ file, size, most }: { file: string; size: string; most: string }) => ({
    what: `${file} is too large to read as a workbook`,
    why: `A part of it has ${size} expanded; ${most} can be read.`,
    next: `Save its sheets as CSV and give these.`,
  })),
  notText: failure(({ file }: { file: string }) => ({
    what: `${file} is not text`,
    why: "Its name says that it is a table of text, but it holds the bytes of something else, such as a picture or a program.",
    next: `Give ${file} the extension of its format, or take it out of the source.`,
  })),
  notUtf8: failure(({ file, line }: { file: string; line: number }) => ({
    what: `${file} is not UTF-8 text (line ${line})`,
    why: "Some of its lines are UTF-8 and many others are not: it was put together from texts of several encodings, or damaged.",
    next: `Export ${file} again, or name its encoding in the mapping: encoding: windows-1252.`,
  })),
  noHeader: failure(({ file, why }: { file: string; why: string }) => ({
    what: `${file} has no header`,
    why: `The first line must name the columns, but ${why}.`,
    next: `Write the column names into the first line of ${file}.`,
  })),
  columnTwice: failure(({ file, column, line }: { file: string; column: string; line: number }) => ({
    what: `${file} has the column ${column} twice (line ${line})`,
    why: "It is unclear which one is meant; upper and lower case count as the same.",
    next: `Rename one of them in the header of ${file}.`,
  })),
  noColumn: unmapped(
    (missing: { file: string; table: string; column: string; columns: readonly string[]; quotedFile: string }) => ({
      what: `${missing.file} has no column ${missing.column}`,
      why: `${missing.table} needs it; the file has ${missing.columns.slice(0, 20).join(", ")}.`,
      next: [
        "Name it in the header, or say in a grounds.yml beside the source where it comes from:",
        `tables: { ${missing.table}: { files: [${missing.quotedFile}], columns: { ${missing.column}: <column or expression>, … } } }`,
      ].join(" "),
    }),
  ),
  openQuote: failure(({ file, line }: { file: string; line: number }) => ({
    what: `${file} has a quoted value that never ends (it begins in the record of line ${line})`,
    why: "A double quote opens a value there and none closes it, so it is unclear where the next record begins.",
    next: `Close or double the quote in line ${line} of ${file}; a file that was cut off while written ends like this too.`,
  })),
  unfinishedDatabase: failure(({ file }: { file: string }) => ({
    what: `${file} is still being written to`,
    why: `Beside it lies ${file}.wal with changes that are not yet in it.`,
    next: `Close the program that writes it (or run CHECKPOINT in it), so that ${file}.wal is gone, and run the command again.`,
  })),
  mixedCurrencies: failure(({ file, found }: { file: string; found: string }) => ({
    what: `${file} has amounts of several currencies`,
    why: `Its order lines are in ${found}: amounts of different currencies cannot be added.`,
    next: "Add a table exchange_rates (day, currency, rate), by which each line of transactions with a currency is converted; or keep one in the mapping with a filter (filter: currency = 'EUR'), or bring them into one in the expression of net_revenue.",
  })),
  notInFull: failure(
    ({ file, counted, accepted, rejected }: { file: string; counted: number; accepted: number; rejected: number }) => ({
      what: `${file} was not read in full`,
      why: `It has ${counted} records, but ${accepted} were read and ${rejected} rejected.`,
      next: "Look for quotes within values and for line ends that change within the file, and export it again.",
    }),
  ),
  notOfFormat: failure(({ file, format, why }: { file: string; format: string; why: string }) => ({
    what: `${file} cannot be read as ${format}`,
    why,
    next: `Check that ${file} is whole and of the format its name says, and export it again.`,
  })),
  noDatabase: failure(({ file }: { file: string }) => ({
    what: `${file} cannot be read as duckdb`,
    why: "It is not a DuckDB database, is damaged, or was written by a newer DuckDB.",
    next: `Check that ${file} opens in DuckDB and that no program writes to it, or export its tables as Parquet.`,
  })),
  noRecords: failure(({ file }: { file: string }) => ({
    what: `${file} holds no records`,
    why: "A JSON file must hold an array of objects, or one object per line.",
    next: `Export ${file} again, or take it out of the source.`,
  })),
});
