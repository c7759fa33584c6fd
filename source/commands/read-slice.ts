import type { Catalog } from "../domain/catalog.ts";
import { isDay, type Period, parsePeriod } from "../domain/period.ts";
import type { Against, Having, Slice } from "../domain/slice.ts";
import { UsageError } from "../errors.ts";
import type { Arguments, Option } from "./command.ts";
import { readFilters, wholeNumber } from "./shared-options.ts";

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
    description: "keep rows past a threshold (>, >=, <, <=, =, !=)",
  },
  ...periodOptions,
  {
    name: "against",
    value: "PERIOD",
    description: "prior, year, or a period: before, change, change in percent beside each measure",
  },
  { name: "top", value: "N", description: "the first N rows; the rest as one row, Other" },
  { name: "sort", value: "[-]MEASURE", description: "order of the rows; - for descending" },
  { name: "totals", description: "add a total, counted from the data" },
];

/** The slice that the options ask for; throws UsageError for a wrong form. */
export function readSlice(catalog: Catalog, args: Arguments): Slice {
  return {
    by: list(args.get("by")),
    measures: args.get("measure") === undefined ? ["active_customers", "net_revenue"] : list(args.get("measure")),
    filters: readFilters(catalog, args),
    having: args.all("having").map(parseHaving),
    period: readPeriod(args),
    against: parseAgainst(args.get("against")),
    top: wholeNumber(args, "top", 1),
    sort: parseSort(args.get("sort")),
    totals: args.has("totals"),
  };
}

function list(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** The days of --from and --to; either may be left out. */
export function readPeriod(args: Arguments): Period | undefined {
  const [from, to] = [args.get("from"), args.get("to")];
  if (from === undefined && to === undefined) return undefined;
  const period = {
    from: from === undefined ? "0001-01-01" : parsePeriod(from).from,
    to: to === undefined ? "9999-12-31" : parsePeriod(to).to,
  };
  if (isDay(period.from) && period.from <= period.to) return period;
  throw new UsageError(`--from ${from} is after --to ${to}`, { why: "No day lies between them.", next: "Swap them." });
}

function parseHaving(text: string): Having {
  const match = /^\s*([a-z_]+)\s*(>=|<=|!=|>|<|=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (match) return { measure: match[1] ?? "", op: match[2] as Having["op"], value: Number(match[3]) };
  throw new UsageError(`"${text}" is no threshold`, {
    why: "A threshold names a measure, a comparison and a number.",
    next: 'Write for example --having "net_revenue>1000".',
  });
}

function parseAgainst(text: string | undefined): Against | undefined {
  return text === undefined || text === "prior" || text === "year" ? text : parsePeriod(text);
}

function parseSort(text: string | undefined): Slice["sort"] {
  if (text === undefined) return undefined;
  return { measure: text.replace(/^-/, ""), descending: text.startsWith("-") };
}
