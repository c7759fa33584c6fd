import type { Catalog } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import type { Slice } from "../domain/slice.ts";
import type { RowPage, Value } from "../domain/slice-result.ts";
import type { Aggregate } from "./aggregate.ts";
import { lineClauses, linesFrom } from "./facts.ts";
import { planFilters } from "./predicate.ts";
import { type Cell, Parameters, type Run, selectFrom, withClauses } from "./statement.ts";

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** A column of a listing; money is read in whole cents and shown in currency units. */
interface Listed {
  readonly name: string;
  readonly sql: string;
  readonly isMoney?: boolean;
  /** Left out where the data has no such dimension or measure. */
  readonly of?: "dimension" | "measure";
}

const text = (name: string, sql = name): Listed => ({ name, sql });
const dimension = (name: string): Listed => ({ name, sql: name, of: "dimension" });
const money = (name: string, sql = name): Listed => ({
  name,
  sql: `cast(${sql} * 100 as bigint)`,
  isMoney: true,
  of: "measure",
});

const lineColumns: readonly Listed[] = [
  text("transaction_id"),
  text("order_id"),
  text("customer_id"),
  text("transacted_at"),
  dimension("point_of_entry"),
  dimension("acquisition_date"),
  dimension("tenure_month"),
  dimension("transaction_type"),
  text("product_id"),
  dimension("bag_size"),
  dimension("price_point"),
  dimension("discount_program"),
  dimension("prepaid_orders"),
  text("bags"),
  money("list_revenue"),
  money("discounts", "(welcome_discount + prepaid_discount + other_discount)"),
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
  text("orders", "count(distinct order_id)"),
  text("bags", "sum(bags)"),
  money("net_revenue", "sum(net_revenue)"),
  text("last_order_date", "max(transaction_date)"),
];

/** The columns for which this data has something. */
function listedIn({ dimensions, measures }: Catalog, columns: readonly Listed[]): readonly Listed[] {
  const names = { dimension: new Set(dimensions.map(nameOf)), measure: new Set(measures.map(nameOf)) };
  return columns.filter(({ name, of }) => of === undefined || names[of].has(name));
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

/** One page of the order lines behind a slice, oldest first, with how many there are in all. No personal data. */
export async function linesBehind(
  catalog: Catalog,
  slice: Slice,
  page: Page,
  run: Run,
  signal?: AbortSignal,
): Promise<RowPage> {
  return readPage(listedIn(catalog, lineColumns), compileLines(catalog, slice, page), run, signal);
}

/** One page of the customers who have order lines in a slice, highest net revenue first. No personal data. */
export async function customersBehind(
  catalog: Catalog,
  slice: Slice,
  page: Page,
  run: Run,
  signal?: AbortSignal,
): Promise<RowPage> {
  return readPage(listedIn(catalog, customerColumns), compileCustomers(catalog, slice, page), run, signal);
}

/** The statement behind `linesBehind`. */
export function compileLines(catalog: Catalog, slice: Slice, page: Page): Statement {
  return compilePage(catalog, slice, page, listedIn(catalog, lineColumns), ["order by transacted_at, transaction_id"]);
}

function compileCustomers(catalog: Catalog, slice: Slice, page: Page): Statement {
  const columns = listedIn(catalog, customerColumns);
  const groups = columns.filter(({ name, of }) => of === "dimension" || name === "customer_id").map(({ name }) => name);
  return compilePage(catalog, slice, page, columns, [
    `group by ${groups.join(", ")}`,
    "order by net_revenue desc, customer_id",
  ]);
}

function compilePage(
  catalog: Catalog,
  slice: Slice,
  page: Page,
  columns: readonly Listed[],
  rest: readonly string[],
): Statement {
  const parameters = new Parameters();
  const listedNames = new Set(columns.map((column) => column.name));
  const aggregate: Aggregate = {
    by: catalog.dimensions.filter(({ name, of }) => of === "customer" && listedNames.has(name)),
    measures: [],
    filters: planFilters(catalog, slice.filters),
    period: slice.period,
  };
  const clauses = lineClauses(aggregate, parameters);
  const listed = columns.map(({ name, sql }) => (name === sql ? name : `${sql} as ${name}`));
  const final = selectFrom(
    [...listed, "count(*) over () as total_rows"],
    [...linesFrom(aggregate, parameters), ...rest, `limit ${Math.trunc(page.limit)} offset ${Math.trunc(page.offset)}`],
  );
  return { sql: withClauses(clauses, final), params: parameters.values };
}

async function readPage(
  columns: readonly Listed[],
  statement: Statement,
  run: Run,
  signal?: AbortSignal,
): Promise<RowPage> {
  const rows = await run(statement, signal);
  return {
    columns: columns.map((column) => column.name),
    rows: rows.map((row) => columns.map((column, index) => toValue(column, row[index] ?? null))),
    total: Number(rows[0]?.at(-1) ?? 0),
    sql: [statement],
  };
}

function toValue(column: Listed, cell: Cell): Value {
  if (typeof cell === "boolean") return String(cell);
  return column.isMoney && cell !== null ? Number(cell) / 100 : cell;
}
