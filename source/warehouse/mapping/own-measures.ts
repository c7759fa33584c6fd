import * as z from "zod";
import { noValue } from "../../domain/dimension-value.ts";
import { suggestion } from "../../domain/nearest.ts";
import type { OwnMeasure } from "../../domain/own-measure.ts";
import { baseMeasureNames, carrierOfBuiltIn, possibleParents, whyReserved } from "../../domain/reserved-names.ts";
import type { Filter } from "../../domain/slice.ts";
import { labelOf, type OwnDimensions } from "./own-dimensions.ts";

const most = 50;

const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const values = z.union([value.transform((one) => [one]), z.array(value).min(1)]);
const conditions = z.record(z.string(), values);

/** A measure restricted to some values of dimensions (`of`), or one measure divided by another (`divide`). */
const measureSchema = z.strictObject({
  /** Its label on screen. Default: its name. */
  label: z.string().trim().min(1).max(40).optional(),
  description: z.string().trim().min(1).max(200).optional(),
  better: z.enum(["higher", "lower", "neither"]).optional(),
  of: z.string().optional(),
  /** Values that are counted, by dimension. */
  where: conditions.optional(),
  /** Values that are not. */
  unless: conditions.optional(),
  divide: z.string().optional(),
  by: z.string().optional(),
  format: z.enum(["money", "percent", "number"]).optional(),
});

export const measuresSchema = z.record(z.string(), measureSchema);

export type OwnMeasures = z.infer<typeof measuresSchema>;

interface Fault {
  readonly path: readonly string[];
  readonly why: string;
}

/** What is wrong with measures that each match the schema: at which of their keys, and why; undefined if nothing is. */
export function measuresFault(measures: OwnMeasures, dimensions: OwnDimensions): Fault | undefined {
  const all = Object.entries(measures);
  const last = all[most];
  if (last) return { path: [last[0]], why: `there are ${all.length} measures; a mapping may add at most ${most}` };
  for (const [name, given] of all) {
    const why = nameFault(name, dimensions);
    if (why !== undefined) return { path: [name], why };
    const fault = given.of === undefined ? ratioFault(given, measures) : filteredFault(given.of, given, dimensions);
    if (fault !== undefined) return { path: [name, ...fault.path], why: fault.why };
  }
  return undefined;
}

function nameFault(name: string, dimensions: OwnDimensions): string | undefined {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name))
    return `"${name}" is no name for a measure: write lower-case letters, digits and underscores, beginning with a letter`;
  if (Object.hasOwn(dimensions, name)) return `${name} is a dimension of this mapping already`;
  const why = whyReserved(name);
  return why === undefined ? undefined : `no measure can be named ${name}: ${why}. Call it own_${name}, for example`;
}

type Given = OwnMeasures[string];

function filteredFault(
  of: string,
  { where = {}, unless = {}, ...others }: Given,
  dimensions: OwnDimensions,
): Fault | undefined {
  const misplaced = (["divide", "by", "format"] as const).find((key) => others[key] !== undefined);
  if (misplaced !== undefined)
    return { path: [misplaced], why: `a measure has either of, where and unless, or divide, by and format` };
  if (!baseMeasureNames.includes(of) || of === "customers") {
    const names = baseMeasureNames.filter((name) => name !== "customers");
    return { path: ["of"], why: `${of} cannot be filtered. ${suggestion(of, names, `${names.join(", ")} can.`)}` };
  }
  if (Object.keys(where).length + Object.keys(unless).length === 0)
    return { path: [], why: "it has neither where nor unless, so it would be the measure itself" };
  for (const [key, given] of [["where", where] as const, ["unless", unless] as const])
    for (const name of Object.keys(given)) {
      const why = dimensionFault(name, dimensions);
      if (why !== undefined) return { path: [key, name], why };
    }
  return undefined;
}

function dimensionFault(name: string, dimensions: OwnDimensions): string | undefined {
  const entry = name.replace(/^acquisition_/, "");
  if (Object.hasOwn(dimensions, name) || (entry !== name && Object.hasOwn(dimensions, entry))) return undefined;
  const carrier = carrierOfBuiltIn(name);
  if (carrier === "time" && !name.startsWith("tenure_"))
    return `${name} is a time: a measure holds in any period, so it cannot be of one only`;
  if (carrier === "discounts") return `${name} has several values on an order line: filter by discount_program`;
  if (carrier !== undefined) return undefined;
  const names = [...Object.keys(dimensions), ...possibleParents(), "tenure_month", "tenure_week"];
  return `there is no dimension ${name}. ${suggestion(name, names, '"grounds catalog" lists them.')}`;
}

function ratioFault({ divide, by, where, unless }: Given, measures: OwnMeasures): Fault | undefined {
  if (divide === undefined || by === undefined)
    return { path: [], why: "it needs of (a measure, with where or unless), or divide and by (two measures)" };
  if (where !== undefined || unless !== undefined)
    return {
      path: [where ? "where" : "unless"],
      why: "a ratio has no conditions: make a measure with them, and divide that",
    };
  const names = [...baseMeasureNames, ...Object.keys(measures).filter((name) => measures[name]?.of !== undefined)];
  for (const [key, name] of [
    ["divide", divide],
    ["by", by],
  ] as const) {
    if (names.includes(name)) continue;
    const isOfRatio = Object.hasOwn(measures, name);
    const why = isOfRatio
      ? `${name} is a ratio itself: name the two measures that it divides`
      : `there is no measure ${name} to divide.`;
    return {
      path: [key],
      why: isOfRatio ? why : `${why} ${suggestion(name, names, `There are ${names.join(", ")}.`)}`,
    };
  }
  if (divide === "customers")
    return { path: ["divide"], why: "customers are the size of a cohort, which other measures are divided by" };
  return divide === by ? { path: ["by"], why: `${divide} divided by itself is 1` } : undefined;
}

/** The measures in the catalog's form, in the mapping's order. */
export function ownMeasuresOf(measures: OwnMeasures | undefined): readonly OwnMeasure[] {
  return Object.entries(measures ?? {}).map(([name, given]) => {
    const { label, description = "", better } = given;
    const named = { name, label: labelOf(name, label), description, better };
    const { of, divide = "", by = "", format } = given;
    if (of === undefined) return { ...named, numerator: divide, denominator: by, format };
    return { ...named, of, filters: [...filtersOf(given.where, "in"), ...filtersOf(given.unless, "not_in")] };
  });
}

function filtersOf(given: z.infer<typeof conditions> | undefined, op: Filter["op"]): readonly Filter[] {
  return Object.entries(given ?? {}).map(([dimension, chosen]) => ({
    dimension,
    op,
    values: chosen.map((one) => (one === noValue ? "" : one)),
  }));
}
