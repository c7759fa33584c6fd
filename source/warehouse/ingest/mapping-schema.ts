import * as z from "zod";
import { monthNames } from "../../domain/fiscal-year.ts";
import { weekdays } from "../../domain/week.ts";
import { allTableNames, type TableName, tableNamed } from "../contract-tables.ts";
import { isEncoding } from "../files/text-encoding.ts";
import { monitorsSchema } from "../monitors/monitor-settings.ts";
import { expression } from "./mapping-expression.ts";
import { optionsSchema } from "./mapping-options.ts";
import { discountsSchema } from "./named-discounts.ts";
import { dimensionsSchema } from "./own-dimensions.ts";
import { measuresSchema } from "./own-measures.ts";
import { isTimeZone } from "./time-zone.ts";
import { wordsSchema } from "./words.ts";

/** A file that the lines look up in, by a column of theirs and of the file: each line has at most one of its rows. */
const joinSchema = z.strictObject({
  file: z.string().min(1),
  on: z.union([z.string().min(1), z.strictObject({ own: z.string().min(1), key: z.string().min(1) })]),
  /** In place of the row of a key, the sums of its rows: a column's new name, and an expression over the file's own. */
  add_up: z.record(z.string().min(1), expression).optional(),
});

/** Columns that stand on the first line of what `by` names, and that its other lines have too. */
const fillSchema = z.strictObject({ by: z.string().min(1), columns: z.array(z.string().min(1)).min(1) });

const several = z.union([
  z
    .string()
    .min(1)
    .transform((one) => [one]),
  z.array(z.string().min(1)).min(1),
]);

const tableSchema = z
  .strictObject({
    files: several.optional(),
    /** Another word for `files`, where others are joined to them. */
    from: several.optional(),
    join: z.union([joinSchema.transform((one) => [one]), z.array(joinSchema).min(1)]).optional(),
    fill: fillSchema.optional(),
    /** Columns that stand on the first record of a group only, in files that are made to be read. */
    fill_down: z.array(z.string().min(1)).optional(),
    /** Columns of JSON lists, outermost first: each object of a list is a row, its values called `list[].key`. */
    lists: z.array(z.string().min(1)).max(2).optional(),
    /** Lines without a customer are revenue of no customer. */
    guests: z.boolean().optional(),
    /** The table of a DuckDB file, or the stream of Singer messages, where it is not named as in the contract. */
    table: z.string().min(1).optional(),
    delimiter: z.string().length(1).optional(),
    /** The line of a text file that names its columns; 0: none does. Default: found from its content. */
    header_line: z.number().int().min(0).optional(),
    /** Of a text file, by any of its WHATWG names (windows-1250, shift_jis, …). Default: found from its bytes. */
    encoding: z.string().refine(isEncoding, "must be an encoding, like windows-1250").optional(),
    filter: expression.optional(),
    /** A contract column of which each value is kept once, with the first row that has it. */
    distinct_on: z.string().optional(),
    columns: z.record(z.string(), expression),
  })
  .refine(({ files, from }) => (files === undefined) !== (from === undefined), {
    message: "needs files (or from), and one of them only",
  })
  .transform(({ from, files, ...rest }) => ({ ...rest, files: files ?? from ?? [] }));

const decisionSchema = z.strictObject({
  about: z.string(),
  taken: z.string(),
  because: z.string().optional(),
  effect: z.string().optional(),
  /** Whether the data do not show it. */
  assumption: z.boolean().optional(),
  confirmed: z.boolean().optional(),
  net_revenue: expression.optional(),
  otherwise: z.array(z.strictObject({ reading: z.string(), net_revenue: expression.optional() })).optional(),
});

export type MappedDecision = z.infer<typeof decisionSchema>;

const reversalKinds = ["refund", "credit", "replacement", "chargeback"] as const;

/** Tables by the names that they have here; throws for a table under two names. */
function byTable(
  given: Partial<Record<(typeof allTableNames)[number], TableMapping>>,
  context: z.RefinementCtx,
): Partial<Record<TableName, TableMapping>> {
  if (given.products && given.coffee_profiles)
    context.addIssue({ code: "custom", path: ["products"], message: "is the same table as coffee_profiles" });
  const named = allTableNames.flatMap((name) => {
    const fill = given[name];
    return fill === undefined ? [] : [[tableNamed(name), fill] as const];
  });
  return Object.fromEntries(named);
}

/** What a mapping file may say. */
export const mappingSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "must be a currency code of three capital letters, like USD")
    .optional(),
  /** Where the business is: its days and months count. Default: UTC. */
  time_zone: z.string().refine(isTimeZone, "must be a time zone, like Europe/Berlin or America/New_York").optional(),
  /** What times without a zone are, where `time_zone` is set; a day alone is of the business. */
  times_are: z.enum(["local", "utc"]).optional(),
  net_includes: z.array(z.enum(["discounts", ...reversalKinds])).optional(),
  /** Kinds of reversals that the lines' net revenue is before: they are taken off it. */
  net_before: z.array(z.enum(reversalKinds)).optional(),
  options: optionsSchema.optional(),
  /** Whether someone who knows the data has seen all assumptions below. */
  confirmed: z.boolean().optional(),
  /** How the data were read, and why: one entry per decision that moves money, customers or dates. */
  decisions: z.array(decisionSchema).optional(),
  /** The month in which the business's years begin. */
  fiscal_year_starts: z.enum(monthNames).optional(),
  /** Which calendar year names one that lies in two. Default: the one in which it ends. */
  fiscal_year_named_by: z.enum(["start", "end"]).optional(),
  /** The day on which its weeks begin. Default: Monday. */
  week_starts: z.enum(weekdays).optional(),
  /** What the business calls its products, and one piece of one. */
  words: wordsSchema.optional(),
  /** Dimensions of the source's own: the name of each in the catalog. */
  dimensions: dimensionsSchema.optional(),
  /** Measures of the source's own, made of the catalog's: the name of each. */
  measures: measuresSchema.optional(),
  /** Discounts of the order lines, each with an amount of its own. */
  discounts: discountsSchema.optional(),
  /** What monitors of the data warn of. */
  monitors: monitorsSchema.optional(),
  /** Tables that are not named here are looked up among the files by the contract's names. */
  tables: z.partialRecord(z.enum(allTableNames), tableSchema).transform(byTable).default({}),
});

export type TableMapping = z.infer<typeof tableSchema>;
