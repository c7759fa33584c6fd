import type { TableName } from "../contract-tables.ts";

/** How sure a proposal is: `unclear` ones are asked about on a terminal. */
export type Confidence = "sure" | "likely" | "unclear";

/** Where one contract column comes from, and why. */
export interface ColumnProposal {
  readonly column: string;
  /** DuckDB SQL over the file's own columns. */
  readonly expression: string;
  /** The file's column that it is mainly made of; undefined for an expression of several. */
  readonly own: string | undefined;
  readonly reason: string;
  readonly confidence: Confidence;
  /** Other columns of the file that it could be, best first. */
  readonly others: readonly string[];
}

/** How one contract table is filled. */
export interface TableProposal {
  readonly table: TableName;
  readonly files: readonly string[];
  /** The table of a DuckDB file. */
  readonly tableName: string | undefined;
  /** What is said above the table in the mapping file. */
  readonly notes: readonly string[];
  readonly filter: string | undefined;
  readonly distinctOn: string | undefined;
  readonly columns: readonly ColumnProposal[];
  readonly confidence: Confidence;
  /** Tables of the workbench that hold the files. */
  readonly from: readonly string[];
}

export interface Proposal {
  readonly name: string;
  readonly currency: string;
  readonly currencyReason: string;
  /** Undefined: the default. */
  readonly netIncludes: readonly string[] | undefined;
  readonly netReason: string;
  readonly tables: readonly TableProposal[];
  /** Files that no table is made from, and tables that nothing was found for. */
  readonly unused: readonly string[];
  readonly unreadable: readonly UnreadFile[];
  readonly missing: readonly TableName[];
}

/** A file that could not be read, and why. */
export interface UnreadFile {
  readonly name: string;
  readonly why: string;
}

/** A column as SQL in the mapping: quoted only where it must be. */
export function sqlName(name: string, reserved: ReadonlySet<string>): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.has(name.toLowerCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

/** `12,345`. */
export function counted(count: number): string {
  return count.toLocaleString("en-US");
}
