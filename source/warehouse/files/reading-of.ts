import type { FileReading, LeftOut } from "../../domain/file-reading.ts";
import type { Snapshot } from "./snapshot.ts";

/** The report on how a file was read, for users. */
export function readingOf({ file, csv }: Snapshot, records: number, dead: readonly LeftOut[] = []): FileReading {
  if (csv === undefined) {
    return {
      file: file.name,
      encoding: undefined,
      delimiter: undefined,
      headerLine: undefined,
      records,
      leftOut: dead,
      notes: [],
    };
  }
  const { layout, encoding, leftOut } = csv;
  const after = leftOut.filter(({ what }) => what === "note lines");
  const notes: LeftOut = {
    what: "note lines",
    rows: after.reduce((sum, { rows }) => sum + rows, layout.notesBefore.length),
    lines: [...layout.notesBefore, ...after.flatMap(({ lines }) => lines)].slice(0, 10),
    sums: {},
  };
  return {
    file: file.name,
    encoding,
    delimiter: encoding === undefined ? undefined : layout.dialect.delimiter,
    headerLine: layout.headerLine,
    records,
    leftOut: [
      ...(notes.rows > 0 ? [notes] : []),
      ...layout.above,
      ...leftOut.filter(({ what }) => what !== "note lines"),
      ...dead,
    ],
    notes: notesOf(csv),
  };
}

function notesOf({ layout, encoding, leftOut }: NonNullable<Snapshot["csv"]>): readonly string[] {
  const { headerLine, twice, columns } = layout;
  return [
    ...(encoding === undefined || encoding === "UTF-8" ? [] : [`Read as ${encoding}, as its bytes say.`]),
    ...(headerLine === undefined
      ? [`It has no header line: its columns are called column_1 to column_${columns.length}.`]
      : headerLine > 1
        ? [`Its header is line ${headerLine}.`]
        : []),
    ...[...layout.above, ...leftOut].flatMap(({ header }) =>
      header === undefined
        ? []
        : [
            `Line ${header.line} begins another table (${header.names.join(", ")}): its rows are left out; in a file of its own it is read.`,
          ],
    ),
    ...twice.map((name) => `It has the column ${name} more than once: the later ones are numbered.`),
  ];
}
