import { questionErrors } from "../errors/question.ts";
import type { UsageError } from "../errors.ts";
import type { FiscalCalendar } from "./fiscal-calendar.ts";
import { suggestion } from "./nearest.ts";
import type { Filter } from "./slice.ts";

export type Unit = "customers" | "orders" | "units" | "money" | "ratio" | "number" | "count";

/**
 * How a measure rolls up: `sum` adds over any dimension; `distinct` is counted separately for every cell; `cohort` is the
 * size of the cohort and only has dimensions of the customer; `ratio` divides two other measures after both were rolled up.
 */
export type Additivity = "sum" | "distinct" | "cohort" | "ratio";

export type DimensionType = "text" | "integer" | "day" | "week" | "month" | "quarter";

export interface Dimension {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /**
   * What it is an attribute of: the customer (known at acquisition), the order line, the coffee profile of the line, or one
   * of its discounts.
   */
  readonly of: "customer" | "line" | "profile" | "discount";
  readonly type: DimensionType;
  /** The dimension to which a drill leads next. */
  readonly finer?: string | undefined;
  /** SQL over the columns of the semantic model. */
  readonly expression: string;
  /** SQL over the columns of the cube, if the cube has it. */
  readonly cube?: string;
  /** For a fiscal year or quarter: when the year begins, and its number of months. */
  readonly fiscal?: FiscalCalendar & { readonly months: 3 | 12 };
  /** For weeks: the day on which they begin, 0 for Sunday to 6; absent: Monday. */
  readonly weekStart?: number | undefined;
  /** Whether the source's mapping adds it. */
  readonly isOwn?: boolean;
  /** For a dimension added by a mapping: whether it is only of a customer's first order. */
  readonly isOfEntry?: boolean;
  /** For a dimension added by a mapping: whether it describes who customers are, rather than what they bought. */
  readonly isWho?: boolean;
  /** False if it has no leaderboard of its own and must be requested by name. */
  readonly isOnBoards?: boolean;
  /** Whether it is a segment of `segments.yml`: \`yes\` or \`no\` for each customer. */
  readonly isSavedSegment?: boolean;
  /** Its wording for businesses that do not sell coffee. */
  readonly wording?: Wording | undefined;
}

/** A label and a description with `{product}` and `{unit}` in them, and for a measure, its name there. */
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
  /** SQL over the discounts of the order lines, if it can be broken down by their names. */
  readonly discount?: string;
  readonly numerator?: string;
  readonly denominator?: string;
  /** Cumulated over the periods since acquisition, whatever the view's values are. */
  readonly cumulative: boolean;
  /** The capability that the source must have. */
  readonly needs?: string;
  /** The measure of order lines that represents it when lines are listed. */
  readonly lines?: string | undefined;
  /** The day of lifetime from which its change can be explained: in the first month, being acquired means buying. */
  readonly firstDay?: number | undefined;
  /** Whether the source's mapping adds it. */
  readonly isOwn?: boolean;
  /** For a source's own measure that counts only some values: the base measure and those values. */
  readonly only?: { readonly of: string; readonly filters: readonly Filter[] } | undefined;
  readonly wording?: Wording | undefined;
}

/** Everything that can be asked for; read from the semantic models beside the gold models. */
export interface Catalog {
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly Measure[];
  /** Discount programs with their own measure besides welcome and prepaid; absent: none. */
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

/** The measure itself or, for one per customer, its numerator. */
export function totalMeasure(catalog: Catalog, measure: Measure): Measure {
  const total = isPerCustomer(catalog, measure) ? measure.numerator : undefined;
  return catalog.measures.find((one) => one.name === total) ?? measure;
}

/** The measure that divides this one by the cohort's customers, if there is one. */
export function perCustomer(catalog: Catalog, { name }: Measure): Measure | undefined {
  return catalog.measures.find(
    (one) => one.numerator === name && !one.cumulative && one.unit !== "ratio" && isPerCustomer(catalog, one),
  );
}

/** Whether a measure counts the customers who bought, or is their share of the cohort: active customers, retention. */
export function countsActive(catalog: Catalog, measure: Measure): boolean {
  const counted = isPerCustomer(catalog, measure)
    ? catalog.measures.find(({ name }) => name === measure.numerator)
    : measure;
  return counted?.unit === "customers" && counted.additivity === "distinct";
}

/** The share of a cohort's customers who bought, if the data has that measure. */
export function retentionOf(catalog: Catalog): Measure | undefined {
  return catalog.measures.find((one) => one.unit === "ratio" && countsActive(catalog, one));
}

/** The measures that must be rolled up to know this one: itself, or the two sides of a ratio. */
export function baseMeasures(catalog: Catalog, measure: Measure): readonly Measure[] {
  if (measure.additivity !== "ratio") return [measure];
  return [measure.numerator, measure.denominator].map((name) => measureOf(catalog, name ?? ""));
}
