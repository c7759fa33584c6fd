import type { MappedDecision } from "../mapping/mapping-schema.ts";
import type { Totals, WeighedDecision } from "./proposal.ts";

/** A decision as written to the mapping file: words instead of ids. */
export function mappedDecision(decision: WeighedDecision): MappedDecision {
  const taken = decision.options.find(({ id }) => id === decision.taken);
  const others = decision.options.filter(({ id }) => id !== decision.taken && decision.totals[id] !== undefined);
  const own = decision.totals[decision.taken];
  return {
    about: decision.about,
    taken: taken?.says ?? decision.taken,
    because: decision.because === "" ? undefined : decision.because,
    effect: decision.effect,
    ...(decision.isAssumption ? { assumption: true } : {}),
    ...(others.length > 0 && own !== undefined ? { net_revenue: money(own) } : {}),
    ...(others.length > 0
      ? { otherwise: others.map(({ id, says }) => ({ reading: says, net_revenue: money(decision.totals[id]) })) }
      : {}),
  };
}

function money(totals: Totals | undefined): string | undefined {
  return totals?.netRevenue;
}
