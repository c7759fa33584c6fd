import { Amount } from "../domain/amount.ts";
import { type Catalog, dimensionOf, measureOf } from "../domain/catalog.ts";
import { filterPeriod, isTime } from "../domain/dimension-value.ts";
import type { PlanLine } from "../domain/plan.ts";
import { planErrors } from "../errors/plan.ts";
import {
  besideSource,
  type FigureFaults,
  type FigureLine,
  monthOf,
  numberOf,
  onLine,
  readFigureFile,
  whereOf,
} from "./figure-file.ts";
import type { Session } from "./session.ts";

/** The months that a plan can cover. */
interface Days {
  /** First day of the data. */
  readonly from: string;
}

/**
 * The lines of a plan: CSV with month, measure, value and dimensions as further columns (an empty cell: all of its values).
 * A line for a cohort's month of lifetime has `acquisition_month` and `tenure_month`, and no month. Throws UsageError naming the
 * line of an invalid month or one before the data, an unknown measure or dimension, a value that is not a number, or a duplicate
 * line.
 */
export function readPlan(file: string, catalog: Catalog, { from }: Days): readonly PlanLine[] {
  const faults: FigureFaults = {
    line: (line, why, next) => planErrors.notSo({ file, line, why, ...(next === undefined ? {} : { next }) }),
    unreadable: (why) => planErrors.unreadable({ file, why }),
  };
  const { others, lines } = readFigureFile(file, ["month", "measure", "value"], faults);
  const dimensions = others.map((name) => onLine(() => dimensionOf(catalog, name), 1, faults));
  const seen = new Set<string>();
  return lines.map((one) => {
    const measure = one.cell("measure");
    const value = numberOf(one, "value", faults);
    const { unit, additivity } = onLine(() => measureOf(catalog, measure), one.line, faults);
    const where = whereOf(one, others);
    for (const dimension of dimensions.filter(isTime))
      if (where[dimension.name]) onLine(() => filterPeriod(dimension, where[dimension.name] ?? ""), one.line, faults);
    const planned = { month: monthOfPlan(one, where, from, faults), measure, where };
    const key = JSON.stringify(planned);
    if (seen.has(key))
      throw faults.line(
        one.line,
        `${measure} of ${planned.month ?? where.acquisition_month} is planned twice.`,
        "Delete one of the two.",
      );
    seen.add(key);
    const isAmount = unit === "money" && additivity !== "ratio";
    return { ...planned, line: one.line, value: isAmount ? Amount.of(value) : Number(value) };
  });
}

/** The plan next to the source. Throws UsageError as `readPlan` does, and if there is none. */
export function planOf(session: Pick<Session, "catalog" | "dataSet" | "folder">, named?: string) {
  const file = named ?? besideSource(session, "plan.csv");
  if (file === undefined) throw planErrors.none();
  return { file, lines: readPlan(file, session.catalog, session.dataSet) };
}

/** Whether a missing plan is an error, or counts as a plan without lines. */
export type PlanNeed = "required" | "optional";

/** The lines of the plan next to the source. Throws as `planOf` does. */
export function planLines(session: Pick<Session, "catalog" | "dataSet" | "folder">, need: PlanNeed) {
  const isMissing = besideSource(session, "plan.csv") === undefined;
  return need === "optional" && isMissing ? [] : planOf(session).lines;
}

/** The month of a line; undefined if the line is for a cohort's month of lifetime. */
function monthOfPlan(line: FigureLine, where: PlanLine["where"], from: string, faults: FigureFaults) {
  const isOfLifetime = line.cell("month") === "" && where.acquisition_month !== undefined;
  if (!isOfLifetime) return monthOf(line, from, faults);
  if (/^\d{1,4}$/.test(where.tenure_month ?? "")) return undefined;
  throw faults.line(
    line.line,
    "A line without a month plans a month of a cohort's lifetime.",
    "Fill in tenure_month: 0 is the first.",
  );
}
