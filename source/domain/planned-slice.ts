import { difference, isFigure } from "./amount.ts";
import { type Catalog, measureOf } from "./catalog.ts";
import { isTime } from "./dimension-value.ts";
import { changeShare } from "./equal-age.ts";
import { addMonths, isWholeMonths, type Period, parsePeriod, printStart } from "./period.ts";
import type { PlanLine } from "./plan.ts";
import { keptPlace, type Place, plannedBy } from "./plan-lookup.ts";
import type { ResultColumn, ResultRow, SliceResult, Value } from "./slice-result.ts";

/**
 * The answer with plan, variance and variance in percent beside each measure: of the plan line of the same values and month,
 * or of the sum of the lines of its months if the measure adds up. Months that the data does not cover whole have no plan, nor
 * have rows for the rest beyond the top, nor slices whose filters leave values out. The total has one if a line is for it.
 *
 * @param days first and last day of the data
 */
export function withPlannedSlice(
  result: SliceResult,
  plan: readonly PlanLine[],
  catalog: Catalog,
  days: Period,
): SliceResult {
  const { slice } = result;
  const planned = new Map(slice.measures.map((name) => [name, plannedBy(plan, measureOf(catalog, name))]));
  const rows = result.rows.map((row) => {
    const place = placeOf(row, result, catalog, days);
    return withPlan(row, result.columns, (name) => (place === undefined ? undefined : planned.get(name)?.(place)));
  });
  const columns = result.columns.flatMap((column) => [column, ...planColumns(column)]);
  const isPlanned = rows.some(({ values }) =>
    columns.some(({ role }, index) => role === "before" && values[index] !== null),
  );
  const compared = isPlanned ? { comparedWith: "the plan" } : {};
  return { ...result, columns, rows: sorted(rows, columns, slice), ...compared };
}

function planColumns({ name, of, role, unit }: ResultColumn): readonly ResultColumn[] {
  if (role !== "measure") return [];
  return [
    { name: `${name}_plan`, label: "plan", role: "before", of, unit },
    { name: `${name}_variance`, label: "variance", role: "change", of, unit },
    { name: `${name}_variance_share`, label: "variance %", role: "change_share", of, unit: "ratio" },
  ];
}

function withPlan(
  row: ResultRow,
  columns: SliceResult["columns"],
  plannedOf: (measure: string) => Value | undefined,
): ResultRow {
  const values = row.values.flatMap((value, index): readonly Value[] => {
    const column = columns[index];
    if (column?.role !== "measure") return [value];
    const plan = plannedOf(column.of) ?? null;
    if (!isFigure(plan) || !isFigure(value)) return [value, plan, null, null];
    return [value, plan, difference(value, plan), changeShare(Number(value), Number(plan)) ?? null];
  });
  return { ...row, values };
}

/** The values and months that a row stands for; undefined if no plan line can be for them. */
function placeOf(row: ResultRow, { slice, columns }: SliceResult, catalog: Catalog, days: Period): Place | undefined {
  const kept = keptPlace(slice.filters);
  if (kept === undefined || row.kind === "other") return undefined;
  const own = columns.flatMap(({ role, of }, index) => {
    const isNamed = row.kind === "row" || (row.kind === "subtotal" && row.by?.includes(of) === true);
    return role === "dimension" && isNamed ? [[of, [String(row.values[index] ?? "")]] as const] : [];
  });
  const place: Place = { ...kept, ...Object.fromEntries(own) };
  const times = Object.keys(place).filter((name) => isTimeOfLines(name, catalog));
  const spans = [
    ...(slice.period === undefined ? [] : [slice.period]),
    ...[kept, Object.fromEntries(own)].flatMap((one) =>
      times.flatMap((name) => (one[name] === undefined ? [] : [spanOf(one[name])])),
    ),
  ];
  const months = monthsIn(spans.length === 0 ? [days] : spans, days);
  if (months === undefined) return undefined;
  const others = Object.entries(place).filter(([name]) => !times.includes(name));
  return { ...Object.fromEntries(others), transaction_month: months };
}

function isTimeOfLines(name: string, { dimensions }: Catalog): boolean {
  const found = dimensions.find((one) => one.name === name);
  return found !== undefined && found.of === "line" && (isTime(found) || found.fiscal !== undefined);
}

/** The days of the value of a dimension of time; undefined for several values and for fiscal years. */
function spanOf([value = "", ...more]: readonly string[]): Period | undefined {
  return more.length === 0 && /^\d{4}(-|\.\.|$)/.test(value) ? parsePeriod(value) : undefined;
}

/** The months that all of the spans have in common, if they are whole and over in the data. */
function monthsIn(spans: readonly (Period | undefined)[], days: Period): readonly string[] | undefined {
  let common: Period | undefined;
  for (const span of spans) {
    if (span === undefined) return undefined;
    common = { from: later(common?.from ?? span.from, span.from), to: earlier(common?.to ?? span.to, span.to) };
  }
  if (common === undefined || common.from > common.to) return undefined;
  // The first month of the data counts from where the data begins.
  const from = common.from === days.from ? `${common.from.slice(0, 7)}-01` : common.from;
  if (!isWholeMonths({ from, to: common.to }) || common.to > days.to) return undefined;
  const months: string[] = [];
  for (let start = from; start <= common.to; start = addMonths(start, 1)) months.push(printStart("month", start));
  return months;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

/** Rows by their variance if the slice is sorted by the change; the others follow in their order. */
function sorted(
  rows: readonly ResultRow[],
  columns: SliceResult["columns"],
  { sort }: SliceResult["slice"],
): readonly ResultRow[] {
  if (sort?.by !== "change") return rows;
  const at = columns.findIndex(({ of, role }) => of === sort.measure && role === "change");
  const sign = sort.descending ? -1 : 1;
  const own = rows.filter(({ kind }) => kind === "row");
  const known = own.filter(({ values }) => isFigure(values[at]));
  const unknown = own.filter((row) => !known.includes(row));
  const byVariance = known.toSorted((a, b) => sign * (Number(a.values[at]) - Number(b.values[at])));
  return [...byVariance, ...unknown, ...rows.filter(({ kind }) => kind !== "row")];
}
