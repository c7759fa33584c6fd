import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter } from "yaml";
import type * as z from "zod";
import { parseLimitedYaml, plainValues, YamlFault } from "../../domain/limited-yaml.ts";
import { mappingErrors } from "../../errors/mapping.ts";
import type { UserError } from "../../errors.ts";
import { readSmallFile, UnreadableFile } from "../../small-file.ts";
import { contractOf, isTableName, type TableName } from "./contract-tables.ts";
import { knownKeys, unknownKey } from "./known-keys.ts";
import { optionsFault } from "./mapping-options.ts";
import { guestsSchema, mappingSchema } from "./mapping-schema.ts";
import { discountsFault } from "./named-discounts.ts";
import { dimensionsFault } from "./own-dimensions.ts";
import { measuresFault } from "./own-measures.ts";

/** Origin of a mapping: "given" by the user, or "found" beside the source, where whoever wrote the files wrote it too. */
export type MappingOrigin = "given" | "found";

/** A checked mapping file: which files become which contract tables, and how. */
export interface Mapping extends z.infer<typeof mappingSchema> {
  readonly file: string;
  readonly text: string;
  readonly origin: MappingOrigin;
  /** Whether lines without a customer are revenue without a customer. */
  readonly guests: boolean;
  /** The line of the mapping file with the value at this path. */
  lineOf(...path: readonly (string | number)[]): number;
}

/** Reads and checks a mapping file. Throws UserError with file and line. */
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
  const mapping: Mapping = {
    ...parsed.data,
    ...{ file, text, origin, lineOf, guests: guestsSchema.safeParse(values).success },
  };
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

/** Net revenue cannot be both before and after the same reversals. */
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

/** Reports a misspelt key first, because other errors are often only that it is missing under its right name. */
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

/** Where an entry starts: at its key, because its value may start lines below. */
function placeOf(parent: unknown, name: string | number | undefined): number | undefined {
  const items = isMap(parent) ? parent.items.map((pair) => pair.key) : isSeq(parent) ? parent.items : [];
  const node = items.find((item, index) => (isSeq(parent) ? index === name : isScalar(item) && item.value === name));
  return isNode(node) ? node.range?.[0] : undefined;
}

function wrong(file: string, line: number, why: string): UserError {
  return mappingErrors.wrong({ file, line, why });
}
