import type { Catalog, Dimension } from "../domain/catalog.ts";
import type { DataSet } from "../domain/data-set.ts";
import { ownerTables } from "./owner-tables.ts";
import { type Cell, type Run, selectFrom } from "./statement.ts";

/** The part of the catalog that this data can answer: the measures it supports, and dimensions with at least one value. */
export async function availableCatalog(catalog: Catalog, { capabilities }: DataSet, run: Run): Promise<Catalog> {
  const missing = new Set(
    capabilities.filter((capability) => !capability.available).map((capability) => capability.name),
  );
  const measures = catalog.measures.filter((measure) => !measure.needs || !missing.has(measure.needs));
  const filled = await filledDimensions(catalog, run);
  return { ...catalog, measures, dimensions: catalog.dimensions.filter((dimension) => filled.has(dimension.name)) };
}

type Owner = keyof typeof ownerTables;

async function filledDimensions(catalog: Catalog, run: Run): Promise<ReadonlySet<string>> {
  const owners = Object.keys(ownerTables) as Owner[];
  const filled = await Promise.all(owners.map((owner) => filledOf(owner, catalog, run)));
  return new Set(filled.flat());
}

/** Most dimensions have a value in the first rows; the whole table is read only for the others. */
async function filledOf(owner: Owner, { dimensions }: Catalog, run: Run): Promise<readonly string[]> {
  const own = dimensions.filter((dimension) => dimension.of === owner);
  const soon = await withValues(own, `(select * from ${ownerTables[owner]} limit ${firstRows})`, run);
  const late = own.filter((dimension) => !soon.includes(dimension.name));
  return late.length === 0 ? soon : [...soon, ...(await withValues(late, ownerTables[owner], run))];
}

/** As many as DuckDB reads at once. */
const firstRows = 2048;

async function withValues(dimensions: readonly Dimension[], from: string, run: Run): Promise<readonly string[]> {
  const columns = dimensions.map(
    (dimension) => `count(*) filter (where ${hasValue(dimension)}) > 0 as ${dimension.name}`,
  );
  const [row] = await run({ sql: selectFrom(columns, [`from ${from}`]), params: [] });
  return dimensions.filter((_, index) => isTrue(row?.[index])).map(({ name }) => name);
}

/** A dimension that is "unknown", "none", "never" or 0 in every row has no data; for tenure, 0 is the first step. */
function hasValue({ expression, name, isOwn }: Dimension): string {
  if (isOwn) return `${expression} is not null`;
  const nothing = ["unknown", "none", "never", ...(name.startsWith("tenure_") ? [] : ["0"])];
  return `coalesce(cast(${expression} as varchar), 'unknown') not in (${nothing.map(quoted).join(", ")})`;
}

function quoted(text: string): string {
  return `'${text}'`;
}

function isTrue(cell: Cell | undefined): boolean {
  return cell === true;
}
