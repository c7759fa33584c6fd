import type { Asked } from "./asked.ts";
import type { Hints } from "./hints.ts";
import type { ColumnProposal, Missing } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";

/** Refunds of another file, added up per order or line and joined. */
export interface JoinedRefunds {
  readonly file: string;
  /** The lines' column by which refunds name what they give back, and whether it is the line's. */
  readonly own: string;
  readonly isOfLine: boolean;
  /** The joined column of their sum. */
  readonly column: string;
}

/** What order lines are decided on. */
export interface LinesScene {
  readonly asked: Asked;
  readonly reader: Reader;
  readonly file: SampledFile;
  readonly hints: Hints | undefined;
  readonly refunds: JoinedRefunds | undefined;
  /** Whether another file may tell of reversals. */
  readonly hasReversals: boolean;
  /** Whether the lines come from several files, in which record numbers repeat. */
  readonly isInParts: boolean;
  /** Makes a table in which columns of an order's first line stand on all of its lines. */
  readonly filled: (file: SampledFile, by: string, columns: readonly string[]) => Promise<SampledFile>;
}

/** A table that is no order lines: what it lacks, and what of the rest is known. */
export interface Lacking {
  readonly missing: readonly Missing[];
  readonly known: readonly ColumnProposal[];
}
