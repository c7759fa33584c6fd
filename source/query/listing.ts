import type { Catalog, Dimension, Measure } from "../domain/catalog.ts";
import type { ListingOrder } from "../domain/listing-order.ts";
import { nearest } from "../domain/nearest.ts";
import { questionErrors } from "../errors/question.ts";

/** A column of a listing of order lines or customers. */
export interface Listed {
  readonly name: string;
  /** Over the joined order lines, or over a customer's; money in currency units. */
  readonly sql: string;
  readonly kind: "text" | "money" | "number" | "day" | "time";
  /** Left out if the data has no such dimension or measure. */
  readonly of?: "dimension" | "measure";
  /** Its name for a business that does not sell bags. */
  readonly elsewhere?: string;
}

const text = (name: string): Listed => ({ name, sql: name, kind: "text" });
const number = (name: string, sql = name): Listed => ({ name, sql, kind: "number" });
/** Its owner comes from the catalog. */
const dimension = (name: string): Listed => ({ name, sql: name, kind: "text", of: "dimension" });
const money = (name: string, sql = name): Listed => ({ name, sql, kind: "money", of: "measure" });
const bags = (sql: string): Listed => ({ ...number("bags", sql), elsewhere: "units" });

const lineColumns: readonly Listed[] = [
  text("transaction_id"),
  text("order_id"),
  text("customer_id"),
  { name: "transacted_at", sql: "transacted_at", kind: "time" },
  dimension("point_of_entry"),
  dimension("acquisition_date"),
  dimension("tenure_month"),
  dimension("transaction_type"),
  text("product_id"),
  { ...dimension("bag_size"), elsewhere: "unit_size" },
  dimension("price_point"),
  dimension("discount_program"),
  dimension("prepaid_orders"),
  bags("bags"),
  money("list_revenue"),
  money("discounts"),
  money("reversals"),
  money("plug"),
  money("net_revenue"),
];

const customerColumns: readonly Listed[] = [
  text("customer_id"),
  dimension("acquisition_date"),
  dimension("point_of_entry"),
  dimension("marketing_channel"),
  dimension("region"),
  number("orders", "count(distinct order_id)"),
  bags("sum(bags)"),
  money("net_revenue", "sum(net_revenue)"),
  { name: "last_order_date", sql: "max(transaction_date)", kind: "day" },
];

/** The columns of a listing that this data can fill, how its rows are grouped, and their order. */
export interface Listing {
  readonly columns: readonly Listed[];
  readonly groupBy: readonly string[];
  readonly orderBy: string;
}

/** Order lines, oldest first, with the source's own dimensions before the amounts. No personal data. */
export function lineListing(catalog: Catalog): Listing {
  return {
    columns: withOwn(catalog, "line", listedIn(catalog, lineColumns), "bags"),
    groupBy: [],
    orderBy: "transacted_at, transaction_id",
  };
}

/** Customers, highest net revenue first. No personal data. */
export function customerListing(catalog: Catalog): Listing {
  const columns = withOwn(catalog, "customer", listedIn(catalog, customerColumns), "orders");
  const groupBy = columns.filter(({ name, of }) => of === "dimension" || name === "customer_id").map(nameOf);
  return { columns, groupBy, orderBy: "net_revenue desc, customer_id" };
}

/** A listing's order; its default order if none is given, and for ties. Throws UsageError for a column that it does not have. */
export function orderBy(listing: Listing, order: ListingOrder | undefined): string {
  if (order === undefined) return listing.orderBy;
  const names = listing.columns.map(nameOf);
  if (!names.includes(order.column))
    throw questionErrors.noColumn({ name: order.column, near: nearest(order.column, names), names });
  return `${order.column} ${order.descending ? "desc" : "asc"} nulls last, ${listing.orderBy}`;
}

/** The columns, with those of the source's own dimensions of lines or customers before the column named. */
function withOwn(
  { dimensions }: Catalog,
  of: Dimension["of"],
  columns: readonly Listed[],
  before: string,
): readonly Listed[] {
  const own = dimensions
    .filter((one) => one.isOwn && one.of === of && !one.isOfEntry)
    .map(({ name, type }): Listed => ({ ...dimension(name), kind: kindOf(type) }));
  const place = columns.findIndex(({ name, sql }) => name === before || sql === before);
  return [...columns.slice(0, place), ...own, ...columns.slice(place)];
}

function listedIn({ dimensions, measures }: Catalog, columns: readonly Listed[]): readonly Listed[] {
  const hasBags = measures.some(({ name }) => name === "bags");
  const known = { dimension: byName(dimensions), measure: byName<Dimension | Measure>(measures) };
  return columns.flatMap((column) => {
    const found = column.of && known[column.of].get(column.name);
    if (column.of && !found) return [];
    const kind = found !== undefined && "type" in found ? kindOf(found.type) : column.kind;
    const shown = hasBags ? column : { ...column, name: column.elsewhere ?? column.name };
    return [{ ...shown, kind }];
  });
}

/** Weeks, months and quarters are listed as their first days. */
function kindOf(type: Dimension["type"]): Listed["kind"] {
  if (type === "text") return "text";
  return type === "integer" ? "number" : "day";
}

function byName<Named extends Dimension | Measure>(all: readonly Named[]): ReadonlyMap<string, Dimension | Measure> {
  return new Map(all.map((each) => [each.name, each]));
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
