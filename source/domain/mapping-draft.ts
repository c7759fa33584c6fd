/** A mapping as proposed and changed before it is written: plain data, so that a screen can show it. */
export interface MappingDraft {
  /** What the user opened. */
  readonly source: string;
  /** Whether it is made from all rows; otherwise from samples, and has no figures. */
  readonly isCounted: boolean;
  /** The resulting totals; undefined while something is missing, an expression fails, or rows are still being counted. */
  readonly totals: DraftTotals | undefined;
  /** ISO 4217. */
  readonly currency: string;
  /** What must be chosen before there are order lines. */
  readonly gaps: readonly DraftGap[];
  /** How the data are read, unproven decisions first. */
  readonly decisions: readonly DraftDecision[];
  /** Every file of the source: how it was read, and what it is used for or why not. */
  readonly files: readonly DraftFile[];
  /** All tables of the contract, those with a file first. */
  readonly tables: readonly DraftTable[];
  /** Currency, files that could not be read or are not used. */
  readonly notes: readonly string[];
  /** The file as it would be written. */
  readonly text: string;
}

/** The totals of a reading. Money as exact decimal text, days as 2024-01-31. */
export interface ReadingTotals {
  readonly netRevenue: string;
  readonly orders: number;
  readonly customers: number;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface DraftTotals extends ReadingTotals {
  readonly largestCustomer: Largest | undefined;
  readonly largestDay: Largest | undefined;
}

/** The largest of a kind by net revenue of its lines, before reversals. */
export interface Largest {
  readonly name: string;
  readonly netRevenue: string;
}

/** Something that order lines need and neither names nor contents reveal. */
export interface DraftGap {
  /** customer, date or amount. */
  readonly role: string;
  readonly file: string;
  /** The file's name among the choices of a table. */
  readonly lines: string;
  /** Columns of the file, likely ones first. */
  readonly choices: readonly DraftChoice[];
}

export interface DraftDecision {
  readonly id: string;
  readonly about: string;
  /** The reading that is taken. */
  readonly taken: string;
  readonly because: string;
  /** The lines and sums that it leaves out, in words. */
  readonly effect: string | undefined;
  /** Whether the data do not prove it and nobody has answered it. */
  readonly isAssumption: boolean;
  readonly readings: readonly DraftReading[];
}

export interface DraftReading {
  readonly id: string;
  readonly says: string;
  /** Its totals, if they were computed. */
  readonly totals: ReadingTotals | undefined;
  /** Whether no mapping of these files can express it: it is shown with its net revenue, and cannot be taken. */
  readonly isOutOfReach?: boolean;
}

export interface DraftFile {
  readonly name: string;
  /** Tables made from it; none: it is not used. */
  readonly tables: readonly string[];
  /** How it was read, or why it was not. */
  readonly says: string;
}

export interface DraftTable {
  readonly table: string;
  /** None: the table is left out. */
  readonly files: readonly string[];
  readonly notes: readonly string[];
  readonly filter: string | undefined;
  /** The contract's columns in order; empty if the table is left out. */
  readonly columns: readonly DraftColumn[];
  /** Which of the choices it is made from; undefined if it is left out. */
  readonly from: string | undefined;
  /** Files that it could be made from. */
  readonly choices: readonly DraftChoice[];
  readonly preview: DraftPreview | undefined;
  /** Why it cannot be read as it is. */
  readonly problem: string | undefined;
}

export interface DraftColumn {
  readonly column: string;
  readonly isRequired: boolean;
  /** DuckDB SQL over the file's own columns; undefined if nothing fills it. */
  readonly expression: string | undefined;
  readonly reason: string;
  readonly confidence: "sure" | "likely" | "unclear" | undefined;
  readonly choices: readonly DraftChoice[];
}

/** A possible answer and its label. */
export interface DraftChoice {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
}

/** Rows as mapped; names and addresses of people are masked. */
export interface DraftPreview {
  /** Undefined while they are still being counted. */
  readonly rows: number | undefined;
  /** Rows that lack a required value or cannot be read. */
  readonly bad: number;
  readonly columns: readonly string[];
  readonly sample: readonly (readonly (string | null)[])[];
  /** Whether the rows are those of the file because nothing can be mapped yet. */
  readonly isOfFile?: boolean;
}

/** A user's change: of a reading, of what fills a gap, of a column's source or of a table's file; or an undo of the last one. */
export type DraftChange =
  | { readonly kind: "decision"; readonly id: string; readonly value: string }
  | { readonly kind: "gap"; readonly role: string; readonly lines: string; readonly value: string }
  | { readonly kind: "column"; readonly table: string; readonly column: string; readonly value: string }
  | { readonly kind: "table"; readonly table: string; readonly value: string }
  | { readonly kind: "undo" };

/** News of reading all rows while a draft of samples is shown: how far it is, and the draft of all rows or why there is none. */
export type CountingNews =
  | { readonly kind: "counting"; readonly done: number }
  | { readonly kind: "counted"; readonly draft: MappingDraft; readonly changes: readonly string[] }
  | { readonly kind: "not_counted"; readonly text: string };

/** The answer that nothing fills a column, or a table. */
export const leftOut = "none";

/** What prevents building with a draft, in words; undefined if nothing does. */
export function draftFault({ tables, gaps }: MappingDraft): string | undefined {
  const [gap] = gaps;
  if (gap !== undefined) return `nothing says which column is the ${gap.role}: choose a column of ${gap.file}`;
  const lines = tables.find((table) => table.table === "transactions");
  if (lines === undefined || lines.files.length === 0)
    return "transactions have no file, and nothing works without them";
  for (const { table, columns, problem } of tables) {
    const column = columns.find((one) => one.isRequired && one.expression === undefined);
    if (column !== undefined) return `${table}.${column.column} is required: choose its column, or leave ${table} out`;
    if (problem !== undefined) return `${table}: ${problem}`;
  }
  return undefined;
}
