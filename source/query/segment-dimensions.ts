import type { Catalog, Dimension } from "../domain/catalog.ts";
import type { SavedSegment } from "../domain/saved-segment.ts";
import { Literals } from "./literals.ts";
import { carriesDiscount, type PlannedFilter, planFilters, predicate } from "./predicate.ts";
import { within } from "./statement.ts";

/** The catalog with each saved segment as a dimension of customers. Throws UsageError for a filter that cannot be applied. */
export function withSegments(catalog: Catalog, segments: readonly SavedSegment[]): Catalog {
  if (segments.length === 0) return catalog;
  const added = segments.map((segment): Dimension => {
    const { name, label, description } = segment;
    return {
      ...{ name, label, description },
      ...{ of: "customer", type: "text", isOnBoards: false, isSavedSegment: true },
      expression: `case when ${memberSql(segment, catalog)} then 'yes' else 'no' end`,
    };
  });
  return { ...catalog, dimensions: [...catalog.dimensions, ...added] };
}

/** SQL over the columns of a customer: whether they belong to the segment. */
function memberSql({ filters, period, orders }: SavedSegment, catalog: Catalog): string {
  const planned = planFilters(catalog, filters);
  const ofCustomers = planned.filter(({ dimension }) => dimension.of === "customer");
  const ofLines = planned.filter(({ dimension }) => dimension.of !== "customer");
  const conditions = ofCustomers.map((filter) => predicate(filter, filter.dimension.expression, new Literals()));
  if (ofLines.length > 0 || period !== undefined || orders !== undefined) {
    const lines = [
      ...ofLines.map(lineCondition),
      ...(period === undefined ? [] : [within("transaction_date", period, new Literals())]),
    ];
    conditions.push(`customer_key in (${membersOf(lines, orders ?? 1)})`);
  }
  return conditions.length === 0 ? "true" : conditions.join(" and ");
}

function membersOf(conditions: readonly string[], orders: number): string {
  const where = ["customer_key is not null", ...conditions].join(" and ");
  const having = `having count(distinct order_id) >= ${orders}`;
  return `select customer_key from silver.fct_transactions where ${where} group by customer_key ${having}`;
}

function lineCondition(filter: PlannedFilter): string {
  const { dimension } = filter;
  if (dimension.of === "discount") return carriesDiscount(filter, "transaction_id", new Literals());
  const own = predicate(filter, dimension.expression, new Literals());
  if (dimension.of === "line") return own;
  return `coalesce(coffee_profile_key in (select coffee_profile_key from silver.dim_coffee_profile where ${own}), false)`;
}
