/** A mapping as it is proposed and changed before it is written: plain, so that a screen can show it. */
export interface MappingDraft {
  /** What the user opened. */
  readonly source: string;
  /** All tables of the contract, those with a file first. */
  readonly tables: readonly DraftTable[];
  /** Currency, files that could not be read or are not used. */
  readonly notes: readonly string[];
  /** The file as it would be written. */
  readonly text: string;
}

export interface DraftTable {
  readonly table: string;
  /** None: the table is left out. */
  readonly files: readonly string[];
  readonly notes: readonly string[];
  readonly filter: string | undefined;
  /** The contract's columns in its order; none where the table is left out. */
  readonly columns: readonly DraftColumn[];
  /** Files that it could be made from. */
  readonly choices: readonly DraftChoice[];
  readonly preview: DraftPreview | undefined;
  /** Why it cannot be read as it is. */
  readonly problem: string | undefined;
}

export interface DraftColumn {
  readonly column: string;
  readonly isRequired: boolean;
  /** DuckDB SQL over the file's own columns; undefined where nothing fills it. */
  readonly expression: string | undefined;
  readonly reason: string;
  readonly confidence: "sure" | "likely" | "unclear" | undefined;
  readonly choices: readonly DraftChoice[];
}

/** An answer that a change takes, and how it reads. */
export interface DraftChoice {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
}

/** Rows as mapped; names and addresses of people are masked. */
export interface DraftPreview {
  readonly rows: number;
  /** Rows that lack a required value or cannot be read. */
  readonly bad: number;
  readonly columns: readonly string[];
  readonly sample: readonly (readonly (string | null)[])[];
}

/** What a user changes: the source of a column, the file of a table, or the last change taken back. */
export type DraftChange =
  | { readonly kind: "column"; readonly table: string; readonly column: string; readonly value: string }
  | { readonly kind: "table"; readonly table: string; readonly value: string }
  | { readonly kind: "undo" };

/** The answer that nothing fills a column, or a table. */
export const leftOut = "none";

/** What stands in the way of building with a draft, in words; undefined where nothing does. */
export function draftFault({ tables }: MappingDraft): string | undefined {
  const lines = tables.find((table) => table.table === "transactions");
  if (lines === undefined || lines.files.length === 0) return "transactions have no file: nothing works without them";
  for (const { table, columns, problem } of tables) {
    const column = columns.find((one) => one.isRequired && one.expression === undefined);
    if (column !== undefined) return `${table}.${column.column} is required: choose its column, or leave ${table} out`;
    if (problem !== undefined) return `${table}: ${problem}`;
  }
  return undefined;
}
