import type { Asked } from "./asked.ts";
import type { Hints } from "./hints.ts";
import type { ColumnProposal, Missing } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import type { RateTable } from "./rate-table.ts";
import type { SampledFile } from "./sampled-file.ts";
import type { StateSource } from "./states-beside.ts";

/** Refunds of another file, summed per order or line and joined. */
export interface JoinedRefunds {
  readonly file: string;
  /** The lines' column that refunds refer to, and whether it identifies a line. */
  readonly own: string;
  readonly isOfLine: boolean;
  /** The joined column with their sum. */
  readonly column: string;
}

/** Everything needed to decide on order lines. */
export interface LinesScene {
  readonly asked: Asked;
  readonly reader: Reader;
  readonly file: SampledFile;
  readonly hints: Hints | undefined;
  readonly refunds: JoinedRefunds | undefined;
  /** Another file's states of the orders, whose count is joined. */
  readonly states: StateSource | undefined;
  /** A file of exchange rates beside the lines. */
  readonly rates: RateTable | undefined;
  /** Whether another file may contain reversals. */
  readonly hasReversals: boolean;
  /** Whether the lines come from several files, so that record numbers repeat. */
  readonly isInParts: boolean;
  /** Makes a table in which columns given on an order's first line are filled in on all of its lines. */
  readonly filled: (file: SampledFile, by: string, columns: readonly string[]) => Promise<SampledFile>;
}

/** A table that cannot be order lines: what it lacks, and what is known of the rest. */
export interface Lacking {
  readonly missing: readonly Missing[];
  readonly known: readonly ColumnProposal[];
  /** Why, if it is not for want of a column. */
  readonly because?: string | undefined;
}
