import { existsSync } from "node:fs";
import { join } from "node:path";
import { noValue } from "../domain/dimension-value.ts";
import { parsePeriod, printPeriod } from "../domain/period.ts";
import type { Filter } from "../domain/slice.ts";
import { UserError } from "../errors.ts";
import { readSmallFile, UnreadableFile } from "../small-file.ts";

/** A line of a CSV file that the user writes by hand: figures by month and by values of dimensions. */
export interface FigureLine {
  readonly line: number;
  cell(name: string): string;
}

export interface FigureFile {
  /** Columns besides the file's own ones. */
  readonly others: readonly string[];
  readonly lines: readonly FigureLine[];
}

/** The errors of a file: on a line, or that it cannot be read. */
export interface FigureFaults {
  line(line: number, why: string, next?: string): Error;
  unreadable(why: string): Error;
}

/** The path of a file next to the source; undefined if it does not exist. */
export function besideSource({ folder }: { readonly folder?: string }, name: string): string | undefined {
  const file = folder === undefined ? undefined : join(folder, name);
  return file !== undefined && existsSync(file) ? file : undefined;
}

/**
 * Reads a file with these columns and any others. Throws the error that `faults` makes for an empty file, a missing column
 * or a ragged line.
 */
export function readFigureFile(file: string, own: readonly string[], faults: FigureFaults): FigureFile {
  const [head, ...rows] = recordsOf(file, faults);
  if (head === undefined) throw faults.line(1, "The file is empty.");
  const names = head.cells.map((name) => name.trim());
  // Figures by month of lifetime alone need no column of months.
  const needed = names.includes("tenure_month") ? own.filter((name) => name !== "month") : own;
  for (const name of needed) if (!names.includes(name)) throw faults.line(head.line, `It has no column ${name}.`);
  const lines = rows.map(({ line, cells }) => {
    if (cells.length !== names.length)
      throw faults.line(line, `It has ${cells.length} cells, the header ${names.length}.`);
    return { line, cell: (name: string) => cells[names.indexOf(name)]?.trim() ?? "" };
  });
  return { others: names.filter((name) => !own.includes(name)), lines };
}

/** The month of a line as `YYYY-MM`. Throws for any other text, and for a month before the data. */
export function monthOf({ line, cell }: FigureLine, from: string, faults: FigureFaults): string {
  const text = cell("month");
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw faults.line(line, `"${text}" is not a month, as 2025-03 is.`);
  const days = onLine(() => parsePeriod(text), line, faults);
  if (days.to < from) throw faults.line(line, `${text} is before the data, which begin ${from}.`);
  return printPeriod(days);
}

/** The text of a number on a line. Throws for a text that is not a number or has more than four decimals. */
export function numberOf({ line, cell }: FigureLine, name: string, faults: FigureFaults): string {
  const text = cell(name);
  if (!/^-?\d+(\.\d{1,4})?$/.test(text)) throw faults.line(line, `"${text}" is not a number, as 12000.50 is.`);
  return text;
}

/** The dimension values that a line names, as in filters; an empty cell stands for all values. */
export function whereOf({ cell }: FigureLine, names: readonly string[]): Readonly<Record<string, string>> {
  const named = names.map((name) => [name, cell(name)] as const).filter(([, text]) => text !== "");
  return Object.fromEntries(named.map(([name, text]) => [name, text === noValue ? "" : text]));
}

/** The same as filters. */
export function filtersOf(where: Readonly<Record<string, string>>): readonly Filter[] {
  return Object.entries(where).map(([dimension, value]) => ({ dimension, op: "in", values: [value] }));
}

/** What a dimension's column shows for a line: null if the line covers all of its values. */
export function whereText(value: string | undefined): string | null {
  return value === "" ? noValue : (value ?? null);
}

/** The result of `find`; if that throws, its reason is rethrown with the line. */
export function onLine<Found>(find: () => Found, line: number, faults: FigureFaults): Found {
  try {
    return find();
  } catch (error) {
    throw error instanceof UserError ? faults.line(line, `${error.message}.`, error.next) : error;
  }
}

function recordsOf(file: string, faults: FigureFaults) {
  try {
    const lines = readSmallFile(file)
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/);
    const separator = separatorOf(lines.find((text) => text.trim() !== "") ?? "");
    const records = lines.map((text, index) => ({ line: index + 1, cells: cellsOf(text, separator) }));
    return records.filter(({ cells }) => cells.some((text) => text.trim() !== ""));
  } catch (error) {
    if (error instanceof UnreadableFile) throw faults.unreadable(error.message);
    throw error;
  }
}

/** A semicolon if the header has one and no comma, as in CSV from spreadsheets in some countries. */
function separatorOf(head: string): "," | ";" {
  return !head.includes(",") && head.includes(";") ? ";" : ",";
}

/** The cells of a line of CSV; quoted ones may contain the separator. */
function cellsOf(text: string, separator: "," | ";"): readonly string[] {
  const found = text.matchAll(separator === "," ? commaCells : semicolonCells);
  return [...found].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}

const commaCells = /(?<=^|,)(?:"((?:[^"]|"")*)"|([^,]*))(?=,|$)/g;
const semicolonCells = /(?<=^|;)(?:"((?:[^"]|"")*)"|([^;]*))(?=;|$)/g;
