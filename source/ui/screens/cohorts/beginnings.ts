import { countsBags } from "../../../domain/business-words.ts";
import type { Filter } from "../../../domain/slice.ts";
import type { Known } from "../../state/place.ts";
import type { Beginning } from "../../state/screen.ts";
import { type CohortsState, initialCohorts } from "./state.ts";

/** Starting views of cohorts: what a customer is worth at first, and who is still active. */
export function cohortBeginnings(known: Known): readonly Beginning<CohortsState>[] {
  const first = initialCohorts(known);
  const has = (name: string) => known.catalog.measures.some((measure) => measure.name === name);
  const worth: Beginning<CohortsState> = {
    name: "What is a new customer worth?",
    detail: "in the first month, by quarter",
    state: { ...first, query: { ...first.query, grain: "quarter", steps: "month" } },
  };
  if (!has("retention")) return [worth];
  const filters = [...first.query.filters, ...besideSubscriptions(known)];
  const still: Beginning<CohortsState> = {
    name: "Who still buys?",
    detail: filters.length > 1 ? besideWords(known) : "customers of each month, by age",
    state: { ...first, query: { ...first.query, measure: "retention", filters } },
  };
  return [worth, still];
}

function besideWords({ dataSet: { words } }: Known): string {
  return countsBags(words) ? "subscribers: single bags and gifts" : "subscribers: single orders";
}

/** What subscribers buy besides their subscription, if the data has that. */
function besideSubscriptions({ catalog, dataSet }: Known): readonly Filter[] {
  const hasThem = dataSet.capabilities.some(({ name, available }) => name === "subscriptions" && available);
  const hasType = catalog.dimensions.some(({ name }) => name === "transaction_type");
  return hasThem && hasType ? [{ dimension: "transaction_type", op: "in", values: ["a_la_carte", "gift"] }] : [];
}
