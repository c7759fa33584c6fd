import { Amount } from "../domain/amount.ts";
import { type Catalog, dimensionOf, measureOf } from "../domain/catalog.ts";
import { parsePeriod, printPeriod } from "../domain/period.ts";
import type { PlanLine } from "../domain/plan.ts";
import { planErrors } from "../errors/plan.ts";
import { UserError } from "../errors.ts";
import { readSmallFile, UnreadableFile } from "../small-file.ts";

/** Which months a plan can be of. */
interface Days {
  /** First day of the data. */
  readonly from: string;
}

const ownColumns = ["month", "measure", "value"] as const;

/**
 * The lines of a plan: CSV with month, measure, value and dimensions as further columns (an empty cell: of all of its
 * values). Throws UsageError naming the line of a month that is none or before the data, an unknown measure or dimension, a
 * value that is no number, and of a line that is there twice.
 */
export function readPlan(file: string, catalog: Catalog, days: Days): readonly PlanLine[] {
  const records = recordsOf(file);
  const fault = (line: number, why: string, next?: string) =>
    planErrors.notSo({ file, line, why, ...(next === undefined ? {} : { next }) });
  const [head, ...rows] = records;
  if (head === undefined) throw fault(1, "The file is empty.");
  const names = head.cells.map((name) => name.trim());
  for (const name of ownColumns) if (!names.includes(name)) throw fault(head.line, `It has no column ${name}.`);
  const dimensions = names.filter((name) => !ownColumns.some((one) => one === name));
  for (const name of dimensions) named(() => dimensionOf(catalog, name), head.line, fault);
  const seen = new Set<string>();
  return rows.map(({ line, cells }) => {
    if (cells.length !== names.length) throw fault(line, `It has ${cells.length} cells, the header ${names.length}.`);
    const cell = (name: string) => cells[names.indexOf(name)]?.trim() ?? "";
    const [measure, value] = [cell("measure"), cell("value")];
    const { unit, additivity } = named(() => measureOf(catalog, measure), line, fault);
    if (!/^-?\d+(\.\d{1,4})?$/.test(value)) throw fault(line, `"${value}" is not a number, as 12000.50 is.`);
    const given = dimensions.map((name) => [name, cell(name)] as const).filter(([, text]) => text !== "");
    const planned = { month: monthOf(cell("month"), days, line, fault), measure, where: Object.fromEntries(given) };
    const key = JSON.stringify(planned);
    if (seen.has(key)) throw fault(line, `${measure} of ${planned.month} is planned twice.`, "Delete one of the two.");
    seen.add(key);
    const isAmount = unit === "money" && additivity !== "ratio";
    return { ...planned, value: isAmount ? Amount.of(value) : Number(value) };
  });
}

type Fault = (line: number, why: string, next?: string) => Error;

function monthOf(text: string, { from }: Days, line: number, fault: Fault): string {
  if (!/^\d{4}-\d{2}$/.test(text)) throw fault(line, `"${text}" is not a month, as 2025-03 is.`);
  const days = named(() => parsePeriod(text), line, fault);
  if (days.to < from) throw fault(line, `${text} is before the data, which begin ${from}.`);
  return printPeriod(days);
}

/** What is found; where it is not, the reason with its line. */
function named<Found>(find: () => Found, line: number, fault: Fault): Found {
  try {
    return find();
  } catch (error) {
    throw error instanceof UserError ? fault(line, `${error.message}.`, error.next) : error;
  }
}

function recordsOf(file: string): readonly { readonly line: number; readonly cells: readonly string[] }[] {
  try {
    const lines = readSmallFile(file)
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/);
    return lines.flatMap((text, index) => (text.trim() === "" ? [] : [{ line: index + 1, cells: cellsOf(text) }]));
  } catch (error) {
    if (error instanceof UnreadableFile) throw planErrors.unreadable({ file, why: error.message });
    throw error;
  }
}

/** The cells of a line of CSV; quoted ones may hold commas. */
function cellsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}
