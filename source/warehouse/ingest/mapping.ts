import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter } from "yaml";
import * as z from "zod";
import { monthNames } from "../../domain/fiscal-year.ts";
import { parseLimitedYaml, plainValues, YamlFault } from "../../domain/limited-yaml.ts";
import { weekdays } from "../../domain/week.ts";
import { mappingErrors } from "../../errors/mapping.ts";
import type { UserError } from "../../errors.ts";
import { readSmallFile, UnreadableFile } from "../../small-file.ts";
import { allTableNames, contractOf, isTableName, type TableName, tableNamed } from "../contract-tables.ts";
import { isEncoding } from "../files/text-encoding.ts";
import { monitorsSchema } from "../monitors/monitor-settings.ts";
import { knownKeys, unknownKey } from "./known-keys.ts";
import { expression } from "./mapping-expression.ts";
import { optionsFault, optionsSchema } from "./mapping-options.ts";
import { discountsFault, discountsSchema } from "./named-discounts.ts";
import { dimensionsFault, dimensionsSchema } from "./own-dimensions.ts";
import { measuresFault, measuresSchema } from "./own-measures.ts";
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

/** Who chose a mapping: "given" by the user, or "found" beside the source, where whoever wrote the files wrote it too. */
export type MappingOrigin = "given" | "found";

/** A mapping file, checked: which files become which contract tables, and how. */
export interface Mapping extends z.infer<typeof mappingSchema> {
  readonly file: string;
  readonly text: string;
  readonly origin: MappingOrigin;
  /** The line of the mapping file on which the value at this path stands. */
  lineOf(...path: readonly (string | number)[]): number;
}

/** Reads and checks a mapping file. Throws UserError that names file and line. */
export function readMapping(file: string, origin: MappingOrigin): Mapping {
  return parseMapping(file, textOf(file), origin);
}

export function parseMapping(file: string, text: string, origin: MappingOrigin = "given"): Mapping {
  const { document, lines, values } = yamlOf(file, text);
  const isWritten = (path: readonly (string | number)[]) => document.hasIn(path.slice(0, 2));
  const lineOf = (...path: readonly (string | number)[]) => {
    const isProducts = path[1] === "coffee_profiles" && !isWritten(path);
    return lineAt(document, lines, isProducts ? ["tables", "products", ...path.slice(2)] : path);
  };
  const parsed = mappingSchema.safeParse(values);
  if (!parsed.success) throw notOfSchema(file, parsed.error.issues, lineOf);
  const mapping: Mapping = { ...parsed.data, file, text, origin, lineOf };
  const fault = optionsFault(mapping.options ?? {}, origin === "found");
  if (fault) throw wrong(file, lineOf("options", fault.name), `options.${fault.name}: ${fault.why}`);
  refuseBothWays(mapping);
  if (mapping.fiscal_year_named_by !== undefined && mapping.fiscal_year_starts === undefined)
    throw wrong(
      file,
      lineOf("fiscal_year_named_by"),
      "fiscal_year_named_by needs fiscal_year_starts: a month, like february",
    );
  const wrongDimension = dimensionsFault(mapping.dimensions ?? {});
  if (wrongDimension) {
    const path = ["dimensions", ...wrongDimension.path];
    throw wrong(file, lineOf(...path), `${path.join(".")}: ${wrongDimension.why}`);
  }
  const wrongMeasure = measuresFault(mapping.measures ?? {}, mapping.dimensions ?? {});
  if (wrongMeasure) {
    const path = ["measures", ...wrongMeasure.path];
    throw wrong(file, lineOf(...path), `${path.join(".")}: ${wrongMeasure.why}`);
  }
  const wrongDiscount = discountsFault(mapping.discounts ?? []);
  if (wrongDiscount) {
    const path = ["discounts", ...wrongDiscount.path];
    throw wrong(file, lineOf(...path), `${path.join(".")}: ${wrongDiscount.why}`);
  }
  refuseUnknownColumns(mapping);
  return mapping;
}

/** What net revenue is before it cannot be after. */
function refuseBothWays({ net_includes: after, net_before: before, file, lineOf }: Mapping): void {
  const kind = before?.find((each) => after?.includes(each));
  if (kind === undefined) return;
  throw wrong(
    file,
    lineOf("net_before"),
    `net_before: net_includes has ${kind} too: net revenue is before it or after`,
  );
}

function textOf(file: string): string {
  try {
    return readSmallFile(file);
  } catch (error) {
    if (error instanceof UnreadableFile) throw mappingErrors.unreadable({ file, why: error.message });
    throw error;
  }
}

function yamlOf(file: string, text: string) {
  try {
    const read = parseLimitedYaml(text);
    return { ...read, values: plainValues(read) };
  } catch (error) {
    if (error instanceof YamlFault) throw wrong(file, error.line, error.message);
    throw error;
  }
}

/** A misspelt key first: what else is wrong is often only that it is missing under its right name. */
function notOfSchema(file: string, issues: readonly z.core.$ZodIssue[], lineOf: Mapping["lineOf"]): UserError {
  const issue = issues.find((each) => each.code === "unrecognized_keys") ?? issues[0];
  const path = (issue?.path ?? []).map((part) => (typeof part === "symbol" ? part.toString() : part));
  const place = path.join(".");
  if (issue?.code === "unrecognized_keys") {
    const name = issue.keys[0] ?? "";
    const isMisplaced = place !== "" && name in mappingSchema.shape;
    const why = isMisplaced
      ? `${name} stands at the top of a mapping, not in ${place}`
      : unknownKey(name, place, knownKeys(mappingSchema, path));
    return wrong(file, lineOf(...path, name), why);
  }
  const why = (issue?.message ?? "is wrong").replace(/^Invalid input: /, "");
  return wrong(file, lineOf(...path), `${place === "" ? "the mapping" : place}: ${why}`);
}

function refuseUnknownColumns(mapping: Mapping): void {
  for (const [table, fill] of Object.entries(mapping.tables)) {
    if (!isTableName(table) || fill === undefined) continue;
    const known: readonly string[] = contractOf(table).columns;
    for (const column of Object.keys(fill.columns)) {
      if (known.includes(column)) continue;
      const line = mapping.lineOf("tables", table, "columns", column);
      throw wrong(mapping.file, line, `${table} has no column ${column}; it has ${known.join(", ")}`);
    }
    if (fill.distinct_on !== undefined && !known.includes(fill.distinct_on)) {
      const line = mapping.lineOf("tables", table, "distinct_on");
      throw wrong(mapping.file, line, `distinct_on names ${fill.distinct_on}, which is no column of ${table}`);
    }
    refuseMissingColumns(mapping, table, Object.keys(fill.columns));
  }
}

function refuseMissingColumns(mapping: Mapping, table: TableName, mapped: readonly string[]): void {
  const missing = contractOf(table).required.find((column) => !mapped.includes(column));
  if (missing === undefined) return;
  throw mappingErrors.columnLeftOut({
    file: mapping.file,
    line: mapping.lineOf("tables", table, "columns"),
    table,
    column: missing,
  });
}

function lineAt(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent: unknown = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const start = placeOf(parent, path[depth - 1]);
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}

/** Where an entry begins: at its key, as a value may begin lines below it. */
function placeOf(parent: unknown, name: string | number | undefined): number | undefined {
  const items = isMap(parent) ? parent.items.map((pair) => pair.key) : isSeq(parent) ? parent.items : [];
  const node = items.find((item, index) => (isSeq(parent) ? index === name : isScalar(item) && item.value === name));
  return isNode(node) ? node.range?.[0] : undefined;
}

function wrong(file: string, line: number, why: string): UserError {
  return mappingErrors.wrong({ file, line, why });
}
