import type { Catalog } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import { contactColumns } from "../domain/contact-columns.ts";
import type { Slice } from "../domain/slice.ts";
import type { Aggregate } from "./aggregate.ts";
import { lineClauses, linesFrom } from "./facts.ts";
import { planFilters } from "./predicate.ts";
import { Parameters, selectFrom, withClauses } from "./statement.ts";

/** Columns of `compileContacts`; the only statement that reads personal columns. */
export const contactFields = [
  "customer_id",
  "is_member",
  "email",
  "first_name",
  "last_name",
  ...contactColumns,
] as const;
export type ContactField = (typeof contactFields)[number];

/**
 * Every customer, whether they belong to the audience (order lines in the slice, at least `orders` orders there) and how
 * they can be reached, by id. Customers outside the audience are included too, because an ad network may still hold some
 * who opted out.
 */
export function compileContacts(catalog: Catalog, slice: Slice, orders: number): Statement {
  const parameters = new Parameters();
  const filters = planFilters(catalog, slice.filters);
  const aggregate: Aggregate = { by: [], measures: [], filters, ...(slice.period ? { period: slice.period } : {}) };
  const members = selectFrom(
    ["customer_id"],
    [
      ...linesFrom(aggregate, parameters),
      "group by customer_id",
      `having customer_id is not null and count(distinct order_id) >= cast(${parameters.bind(orders)} as integer)`,
    ],
  );
  const columns = contactFields.map((name) => {
    if (name === "customer_id") return "coalesce(contacts.customer_id, members.customer_id) as customer_id";
    if (name === "is_member") return "members.customer_id is not null as is_member";
    return `contacts.${name}`;
  });
  const final = selectFrom(columns, [
    "from bronze.stg_customers as contacts",
    "full join members on contacts.customer_id = members.customer_id",
    "order by 1",
  ]);
  const clauses = [...lineClauses(aggregate, parameters), ["members", members] as const];
  return { sql: withClauses(clauses, final), params: parameters.values };
}
