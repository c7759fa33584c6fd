import { questionErrors } from "../errors/question.ts";
import type { UsageError } from "../errors.ts";
import type { FiscalCalendar } from "./fiscal-calendar.ts";
import { suggestion } from "./nearest.ts";
import type { Filter } from "./slice.ts";

export type Unit = "customers" | "orders" | "units" | "money" | "ratio" | "number" | "count";

/**
 * How a measure rolls up: `sum` adds over any dimension; `distinct` is counted anew for every cell; `cohort` is the size of
 * the cohort and knows only dimensions of the customer; `ratio` divides two other measures after both were rolled up.
 */
export type Additivity = "sum" | "distinct" | "cohort" | "ratio";

export type DimensionType = "text" | "integer" | "day" | "week" | "month" | "quarter";

export interface Dimension {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** What carries it: the customer (known at acquisition), the order line, the coffee profile of the line, or one of its discounts. */
  readonly of: "customer" | "line" | "profile" | "discount";
  readonly type: DimensionType;
  /** The dimension to which a drill leads next. */
  readonly finer?: string | undefined;
  /** SQL over the columns of the semantic model. */
  readonly expression: string;
  /** SQL over the columns of the cube, where the cube can tell it. */
  readonly cube?: string;
  /** Of a year or quarter of the business's own calendar: when it begins, and how many months it has. */
  readonly fiscal?: FiscalCalendar & { readonly months: 3 | 12 };
  /** Of weeks: the day on which they begin, 0 for Sunday to 6; absent: Monday. */
  readonly weekStart?: number | undefined;
  /** Whether the source's mapping adds it. */
  readonly isOwn?: boolean;
  /** Of one that a mapping adds: whether it is of a customer's first order only. */
  readonly isOfEntry?: boolean;
  /** Of one that a mapping adds: whether it tells who customers are, rather than what they bought. */
  readonly isWho?: boolean;
  /** False where it has no leaderboard of its own and is asked for by name. */
  readonly isOnBoards?: boolean;
  /** How other businesses than sellers of coffee speak of it. */
  readonly wording?: Wording | undefined;
}

/** A label and a description with `{product}` and `{unit}` in them, and, of a measure, its name there. */
export interface Wording {
  readonly name?: string | undefined;
  readonly label: string;
  readonly description: string;
}

export interface Measure {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly unit: Unit;
  readonly additivity: Additivity;
  /** Which direction is good news. */
  readonly better: "higher" | "lower" | "neither";
  /** SQL over the columns of the order line (empty for a ratio). */
  readonly expression: string;
  readonly cube?: string | undefined;
  /** SQL over the discounts of the order lines, where it can be had by their names. */
  readonly discount?: string;
  readonly numerator?: string;
  readonly denominator?: string;
  /** Added up over the periods since acquisition, whatever the view's values are. */
  readonly cumulative: boolean;
  /** The capability that the source must have. */
  readonly needs?: string;
  /** The measure of order lines that stands for it where lines are listed. */
  readonly lines?: string | undefined;
  /** The day of lifetime from which its change can be explained: in the first month, coming is buying. */
  readonly firstDay?: number | undefined;
  /** Whether the source's mapping adds it. */
  readonly isOwn?: boolean;
  /** Of an own measure that counts some values only: of which measure, and which values. */
  readonly only?: { readonly of: string; readonly filters: readonly Filter[] } | undefined;
  readonly wording?: Wording | undefined;
}

/** Everything that can be asked for; read from the semantic models beside the gold models. */
export interface Catalog {
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly Measure[];
  /** Programs of discounts with a measure of their own beside welcome and prepaid; none where absent. */
  readonly programs?: readonly string[];
}

const listed = '"grounds catalog" lists them all.';

/** The dimension of that name; throws UsageError naming the nearest ones. */
export function dimensionOf(catalog: Catalog, name: string): Dimension {
  const found = catalog.dimensions.find((dimension) => dimension.name === name);
  if (found) return found;
  throw unknown("dimension", name, catalog.dimensions);
}

/** The measure of that name; throws UsageError naming the nearest ones. */
export function measureOf(catalog: Catalog, name: string): Measure {
  const found = catalog.measures.find((measure) => measure.name === name);
  if (found) return found;
  throw unknown("measure", name, catalog.measures);
}

function unknown(kind: string, name: string, candidates: readonly { name: string }[]): UsageError {
  const names = candidates.map((candidate) => candidate.name);
  return questionErrors.notInCatalog({ kind, name, next: suggestion(name, names, listed) });
}

/** Whether a measure is divided by the customers of the cohort, whatever they bought. */
export function isPerCustomer({ measures }: Catalog, { additivity, denominator }: Measure): boolean {
  return additivity === "ratio" && measures.some((one) => one.name === denominator && one.additivity === "cohort");
}

/** The measure itself, or, of one per customer, what is divided. */
export function totalMeasure(catalog: Catalog, measure: Measure): Measure {
  const total = isPerCustomer(catalog, measure) ? measure.numerator : undefined;
  return catalog.measures.find((one) => one.name === total) ?? measure;
}

/** The measure that divides this one by the cohort's customers, where there is one. */
export function perCustomer(catalog: Catalog, { name }: Measure): Measure | undefined {
  return catalog.measures.find(
    (one) => one.numerator === name && !one.cumulative && one.unit !== "ratio" && isPerCustomer(catalog, one),
  );
}

/** The measures that must be rolled up to know this one: itself, or the two sides of a ratio. */
export function baseMeasures(catalog: Catalog, measure: Measure): readonly Measure[] {
  if (measure.additivity !== "ratio") return [measure];
  return [measure.numerator, measure.denominator].map((name) => measureOf(catalog, name ?? ""));
}
