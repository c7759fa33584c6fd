import { Amount } from "../../domain/amount.ts";
import type { Choices, Decision } from "./decision.ts";
import { isOfFile } from "./files-left-out.ts";
import type { Proposal, Totals, WeighedDecision } from "./proposal.ts";
import { shortened } from "./totals.ts";

/**
 * The decisions of a proposal, the assumptions among them (and what the user chose) with the total of each reading; `totalsBy`
 * gives those of other choices.
 */
export async function weighed(
  taken: Proposal,
  choices: Choices,
  totalsBy: (choices: Choices) => Promise<Totals>,
): Promise<readonly WeighedDecision[]> {
  const decisions: WeighedDecision[] = [];
  for (const decision of taken.decisions) {
    const totals: Record<string, Totals> = { [decision.taken]: taken.totals };
    for (const { id, less } of decision.isAssumption || choices[decision.id] !== undefined ? decision.options : []) {
      if (id === decision.taken) continue;
      totals[id] = less === undefined ? await totalsBy({ ...choices, [decision.id]: id }) : reduced(taken.totals, less);
    }
    decisions.push({ ...decision, isAssumption: decision.isAssumption && isMoving(decision, totals), totals });
  }
  return decisions;
}

function reduced(totals: Totals, less: string): Totals {
  return { ...totals, netRevenue: shortened(Amount.of(totals.netRevenue).minus(Amount.of(less)).toString()) };
}

/** A reading of money with the same totals as all others leaves nothing to ask; days and customers may still differ. */
function isMoving({ id, options }: Decision, totals: Readonly<Record<string, Totals>>): boolean {
  if (["customer", "date", "dates", "year", "month", "fiscal", "time-zone", "calendar"].includes(id) || isOfFile(id))
    return true;
  return new Set(options.map((option) => totals[option.id]?.netRevenue)).size > 1;
}
