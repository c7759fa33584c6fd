import { Amount } from "../domain/amount.ts";
import type { Catalog } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import type { ListingOrder } from "../domain/listing-order.ts";
import type { Slice } from "../domain/slice.ts";
import type { RowPage, Value } from "../domain/slice-result.ts";
import type { Aggregate } from "./aggregate.ts";
import { lineClauses, linesFrom } from "./facts.ts";
import { customerListing, type Listed, type Listing, lineListing, orderBy } from "./listing.ts";
import { planFilters } from "./predicate.ts";
import { type Cell, type Clause, named, Parameters, type Run, selectFrom, withClauses } from "./statement.ts";

export interface Page {
  readonly offset: number;
  readonly limit: number;
  /** Absent: oldest first, or highest net revenue first. */
  readonly order?: ListingOrder | undefined;
}

/**
 * One page of the order lines behind a slice, oldest first unless another order is given, with their total number. No
 * personal data.
 */
export async function linesBehind(
  catalog: Catalog,
  slice: Slice,
  page: Page,
  run: Run,
  signal?: AbortSignal,
): Promise<RowPage> {
  return readPage(catalog, slice, page, lineListing(catalog), run, signal);
}

/** One page of the customers who have order lines in a slice, highest net revenue first unless another order is given. No personal data. */
export async function customersBehind(
  catalog: Catalog,
  slice: Slice,
  page: Page,
  run: Run,
  signal?: AbortSignal,
): Promise<RowPage> {
  return readPage(catalog, slice, page, customerListing(catalog), run, signal);
}

/** The statement behind `linesBehind`. */
export function compileLines(catalog: Catalog, slice: Slice, page: Page): Statement {
  return compilePage(catalog, slice, page, lineListing(catalog));
}

/** The statement behind `customersBehind`. */
export function compileCustomers(catalog: Catalog, slice: Slice, page: Page): Statement {
  return compilePage(catalog, slice, page, customerListing(catalog));
}

/** The number of order lines behind a slice. */
export async function countLines(catalog: Catalog, slice: Slice, run: Run, signal?: AbortSignal): Promise<number> {
  const parameters = new Parameters();
  const aggregate = aggregateOf(catalog, slice, []);
  const clauses = lineClauses(aggregate, parameters);
  const final = selectFrom(["count(*) as order_lines"], linesFrom(aggregate, parameters));
  const [row] = await run({ sql: withClauses(clauses, final), params: parameters.values }, signal);
  return Number(row?.[0] ?? 0);
}

function compilePage(catalog: Catalog, slice: Slice, page: Page, listing: Listing): Statement {
  const parameters = new Parameters();
  const aggregate = aggregateOf(catalog, slice, listing.columns);
  const clauses = lineClauses(aggregate, parameters);
  const columns = listing.columns.map(({ name, sql }) => named(sql, name));
  const final = selectFrom(
    [...columns, `${totalOf(aggregate, listing, parameters)} as total_rows`],
    [
      ...linesFrom(aggregate, parameters),
      grouped(listing),
      `order by ${orderBy(listing, page.order)}`,
      `offset ${Math.trunc(page.offset)} limit ${Math.trunc(page.limit)}`,
    ],
  );
  return { sql: withClauses(clauses, final), params: parameters.values };
}

/** The total number of rows; lines are counted separately, since a window would hold all of them for one page. */
function totalOf(aggregate: Aggregate, { groupBy }: Listing, parameters: Parameters): string {
  if (groupBy.length > 0) return "count(*) over ()";
  return `(\n        ${["select count(*)", ...linesFrom(aggregate, parameters)].filter((line) => line !== "").join("\n        ")}\n    )`;
}

/** What a listing is read from: the statement's clauses before it, and its own `from` and `group by`. */
export function listed(
  catalog: Catalog,
  slice: Slice,
  listing: Listing,
  parameters: Parameters,
): { readonly clauses: Clause[]; readonly select: string } {
  const aggregate = aggregateOf(catalog, slice, listing.columns);
  const clauses = lineClauses(aggregate, parameters);
  const columns = listing.columns.map(({ name, sql }) => named(sql, name));
  return { clauses, select: selectFrom(columns, [...linesFrom(aggregate, parameters), grouped(listing)]) };
}

function aggregateOf(catalog: Catalog, slice: Slice, columns: readonly Listed[]): Aggregate {
  const names = new Set(columns.map(({ name }) => name));
  return {
    by: catalog.dimensions.filter(({ name, of }) => of === "customer" && names.has(name)),
    measures: [],
    filters: planFilters(catalog, slice.filters),
    period: slice.period,
  };
}

function grouped({ groupBy }: Listing): string {
  return groupBy.length > 0 ? `group by ${groupBy.join(", ")}` : "";
}

async function readPage(
  catalog: Catalog,
  slice: Slice,
  page: Page,
  listing: Listing,
  run: Run,
  signal: AbortSignal | undefined,
): Promise<RowPage> {
  const statement = compilePage(catalog, slice, page, listing);
  const rows = await run(statement, signal);
  return {
    columns: listing.columns.map((column) => column.name),
    rows: rows.map((row) => valuesOf(listing, row)),
    total: Number(rows[0]?.at(-1) ?? 0),
    sql: [statement],
  };
}

function valuesOf({ columns }: Listing, row: readonly Cell[]): readonly Value[] {
  return columns.map((column, index) => listedValue(column, row[index] ?? null));
}

/** A cell of a listing as shown and exported. */
export function listedValue(column: Listed, cell: Cell): Value {
  if (typeof cell === "boolean") return String(cell);
  return column.kind === "money" && cell !== null ? Amount.of(String(cell)) : cell;
}
