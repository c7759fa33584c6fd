import type { MoneyKind } from "./money-names.ts";

/** A recipe's knowledge of a file's columns, in the file's own names. */
export interface Hints {
  readonly recipe: string;
  readonly documentation: string;
  readonly order: string | undefined;
  readonly customer: string | undefined;
  readonly date: string | undefined;
  readonly time: string | undefined;
  readonly quantity: string | undefined;
  readonly product: string | undefined;
  readonly currency: string | undefined;
  /** Whether no other column is money. */
  readonly isComplete: boolean;
  readonly money: Readonly<Record<string, MoneyKind>>;
  /** The documented base of the amounts: a column, or quantity times price. */
  readonly base: string | undefined;
  /** Columns documented as still to be deducted from the base (true), or as deducted already (false). */
  readonly takenOff: Readonly<Record<string, boolean>>;
  /** Amounts in the smallest unit of their currency. */
  readonly isMinorUnit: boolean;
  readonly rows: readonly HintedRows[];
}

/** Values of a column that are revenue, that are not, and that are unclear. */
export interface HintedRows {
  readonly column: string;
  readonly revenue: readonly string[];
  readonly not: readonly string[];
  readonly doubt: readonly string[];
  /** Rows with a value here are not revenue, as for `Cancelled at`. */
  readonly isFilledNot: boolean;
}
