import { type Catalog, countsActive, retentionOf } from "../../../domain/catalog.ts";
import type { CohortQuery } from "../../../domain/cohort.ts";
import type { Item } from "../../state/overlay.ts";

const offered = [1, 2, 3, 5, 10];

/** Numbers of orders from which a customer counts as active in a cell, and the typed one. */
export function retainedItems(input: string): readonly Item[] {
  const typed = /^[1-9]\d{0,3}$/.test(input.trim()) ? [Number(input)] : [];
  const numbers = typed.length > 0 ? typed : offered;
  return numbers.map((orders) => ({
    value: String(orders),
    label: orders === 1 ? "any order" : `at least ${orders} orders`,
    detail: "in a period, to count as retained",
  }));
}

/** The query with another least number of orders, of a measure that counts active customers; undefined if the data has none. */
export function withRetainedOrders(query: CohortQuery, orders: number, catalog: Catalog): CohortQuery | undefined {
  const { retainedOrders: _, ...plain } = query;
  if (orders === 1) return plain;
  const measure = isOfActive(query.measure, catalog) ? query.measure : retentionOf(catalog)?.name;
  return measure === undefined ? undefined : { ...plain, measure, retainedOrders: orders };
}

/** The query with another measure, without a least number of orders that means nothing for it. */
export function withMeasure(query: CohortQuery, measure: string, catalog: Catalog): CohortQuery {
  const { retainedOrders: _, ...plain } = query;
  return { ...(isOfActive(measure, catalog) ? query : plain), measure };
}

function isOfActive(name: string, catalog: Catalog): boolean {
  return catalog.measures.some((one) => one.name === name && countsActive(catalog, one));
}
