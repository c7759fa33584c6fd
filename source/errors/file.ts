import { failure, section, usage } from "./entry.ts";

/** The user's files that cannot be written or understood. */
export const fileErrors = section("file", {
  noName: failure(() => ({
    what: "That cannot be a file name",
    why: "It is empty or has characters that cannot be seen.",
    next: "Choose a plain name, for example cohorts.csv.",
  })),
  exists: failure(({ file }: { file: string }) => ({
    what: `${file} already exists`,
    why: "Grounds does not replace a file unless asked to.",
    next: "Choose another name, or add --overwrite.",
  })),
  notPlain: failure(({ file }: { file: string }) => ({
    what: `${file} is not a plain file`,
    why: "Grounds replaces plain files only, never a device, a pipe, a folder or a link.",
    next: "Choose another name; to print the result, leave the option out.",
  })),
  unwritable: failure(({ file, why }: { file: string; why: string }) => ({
    what: `${file} could not be written`,
    why,
    next: "Choose another place and try again; nothing was left behind.",
  })),
  folderNotEmpty: failure(({ folder, entries }: { folder: string; entries: number }) => ({
    what: `The folder ${folder} is not empty`,
    why: `${entries === 1 ? "One file or folder is" : `${entries} files or folders are`} in it, and Grounds does not replace files unless asked to.`,
    next: "Choose a new folder, or empty this one.",
  })),
  notFolder: failure(({ folder }: { folder: string }) => ({
    what: `${folder} is not a folder`,
    why: "The export is several files, so it needs a folder.",
    next: "Choose a new folder.",
  })),
  noReportName: usage(({ file }: { file: string }) => ({
    what: `"${file}" is not the name of a report`,
    why: "A report is an HTML page, Markdown or a workbook; the ending of its name says which.",
    next: "Write for example --report report.html, report.md or report.xlsx.",
  })),
  noFormat: usage(({ file }: { file: string }) => ({
    what: `The ending of "${file}" does not name a format`,
    why: "The ending chooses it: .csv, .json, .md, .xlsx or .parquet.",
    next: `Write for example ${file.replace(/\.[^.]*$/, "") || "export"}.csv.`,
  })),
  notesUnreadable: failure(({ file, why }: { file: string; why: string }) => ({
    what: "The notes file cannot be read, so notes are not kept",
    why: `${file}: ${why}`,
    next: "Move the file away to begin new notes.",
  })),
  cellTooLong: failure(({ cell, characters, most }: { cell: string; characters: number; most: number }) => ({
    what: `The text for cell ${cell} has ${characters} characters`,
    why: `A cell of Excel holds ${most}.`,
    next: "Write .csv or .parquet, which hold it whole.",
  })),
  noView: failure(({ file }: { file: string }) => ({
    what: `${file} is not a saved view`,
    why: "It is not the YAML that Grounds writes, so it is left as it is.",
    next: "Choose another name, or move the file away.",
  })),
});
