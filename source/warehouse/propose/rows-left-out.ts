import type { Decision } from "./decision.ts";
import type { Left } from "./left-out.ts";

/** Rows that are no order lines, as decided. */
export interface RowsLeftOut {
  readonly conditions: readonly string[];
  readonly parts: readonly Left[];
  readonly decisions: readonly Decision[];
}

/** Of a decision that leaves every row in. */
export const noRowsLeftOut: RowsLeftOut = { conditions: [], parts: [], decisions: [] };

/** What several decisions leave out, in their order. */
export function leftOutTogether(all: readonly RowsLeftOut[]): RowsLeftOut {
  return {
    conditions: all.flatMap(({ conditions }) => conditions),
    parts: all.flatMap(({ parts }) => parts),
    decisions: all.flatMap(({ decisions }) => decisions),
  };
}
