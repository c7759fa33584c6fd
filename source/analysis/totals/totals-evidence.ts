import type { Statement } from "../../domain/cohort.ts";
import type { Capability } from "../../domain/data-set.ts";
import type { Words } from "../words.ts";
import type { TotalsLayout, TotalsSums } from "./sums.ts";
import type { TotalsInvestigation } from "./totals-investigation.ts";

/** The statements that the figures were read with, by subject. */
export type TotalsStatements = Readonly<Record<"cells" | "tieOut" | "named" | "segments" | "lineSegments", Statement>>;

/** Everything that the steps of a question about totals are written from. */
export interface TotalsEvidence extends Omit<TotalsInvestigation, "steps"> {
  readonly statements: TotalsStatements;
  readonly layout: TotalsLayout;
  readonly sums: readonly [TotalsSums, TotalsSums];
  readonly words: Words;
  readonly isSilent: boolean;
  /** What the source has data for. */
  readonly capabilities: readonly Capability[];
}
