import type { Proposal } from "./proposal.ts";
import type { Proposed } from "./propose.ts";
import { noTotals } from "./totals.ts";

/**
 * A proposal from samples without any count or sum: what was counted in a sample is no figure of the files. Proposals from all
 * rows stay as they are.
 */
export function uncounted({ proposal, isSampled }: Pick<Proposed, "proposal" | "isSampled">): Proposal {
  if (!isSampled) return proposal;
  return {
    ...proposal,
    totals: noTotals,
    decisions: proposal.decisions.map((decision) => ({
      ...decision,
      because: withoutCounts(decision.because),
      effect: undefined,
      totals: {},
      options: decision.options.map(({ id, says, less }) => ({
        ...{ id, says: withoutCounts(says) },
        ...(less === undefined ? {} : { less: "0" }),
      })),
    })),
    tables: proposal.tables.map((table) => ({
      ...table,
      notes: table.notes.map(withoutCounts),
      columns: table.columns.map((column) => ({ ...column, reason: withoutCounts(column.reason) })),
    })),
    discounts: proposal.discounts.map((discount) => ({ ...discount, reason: withoutCounts(discount.reason) })),
  };
}

/** `12 of 1,200 orders` as `… of … orders`; digits of names, days and files stay. */
export function withoutCounts(text: string): string {
  return text.replaceAll(/(?<![\p{L}\p{N}_./:#-])-?\d[\d,]*(?:\.\d+)?(?![\p{L}\p{N}_/:-]|[.,]\p{L}|[.,]\d)/gu, "…");
}
