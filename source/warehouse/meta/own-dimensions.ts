import type { Database } from "../database/database.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { labelOf, type OwnDimensions } from "../mapping/own-dimensions.ts";

/** Columns of meta.own_dimensions: the mapping's settings for each dimension, and what the data showed about it. */
export const ownDimensionColumns = `name varchar, label varchar, carrier varchar, type varchar, parent varchar, is_who boolean,
    is_in_cube boolean, distinct_values bigint, without_value bigint, split_values bigint, split_example varchar,
    difference double, mapping varchar, line integer`;

type Cell = string | number | boolean | null;

/** What the data shows about the values of a dimension. */
export interface Seen {
  readonly values: number;
  /** Order lines without a value. */
  readonly without: number;
  /** Values that belong to more than one parent value, and one of them. */
  readonly split: number;
  readonly example: string | null;
  readonly difference: number;
}

const nothing: Seen = { values: 0, without: 0, split: 0, example: null, difference: 0 };

/**
 * How much sales differ by value: from the year before scaled by the overall change or, with data for one year only, from an
 * equal share; both as a share of sales.
 */
const seenSql = `
with sold as (
  select *, cast(sum(last_year) over (partition by dimension) as double) as whole,
    cast(sum(year_before) over (partition by dimension) as double) as whole_before,
    count(value) over (partition by dimension) as groups
  from silver.dim_own_value
)
select dimension, count(value), cast(coalesce(sum(order_lines) filter (where value is null), 0) as bigint),
  count(*) filter (where parent <> other_parent), min(value) filter (where parent <> other_parent),
  coalesce(sum(case
    when whole = 0 then 0
    when whole_before > 0 then abs(cast(last_year as double) / whole - cast(year_before as double) / whole_before)
    else abs(cast(last_year as double) / whole - cast(1 as double) / groups) / 2
  end), 0)
from sold group by dimension`;

/** The rows of meta.own_dimensions, in the mapping's order; none if it adds no dimensions. */
export async function ownDimensionRows(
  database: Database,
  mapping: Pick<Mapping, "dimensions" | "file" | "lineOf"> | undefined,
): Promise<readonly (readonly Cell[])[]> {
  const dimensions = mapping?.dimensions ?? {};
  if (mapping === undefined || Object.keys(dimensions).length === 0) return [];
  const seen = await dimensionsSeen(async (sql) => (await database.query(sql)).rows);
  return Object.entries(dimensions).map(([name, given]) =>
    rowOf(name, given, seen.get(name) ?? nothing, [mapping.file, mapping.lineOf("dimensions", name, "parent")]),
  );
}

/** What the data shows about each own dimension, by its name; `ask` runs a statement on any engine. */
export async function dimensionsSeen(
  ask: (sql: string) => Promise<readonly (readonly Cell[])[]>,
): Promise<ReadonlyMap<string, Seen>> {
  const rows = await ask(seenSql);
  return new Map(
    rows.map(([name, values, without, split, example, difference]) => [
      String(name),
      {
        values: Number(values),
        without: Number(without),
        split: Number(split),
        example: example === null || example === undefined ? null : String(example),
        difference: Number(difference),
      },
    ]),
  );
}

function rowOf(
  name: string,
  { label, of, type, parent, who, cube }: OwnDimensions[string],
  { values, without, split, example, difference }: Seen,
  place: readonly [file: string, line: number],
): readonly Cell[] {
  const settings = [
    name,
    labelOf(name, label),
    of,
    type ?? "text",
    parent ?? null,
    who ?? of === "customers",
    cube ?? false,
  ];
  return [...settings, values, without, split, example, difference, ...place];
}
