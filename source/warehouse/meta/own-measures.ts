import { basename } from "node:path";
import { carrierOfBuiltIn } from "../../domain/reserved-names.ts";
import type { Database } from "../database/database.ts";
import { quoteText } from "../database/sql-text.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { ownMeasuresOf } from "../mapping/own-measures.ts";

/** A condition of an own measure: a value of a dimension. */
interface Condition {
  readonly measure: string;
  readonly dimension: string;
  readonly value: string;
}

/** Values that own measures name but the data does not have: the mapping's file, and a sentence about each. */
export async function unknownValueRows(
  database: Database,
  mapping: Pick<Mapping, "file" | "measures" | "dimensions"> | undefined,
): Promise<readonly (readonly string[])[]> {
  if (mapping?.measures === undefined) return [];
  const conditions = ownMeasuresOf(mapping.measures).flatMap(({ name, ...one }) =>
    "filters" in one ? one.filters.flatMap(({ dimension, values }) => conditionsOf(name, dimension, values)) : [],
  );
  if (conditions.length === 0) return [];
  const { rows } = await database.query(conditions.map((one, at) => absent(one, at, mapping)).join("\nunion all "));
  return rows.flatMap(([at]) => {
    const found = conditions[Number(at)];
    return found === undefined ? [] : [[basename(mapping.file), sentence(found)]];
  });
}

function conditionsOf(measure: string, dimension: string, values: readonly string[]): readonly Condition[] {
  return values.filter((value) => value !== "").map((value) => ({ measure, dimension, value }));
}

function absent({ dimension, value }: Condition, at: number, mapping: Pick<Mapping, "dimensions">): string {
  const has = `cast(${dimension} as varchar) = ${quoteText(value)}`;
  return `select ${at} where not exists (select 1 from ${tableOf(dimension, mapping)} where ${has})`;
}

/** The silver table with the column of a dimension. */
function tableOf(dimension: string, { dimensions = {} }: Pick<Mapping, "dimensions">): string {
  const carrier = dimension.startsWith("acquisition_")
    ? "customers"
    : (dimensions[dimension]?.of ?? carrierOfBuiltIn(dimension));
  if (carrier === "customers") return "silver.dim_customer_acquisition";
  return carrier === "profiles" ? "silver.dim_coffee_profile" : "silver.fct_transactions";
}

function sentence({ measure, dimension, value }: Condition): string {
  return `the measure ${measure} names the ${dimension} ${value}, which the data does not have`;
}
