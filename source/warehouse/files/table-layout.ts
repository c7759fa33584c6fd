import type { LeftOut } from "../../domain/file-reading.ts";
import type { Dialect } from "./split-records.ts";

/** The layout of a table in a text: found from its first records, or given by a mapping. */
export interface Layout {
  readonly dialect: Dialect;
  readonly columns: readonly string[];
  /** Columns whose names differ only by case. */
  readonly twice: readonly string[];
  /** Names as written in the file, to recognise a repeated header; undefined without a header. */
  readonly header: readonly string[] | undefined;
  readonly headerLine: number | undefined;
  /** Physical line on which the data starts. */
  readonly dataLine: number;
  /** Non-empty lines before the header. */
  readonly notesBefore: readonly number[];
  /** Other tables before the header. */
  readonly above: readonly LeftOut[];
  /** Years named in those lines, for dates below without a year. */
  readonly years?: readonly string[];
  /** Months named in those lines: `2024-03`. */
  readonly months?: readonly string[];
  /** Texts that mean no value, by the place of the column. */
  readonly blanks: ReadonlyMap<number, readonly string[]>;
  /** Cells that a record usually has filled. */
  readonly fill: number;
  /** Values in a record, including blank ones at the end of the line. */
  readonly width: number;
  /** Whether lines omit blank values at their end. */
  readonly isRagged: boolean;
  /** Whether values end in tabs, so that spreadsheets do not take numbers of many digits for numbers. */
  readonly hasTabs: boolean;
}
