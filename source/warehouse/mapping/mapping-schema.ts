import * as z from "zod";
import { monthNames } from "../../domain/fiscal-year.ts";
import { weekdays } from "../../domain/week.ts";
import { isEncoding } from "../files/text-encoding.ts";
import { monitorsSchema } from "../monitors/monitor-settings.ts";
import { allTableNames, type TableName, tableNamed } from "./contract-tables.ts";
import { expression } from "./mapping-expression.ts";
import { optionsSchema } from "./mapping-options.ts";
import { discountsSchema } from "./named-discounts.ts";
import { dimensionsSchema } from "./own-dimensions.ts";
import { measuresSchema } from "./own-measures.ts";
import { isTimeZone } from "./time-zone.ts";
import { wordsSchema } from "./words.ts";

const keySchema = z.union([z.string().min(1), z.strictObject({ own: z.string().min(1), key: z.string().min(1) })]);

/** A file that the lines look up in, by columns of both, one or several: each line matches at most one of its rows. */
const joinSchema = z.strictObject({
  file: z.string().min(1),
  on: z.union([keySchema, z.array(keySchema).min(1)]),
  /** Instead of the row of a key, the sums of its rows: a column's new name, and an expression over the file's columns. */
  add_up: z.record(z.string().min(1), expression).optional(),
});

/** Columns that are given on the first line of each value of `by` only, and apply to its other lines too. */
const fillSchema = z.strictObject({ by: z.string().min(1), columns: z.array(z.string().min(1)).min(1) });

const periodsSchema = z.strictObject({
  columns: z.array(z.string().min(1)).min(1),
  date: z.string().min(1),
  amount: z.string().min(1),
});

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
    /** Another word for `files`, if others are joined to them. */
    from: several.optional(),
    join: z.union([joinSchema.transform((one) => [one]), z.array(joinSchema).min(1)]).optional(),
    fill: fillSchema.optional(),
    /** Columns that are given on the first record of a group only, in files made for reading. */
    fill_down: z.array(z.string().min(1)).optional(),
    /** Columns of JSON lists, outermost first: each object of a list is a row, its values called `list[].key`. */
    lists: z.array(z.string().min(1)).max(2).optional(),
    /** Columns that are periods, such as months: each amount is a row, with its period's first day and itself under these names. */
    periods: periodsSchema.optional(),
    /** Columns that parts of the table call differently: the name that expressions use, and the other ones. */
    other_names: z.record(z.string().min(1), z.array(z.string().min(1)).min(1)).optional(),
    /** Lines without a customer are revenue without a customer. */
    guests: z.boolean().optional(),
    /** The table of a DuckDB file, or the stream of Singer messages, if its name differs from the contract's. */
    table: z.string().min(1).optional(),
    delimiter: z.string().length(1).optional(),
    /** The line of a text file that names its columns; 0: there is none. Default: found from its content. */
    header_line: z.number().int().min(0).optional(),
    /** Encoding of a text file, by any of its WHATWG names (windows-1250, shift_jis, …). Default: found from its bytes. */
    encoding: z.string().refine(isEncoding, "must be an encoding, like windows-1250").optional(),
    filter: expression.optional(),
    /** A contract column of which each value is kept once, with the first row that contains it. */
    distinct_on: z.string().optional(),
    columns: z.record(z.string(), expression).optional(),
  })
  .refine((table) => isOfGuestsOnly(table) || (table.files === undefined) !== (table.from === undefined), {
    message: "needs files (or from), and one of them only",
  })
  .refine((table) => isOfGuestsOnly(table) || table.columns !== undefined, {
    path: ["columns"],
    message: "is missing: it says what each column of the table is made from",
  })
  .transform(({ from, files, columns = {}, ...rest }) => ({ ...rest, columns, files: files ?? from ?? [] }));

/** Whether a table says nothing but that guests bought: its files are found by the contract's names. */
function isOfGuestsOnly({ guests, ...rest }: { readonly guests?: boolean | undefined }): boolean {
  return guests !== undefined && Object.values(rest).every((value) => value === undefined);
}

/** A mapping that says that guests bought, whether or not it says where the order lines are. */
export const guestsSchema = z.object({ tables: z.object({ transactions: z.object({ guests: z.literal(true) }) }) });

const decisionSchema = z.strictObject({
  about: z.string(),
  taken: z.string(),
  because: z.string().optional(),
  effect: z.string().optional(),
  /** Whether the data does not prove it. */
  assumption: z.boolean().optional(),
  confirmed: z.boolean().optional(),
  net_revenue: expression.optional(),
  otherwise: z.array(z.strictObject({ reading: z.string(), net_revenue: expression.optional() })).optional(),
});

export type MappedDecision = z.infer<typeof decisionSchema>;

const reversalKinds = ["refund", "credit", "replacement", "chargeback"] as const;

/** Tables by their names here; throws for a table under two names. */
function byTable(
  given: Partial<Record<(typeof allTableNames)[number], TableMapping>>,
  context: z.RefinementCtx,
): Partial<Record<TableName, TableMapping>> {
  if (given.products && given.coffee_profiles)
    context.addIssue({ code: "custom", path: ["products"], message: "is the same table as coffee_profiles" });
  const named = allTableNames.flatMap((name) => {
    const fill = given[name];
    if (fill !== undefined && fill.files.length === 0 && name !== "transactions")
      context.addIssue({ code: "custom", path: [name], message: "has no guests: only transactions has" });
    return fill === undefined || fill.files.length === 0 ? [] : [[tableNamed(name), fill] as const];
  });
  return Object.fromEntries(named);
}

/** The contents of a mapping file. */
export const mappingSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "must be a currency code of three capital letters, like USD")
    .optional(),
  /** Time zone of the business, whose days and months are used. Default: UTC. */
  time_zone: z.string().refine(isTimeZone, "must be a time zone, like Europe/Berlin or America/New_York").optional(),
  /** How times without a zone are read, if `time_zone` is set; a day alone is always the business's. */
  times_are: z.enum(["local", "utc"]).optional(),
  net_includes: z.array(z.enum(["discounts", ...reversalKinds])).optional(),
  /** Kinds of reversals that the lines' net revenue does not include yet, so they are deducted. */
  net_before: z.array(z.enum(reversalKinds)).optional(),
  options: optionsSchema.optional(),
  /** Whether someone who knows the data has checked all assumptions below. */
  confirmed: z.boolean().optional(),
  /** How the data was read, and why: one entry per decision that affects money, customers or dates. */
  decisions: z.array(decisionSchema).optional(),
  /** The month in which the business's years start. */
  fiscal_year_starts: z.enum(monthNames).optional(),
  /** Which calendar year names a fiscal year that spans two. Default: the one in which it ends. */
  fiscal_year_named_by: z.enum(["start", "end"]).optional(),
  /** The first day of its weeks. Default: Monday. */
  week_starts: z.enum(weekdays).optional(),
  /** What the business calls its products, and a single unit of one. */
  words: wordsSchema.optional(),
  /** The source's own dimensions, by their name in the catalog. */
  dimensions: dimensionsSchema.optional(),
  /** The source's own measures, based on the catalog's, by name. */
  measures: measuresSchema.optional(),
  /** Discounts of the order lines, each with its own amount. */
  discounts: discountsSchema.optional(),
  /** What the data monitors warn about. */
  monitors: monitorsSchema.optional(),
  /** Tables that are not named here are looked up among the files by the contract's names. */
  tables: z.partialRecord(z.enum(allTableNames), tableSchema).transform(byTable).default({}),
});

export type TableMapping = z.infer<typeof tableSchema>;
