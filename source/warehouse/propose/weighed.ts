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
    const options = asksTotals(decision) ? apart(decision, totals) : decision.options;
    decisions.push({ ...decision, options, isAssumption: decision.isAssumption && isMoving(decision, totals), totals });
  }
  return decisions;
}

function reduced(totals: Totals, less: string): Totals {
  return { ...totals, netRevenue: shortened(Amount.of(totals.netRevenue).minus(Amount.of(less)).toString()) };
}

/** Whether a decision is about nothing but what its totals show; days and customers may differ although the totals are the same. */
function asksTotals({ id }: Decision): boolean {
  const others = ["customer", "date", "dates", "year", "month", "day", "fiscal", "time-zone", "calendar"];
  return !others.includes(id) && !isOfFile(id);
}

/** The readings without those that come to the same as the one taken, or as one before. */
function apart({ options, taken }: Decision, totals: Readonly<Record<string, Totals>>): Decision["options"] {
  const seen = new Set([keyOf(totals[taken])]);
  return options.filter(({ id }) => {
    const key = keyOf(totals[id]);
    const isKept = id === taken || key === undefined || !seen.has(key);
    if (key !== undefined) seen.add(key);
    return isKept;
  });
}

function keyOf(totals: Totals | undefined): string | undefined {
  return totals && [totals.netRevenue, totals.orders, totals.customers].join(" ");
}

/** A reading of money with the same totals as all others leaves nothing to ask. */
function isMoving(decision: Decision, totals: Readonly<Record<string, Totals>>): boolean {
  if (!asksTotals(decision)) return true;
  return new Set(decision.options.map((option) => totals[option.id]?.netRevenue)).size > 1;
}
