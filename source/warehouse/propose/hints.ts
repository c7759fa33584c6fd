import type { MoneyKind } from "./money-names.ts";

/** What a recipe knows of a file's columns: names are the file's own. */
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
  /** The base that the amounts are made of, as documented: a column, or pieces times a price. */
  readonly base: string | undefined;
  /** Columns that are documented to be taken off the base, or to be off it already. */
  readonly takenOff: Readonly<Record<string, boolean>>;
  /** Amounts in the smallest unit of their currency. */
  readonly isMinorUnit: boolean;
  readonly rows: readonly HintedRows[];
}

/** Values of a column that are revenue, that are not, and of which it is not known. */
export interface HintedRows {
  readonly column: string;
  readonly revenue: readonly string[];
  readonly not: readonly string[];
  readonly doubt: readonly string[];
  /** Rows that have a value here are no revenue, as `Cancelled at`. */
  readonly isFilledNot: boolean;
}
