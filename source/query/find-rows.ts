import type { Catalog } from "../domain/catalog.ts";
import type { ListingOrder } from "../domain/listing-order.ts";
import type { Slice } from "../domain/slice.ts";
import type { RowPage } from "../domain/slice-result.ts";
import { listed, listedValue } from "./drill-through.ts";
import { customerListing, lineListing, orderBy } from "./listing.ts";
import { Parameters, type Run, selectFrom, withClauses } from "./statement.ts";

/** A search: which listing of a slice, in which order, for which text. */
interface RowSearch {
  readonly of: "lines" | "customers";
  readonly slice: Slice;
  readonly order?: ListingOrder | undefined;
  readonly text: string;
}

/** A longer list would not help. */
const mostFound = 200;

/**
 * The first rows of a listing with the text in any column, in the listing's order. The first column is the row's position
 * in the whole listing, from 0; `total` counts all rows that have the text.
 */
export async function findRows(
  catalog: Catalog,
  { of, slice, order, text }: RowSearch,
  run: Run,
  signal?: AbortSignal,
): Promise<RowPage> {
  const listing = of === "lines" ? lineListing(catalog) : customerListing(catalog);
  const parameters = new Parameters();
  const { clauses, select } = listed(catalog, slice, listing, parameters);
  const names = listing.columns.map(({ name }) => name);
  clauses.push(["listed", select]);
  const place = `row_number() over (order by ${orderBy(listing, order)}) - 1 as place`;
  clauses.push(["placed", selectFrom([place, ...names], ["from listed"])]);
  const texts = names.map((name) => `cast(${name} as varchar)`).join(", ");
  const has = `strpos(lower(concat_ws(' ', ${texts})), lower(${parameters.bind(text)})) > 0`;
  const rest = ["from placed", `where ${has}`, "order by place", `limit ${mostFound}`];
  const final = selectFrom(["place", ...names, "count(*) over () as total_rows"], rest);
  const statement = { sql: withClauses(clauses, final), params: parameters.values };
  const rows = await run(statement, signal);
  return {
    columns: ["place", ...names],
    rows: rows.map((row) => [
      Number(row[0]),
      ...listing.columns.map((column, index) => listedValue(column, row[index + 1] ?? null)),
    ]),
    total: Number(rows[0]?.at(-1) ?? 0),
    sql: [statement],
  };
}
