import { type Catalog, dimensionOf, measureOf } from "../domain/catalog.ts";
import { parseCondition } from "../domain/condition.ts";
import type { DataSet } from "../domain/data-set.ts";
import { parseAnyPeriod } from "../domain/fiscal-year.ts";
import type { Period } from "../domain/period.ts";
import type { SavedState } from "../domain/saved-state.ts";
import { type Against, emptySlice, type Having, type Slice } from "../domain/slice.ts";
import { viewSlice } from "../domain/view-slice.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import type { Arguments, Option } from "./command.ts";
import { choice, givenState, readFilters, stateOption, wholeNumber } from "./shared-options.ts";

export const periodOptions: readonly Option[] = [
  { name: "from", value: "DAY", description: "first day of the order lines (also 2024, 2024-Q1, 2024-03)" },
  { name: "to", value: "DAY", description: "last day of the order lines" },
];

export const sliceOptions: readonly Option[] = [
  { name: "by", value: "DIM[,DIM]", description: 'dimensions of the rows; "grounds catalog" lists them' },
  { name: "measure", value: "MEASURE[,MEASURE]", description: "columns (default: active_customers,net_revenue)" },
  {
    name: "having",
    value: '"MEASURE>N"',
    repeatable: true,
    description: "keep rows that pass a threshold (>, >=, <, <=, =, !=)",
  },
  ...periodOptions,
  {
    name: "against",
    value: "PERIOD",
    description:
      "prior, year, or a period: before, change, change in percent beside each measure; plan: plan and variance",
  },
  { name: "top", value: "N", description: "the first N rows; the rest as one row, Other" },
  {
    name: "sort",
    value: "[-]MEASURE",
    description: "order of the rows; - for descending; MEASURE_change: by the change",
  },
  stateOption,
  { name: "totals", description: "add a total, counted from the data" },
  { name: "subtotals", description: "add the totals of each value of the dimensions, counted from the data" },
  {
    name: "share-of",
    value: "total|row|column",
    description: "what shares are of: all, the first dimension, the others",
  },
];

/** First and last day of the data, which complete a period of which only one end is given. */
type Days = Pick<DataSet, "from" | "to" | "fiscal">;

/** The slice that the options ask for; throws UsageError for an invalid form and for names that the catalog does not have. */
export async function readSlice(catalog: Catalog, args: Arguments, days: Days): Promise<Slice> {
  const saved = savedSlice(await givenState(args), catalog);
  const given = args.get("measure");
  const filters = readFilters(catalog, args);
  const named = new Set(filters.map((filter) => filter.dimension));
  const slice: Slice = {
    by: args.has("by") ? [...new Set(list(args.get("by")))] : saved.by,
    measures: given === undefined ? saved.measures : [...new Set(list(given))],
    filters: [...saved.filters.filter((filter) => !named.has(filter.dimension)), ...filters],
    having: args.has("having") ? args.all("having").map(parseHaving) : saved.having,
    period: readPeriod(args, days) ?? saved.period,
    against: parseAgainst(args.get("against"), days) ?? saved.against,
    top: wholeNumber(args, "top", 1) ?? saved.top,
    sort: parseSort(args.get("sort"), catalog) ?? saved.sort,
    totals: args.has("totals") || saved.totals,
    subtotals: args.has("subtotals") || saved.subtotals || undefined,
    shareOf: args.has("share-of") ? parseShareOf(args) : saved.shareOf,
  };
  for (const name of slice.by) dimensionOf(catalog, name);
  for (const name of slice.measures) measureOf(catalog, name);
  for (const { measure } of [...slice.having, ...(slice.sort ? [slice.sort] : [])]) measureOf(catalog, measure);
  return slice;
}

/** The slice of a saved state, from whichever screen; without a state, the default slice. */
function savedSlice(state: SavedState | undefined, catalog: Catalog): Slice {
  if (state === undefined) return { ...emptySlice, measures: ["active_customers", "net_revenue"] };
  const { screen, rows, slice, view } = state;
  return screen === "rows" ? rows.slice : viewSlice(view, slice, catalog);
}

function parseShareOf(args: Arguments): Slice["shareOf"] {
  const word = choice(args, "share-of", ["total", "row", "column"], "total");
  return word === "total" ? undefined : word;
}

function list(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** The days of --from and --to; if one is left out, the first or last day of the data. */
export function readPeriod(args: Arguments, days: Days): Period | undefined {
  const [from, to] = [args.get("from"), args.get("to")];
  if (from === undefined && to === undefined) return undefined;
  const period = {
    from: from === undefined ? days.from : parseAnyPeriod(from, days.fiscal).from,
    to: to === undefined ? days.to : parseAnyPeriod(to, days.fiscal).to,
  };
  if (period.from <= period.to) return period;
  if (from !== undefined && to !== undefined) throw commandLineErrors.noDayBetween({ from, to });
  const end = from === undefined ? `--to ${to}` : `--from ${from}`;
  throw commandLineErrors.noDayLeft({ end, first: days.from, last: days.to });
}

function parseHaving(text: string): Having {
  const condition = parseCondition(text);
  if (condition && !condition.isChange) return { measure: condition.measure, op: condition.op, value: condition.limit };
  throw commandLineErrors.noThreshold({ given: text });
}

function parseAgainst(text: string | undefined, { fiscal }: Days): Against | undefined {
  if (text === undefined || text === "prior" || text === "year" || text === "plan") return text;
  if (/^[a-z_]+$/i.test(text)) throw commandLineErrors.noSuchComparison({ given: text });
  return parseAnyPeriod(text, fiscal);
}

/** A measure, or the change of one by its column name. */
function parseSort(text: string | undefined, { measures }: Catalog): Slice["sort"] {
  if (text === undefined) return undefined;
  const [name, descending] = [text.replace(/^-/, ""), text.startsWith("-")];
  const of = name.replace(/_change$/, "");
  const isChange = of !== name && measures.some((one) => one.name === of);
  return isChange ? { measure: of, descending, by: "change" } : { measure: name, descending };
}
