import * as z from "zod";
import { suggestion } from "../../domain/nearest.ts";
import type { OwnCarrier } from "../../domain/own-dimension.ts";
import { carrierOfBuiltIn, possibleParents, whyReserved } from "../../domain/reserved-names.ts";
import type { TableName } from "./contract-tables.ts";
import { expression } from "./mapping-expression.ts";

const most = 50;
const maxInCube = 3;

/** A dimension of the source's own: a column of its order lines, customers or products, with a name in the catalog. */
const dimensionSchema = z.strictObject({
  /** Its label on screen. Default: its name. */
  label: z.string().trim().min(1).max(40).optional(),
  of: z.enum(["lines", "customers", "products"]),
  /** A column of the file, or an expression over its columns. */
  column: expression,
  /** The coarser dimension that each of its values belongs to: one of the mapping's or of the catalog's. */
  parent: z.string().optional(),
  /** For lines or products: whether it describes who the customers are rather than what they bought, as a store does. */
  who: z.boolean().optional(),
  /** Whether the cube includes it, so that it answers as fast as the catalog's own. */
  cube: z.boolean().optional(),
  type: z.enum(["text", "integer"]).optional(),
});

export const dimensionsSchema = z.record(z.string(), dimensionSchema);

export type OwnDimensions = z.infer<typeof dimensionsSchema>;

/** The contract's tables whose rows carry own dimensions. */
export const carrierTables: Readonly<Record<OwnCarrier, TableName>> = {
  lines: "transactions",
  customers: "customers",
  products: "coffee_profiles",
};

/** Columns that a mapping's dimensions add to a contract table, each with its expression and its path in the mapping. */
export function dimensionColumns(dimensions: OwnDimensions | undefined, table: TableName) {
  return Object.entries(dimensions ?? {})
    .filter(([, { of }]) => carrierTables[of] === table)
    .map(([name, { column }]) => ({ name, expression: column, path: ["dimensions", name, "column"] as const }));
}

/** What is wrong with dimensions that each match the schema: at which of their keys, and why; undefined if nothing is. */
export function dimensionsFault(
  dimensions: OwnDimensions,
): { readonly path: readonly string[]; readonly why: string } | undefined {
  const all = Object.entries(dimensions);
  const last = all[most];
  if (last) return { path: [last[0]], why: `there are ${all.length} dimensions; a mapping may add at most ${most}` };
  const fourth = all.filter(([, { cube }]) => cube)[maxInCube];
  if (fourth) return { path: [fourth[0], "cube"], why: `the cube takes at most ${maxInCube} own dimensions` };
  for (const [name, { parent }] of all) {
    const why = nameFault(name);
    if (why !== undefined) return { path: [name], why };
    if (parent === undefined) continue;
    const fault = parentFault(dimensions, name, parent);
    if (fault !== undefined) return { path: [name, "parent"], why: fault };
  }
  return undefined;
}

function nameFault(name: string): string | undefined {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name))
    return `"${name}" is no name for a dimension: write lower-case letters, digits and underscores, beginning with a letter`;
  const why = whyReserved(name);
  return why === undefined ? undefined : `no dimension can be named ${name}: ${why}. Call it own_${name}, for example`;
}

function parentFault(dimensions: OwnDimensions, name: string, parent: string): string | undefined {
  const own = dimensions[name];
  const coarser = carrierOf(dimensions, parent);
  if (coarser === undefined) {
    const names = [...Object.keys(dimensions).filter((one) => one !== name), ...possibleParents()];
    return `the parent of ${name} is ${parent}, which is not a dimension. ${suggestion(parent, names, "A parent is one of this mapping's dimensions, or of the catalog's.")}`;
  }
  if (coarser === "discounts")
    return `the parent of ${name} is ${parent}, of which an order line may have several: a parent is one group`;
  if (coarser === "time") return `the parent of ${name} is ${parent}, which is a time: a parent is a group of values`;
  if (own?.of === "customers" && coarser !== "customers")
    return `${name} is of customers, so ${parent} cannot be its parent: one customer buys in several of its values`;
  return chainOf(dimensions, name).includes(name) ? `${name} is its own parent, through ${parent}` : undefined;
}

/** The parents of a dimension, nearest first, as far as they are the mapping's own; stops at one that repeats. */
function chainOf(dimensions: OwnDimensions, name: string): readonly string[] {
  const chain: string[] = [];
  let at = dimensions[name]?.parent;
  while (at !== undefined && !chain.includes(at)) {
    chain.push(at);
    at = dimensions[at]?.parent;
  }
  return chain;
}

/** The carrier of a dimension that may be a parent; undefined if there is none of this name. */
function carrierOf(dimensions: OwnDimensions, name: string) {
  return Object.hasOwn(dimensions, name) ? dimensions[name]?.of : carrierOfBuiltIn(name);
}

/** The var of the dbt project, with what its models need to know about each dimension. */
export function dimensionVars(dimensions: OwnDimensions): readonly Readonly<Record<string, unknown>>[] {
  return Object.entries(dimensions).map(([name, { of, type, cube, parent }]) => ({
    name,
    of,
    type: type ?? "text",
    cube: cube ?? false,
    ...(parent === undefined ? {} : { parent, parent_of: carrierOf(dimensions, parent) }),
  }));
}

/** The label of a dimension if the mapping gives none: `pickup_store` is Pickup store. */
export function labelOf(name: string, label: string | undefined): string {
  const words = name.replaceAll("_", " ");
  return label ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
