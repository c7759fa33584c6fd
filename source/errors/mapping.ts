import { failure, section } from "./entry.ts";

/** A mapping that cannot be used, or none that could be proposed. */
export const mappingErrors = section("mapping", {
  unreadable: failure(({ file, why }: { file: string; why: string }) => ({
    what: `The mapping ${file} cannot be read`,
    why,
    next: 'Name an existing file with --mapping, or let "grounds map FOLDER --out grounds.yml" propose one.',
  })),
  wrong: failure(({ file, line, why }: { file: string; line: number; why: string }) => ({
    what: `The mapping is not right (${file}:${line})`,
    why: `${why}.`.replace(/\.\.$/, "."),
    next: `Correct line ${line} of ${file} and run the command again.`,
  })),
  columnLeftOut: failure(
    ({ file, line, table, column }: { file: string; line: number; table: string; column: string }) => ({
      what: `The mapping leaves out ${table}.${column}`,
      why: `${file}:${line} names no expression for a required column.`,
      next: `Add the line "${column}: <column or expression>" under tables.${table}.columns.`,
    }),
  ),
  notReady: failure(({ fault }: { fault: string }) => ({
    what: "The mapping is not complete",
    why: `${fault}.`,
    next: "Complete it, then accept it again.",
  })),
  noPlace: failure(({ folder, file }: { folder: string; file: string }) => ({
    what: `The mapping of ${folder} could not be written`,
    why: `Neither the folder nor ${file} may be written to.`,
    next: "Set GROUNDS_DATA to a folder of your own, or write the mapping with --out FILE and name it with --mapping FILE.",
  })),
  noFile: failure((missing: { name: string; folder: string; file: string; line: number; table: string }) => ({
    what: `${missing.name} is not in ${missing.folder}`,
    why: `${missing.file}:${missing.line} names it as a file of ${missing.table}; names are looked up in the source's folder.`,
    next: `Put the file into ${missing.folder}, or correct line ${missing.line} of ${missing.file}.`,
  })),
  outside: failure((named: { name: string; folder: string; file: string; line: number; table: string }) => ({
    what: `${named.name} is not within ${named.folder}`,
    why: `${named.file}:${named.line} names it for ${named.table}; a mapping found beside the source reads files of that folder only, links followed.`,
    next: `Copy the file into ${named.folder}; or, where you trust this mapping to read it, name the mapping: --mapping ${named.file}`,
  })),
  tooWide: failure((named: { name: string; file: string; line: number; table: string }) => ({
    what: `The pattern ${named.name} looks at too many files`,
    why: `${named.file}:${named.line} names it for ${named.table}; it goes through more than 100,000 files, or stands for more than 100 patterns.`,
    next: `Name the files, or fewer folders, in line ${named.line} of ${named.file}.`,
  })),
  linkedOut: failure(({ file, folder }: { file: string; folder: string }) => ({
    what: `The mapping ${file} is a link to a file outside ${folder}`,
    why: "A mapping found beside the source is a file of that folder.",
    next: `Copy it into ${folder}; or, where you trust it, name it: --mapping ${file}`,
  })),
  notCounted: failure(() => ({
    what: "Not every row is counted yet",
    why: "The proposal is from samples of the files, and all rows may change it.",
    next: "Wait until the totals are there, then accept it.",
  })),
  noStream: failure((missing: { name: string; of: string; file: string; line: number; table: string }) => ({
    what: `${missing.of} has no table or stream ${missing.name}`,
    why: `${missing.file}:${missing.line} names it as ${missing.table}.`,
    next: `Correct line ${missing.line} of ${missing.file}.`,
  })),
  noJoinColumn: failure((missing: { name: string; of: string; file: string; line: number; table: string }) => ({
    what: `${missing.of} has no column ${missing.name} (${missing.file}:${missing.line})`,
    why: `tables.${missing.table}.join finds its rows by it.`,
    next: `Correct line ${missing.line} of ${missing.file}: "on" names a column of both, or { own: …, key: … } one of each.`,
  })),
  dimensionOfNothing: failure(({ name, of, file, line }: { name: string; of: string; file: string; line: number }) => ({
    what: `The dimension ${name} is of ${of}, of which the source has no list (${file}:${line})`,
    why: `${capital(of)} come from a file called ${of}, or from tables in the mapping; there is neither.`,
    next: `Write "of: lines" where the order lines have the column, or map the file that has it under tables.`,
  })),
  expressionFails: failure(({ name, file, line, why }: { name: string; file: string; line: number; why: string }) => ({
    what: `The mapping's expression for ${name} fails (${file}:${line})`,
    why,
    next: `Correct line ${line} of ${file}: one SQL expression over the columns of its file, which are all text; try_cast gives no value where a text does not fit.`,
  })),
  expressionTooSlow: failure((slow: { name: string; file: string; line: number; seconds: number; rows: number }) => ({
    what: `The mapping's expression for ${slow.name} takes too long (${slow.file}:${slow.line})`,
    why: `It took more than ${slow.seconds} seconds on the first ${slow.rows === 1 ? "row" : `${slow.rows} rows`} of its file.`,
    next: `Simplify line ${slow.line} of ${slow.file}.`,
  })),
  nothingReadable: failure(({ source, why }: { source: string; why: string }) => ({
    what: `No file of ${source} can be read`,
    why,
    next: "Correct the file, or take it out of the source, and run the command again.",
  })),
  noOrderLines: failure(
    ({
      source,
      seen,
      candidates,
      yaml,
    }: {
      source: string;
      seen: readonly string[];
      candidates: readonly string[];
      yaml: string | undefined;
    }) => ({
      what: `No file of ${source} could be order lines`,
      why: `They need a customer, a date and an amount. ${
        seen.length > 0 ? [...seen, ...candidates].join("; ") : "No file that could be read was found"
      }.`,
      next: `Write this as grounds.yml beside the files, with the columns that it leaves open:\n${
        yaml ??
        "tables: { transactions: { files: [FILE], columns: { customer_id: …, transacted_at: …, net_revenue: … } } }"
      }`,
    }),
  ),
});

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
