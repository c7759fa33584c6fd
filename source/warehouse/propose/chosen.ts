import type { Decision } from "./decision.ts";
import type { ColumnProposal } from "./proposal.ts";

/** A column of the contract, and the decisions made in choosing it. */
export interface Chosen {
  readonly column: ColumnProposal;
  readonly decisions: readonly Decision[];
}

/** A column that the user chose is certain. */
export function asSaid(column: ColumnProposal): ColumnProposal {
  return { ...column, confidence: "sure", reason: `as you said; ${column.reason}` };
}
