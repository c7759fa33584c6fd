import type { Catalog } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import type { ListingOrder } from "../domain/listing-order.ts";
import type { Slice } from "../domain/slice.ts";
import type { Value } from "../domain/slice-result.ts";
import { listed } from "./drill-through.ts";
import { customerListing, type Listed, type Listing, lineListing, orderBy } from "./listing.ts";
import { type Clause, Parameters, selectFrom, withClauses } from "./statement.ts";

/** The position of a row in its listing, from 1; no column has such a name. */
export const position = '"row position"';

/** How a row becomes text. Both ways give the same text. */
export interface RowWriter {
  /** SQL over the columns' names, and over `position` if the rows are numbered. Never null. */
  readonly sql: (columns: readonly Listed[]) => string;
  readonly isNumbered: boolean;
  /** Made here from values, for engines whose SQL would write it differently. */
  readonly text: (columns: readonly Listed[], values: readonly Value[], at: number) => string;
}

/** A listing whose rows the database writes as text, so that millions of them never become values here. */
export interface WrittenListing {
  readonly columns: readonly Listed[];
  readonly writer: RowWriter;
  /** One column, a BLOB: the text of a row, without a line end. */
  readonly statement: Statement;
  /** The same rows as values. */
  readonly rows: Statement;
  /** The first of these rows. */
  readonly head: Statement;
}

export interface RowOptions {
  readonly limit?: number | undefined;
  readonly order?: ListingOrder | undefined;
}

/** What `linesBehind` lists, whole or up to a limit, each row written by `writer`. */
export function writtenLines(
  catalog: Catalog,
  slice: Slice,
  writer: RowWriter,
  options: RowOptions = {},
): WrittenListing {
  return compile(catalog, slice, lineListing(catalog), writer, options);
}

/** What `customersBehind` lists, as `writtenLines`. */
export function writtenCustomers(
  catalog: Catalog,
  slice: Slice,
  writer: RowWriter,
  options: RowOptions = {},
): WrittenListing {
  return compile(catalog, slice, customerListing(catalog), writer, options);
}

const headRows = 50;

function compile(
  catalog: Catalog,
  slice: Slice,
  listing: Listing,
  writer: RowWriter,
  { limit = Number.POSITIVE_INFINITY, order }: RowOptions,
): WrittenListing {
  const parameters = new Parameters();
  const { clauses, select } = listed(catalog, slice, listing, parameters);
  const sorted = `order by ${orderBy(listing, order)}`;
  const upTo = (most: number) => `${select}\n${sorted}${Number.isFinite(most) ? `\nlimit ${Math.trunc(most)}` : ""}`;
  const line = `encode(${writer.sql(listing.columns)}) as line`;
  const write = writer.isNumbered ? numbered : parallel;
  const statementOf = (sql: string): Statement => ({ sql, params: parameters.values });
  return {
    columns: listing.columns,
    writer,
    statement: statementOf(
      write({ clauses, line, sorted, all: select, upToLimit: upTo(limit), isCut: Number.isFinite(limit) }),
    ),
    rows: statementOf(withClauses(clauses, upTo(limit))),
    head: statementOf(withClauses(clauses, upTo(Math.min(limit, headRows)))),
  };
}

interface Written {
  readonly clauses: readonly Clause[];
  readonly line: string;
  readonly sorted: string;
  readonly all: string;
  readonly upToLimit: string;
  readonly isCut: boolean;
}

/**
 * Rows are written by all cores and sorted after that. Skipped rows are removed first, since writing one costs as much as a
 * listed one; those within the limit are materialised and sorted again, since all rows after a limit are written by one core.
 */
function parallel({ clauses, line, sorted, all, upToLimit, isCut }: Written): string {
  const rows: Clause = isCut ? ["listed", upToLimit, "materialized"] : ["listed", all];
  return withClauses([...clauses, rows], selectFrom([line], ["from listed", sorted]));
}

/** A position is known after sorting; then one core writes, since sorting written rows again takes more memory than values do. */
function numbered({ clauses, line, upToLimit }: Written): string {
  const placed = selectFrom([`row_number() over () as ${position}`, "*"], ["from listed"]);
  return withClauses([...clauses, ["listed", upToLimit], ["placed", placed]], selectFrom([line], ["from placed"]));
}
