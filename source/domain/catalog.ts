import { questionErrors } from "../errors/question.ts";
import type { UsageError } from "../errors.ts";
import type { FiscalCalendar } from "./fiscal-year.ts";
import { suggestion } from "./nearest.ts";

export type Unit = "customers" | "orders" | "bags" | "money" | "ratio" | "number" | "count";

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
  /** What carries it: the customer (known at acquisition), the order line, or the coffee profile of the line. */
  readonly of: "customer" | "line" | "profile";
  readonly type: DimensionType;
  /** The dimension to which a drill leads next. */
  readonly finer?: string | undefined;
  /** SQL over the columns of the semantic model. */
  readonly expression: string;
  /** SQL over the columns of the cube, where the cube can tell it. */
  readonly cube?: string;
  /** Of a year or quarter of the business's own calendar: when it begins, and how many months it has. */
  readonly fiscal?: FiscalCalendar & { readonly months: 3 | 12 };
  /** Whether the source's mapping adds it. */
  readonly isOwn?: boolean;
  /** Of one that a mapping adds: whether it is of a customer's first order only. */
  readonly isOfEntry?: boolean;
  /** Of one that a mapping adds: whether it tells who customers are, rather than what they bought. */
  readonly isWho?: boolean;
  /** False where it has no leaderboard of its own and is asked for by name. */
  readonly isOnBoards?: boolean;
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
  readonly cube?: string;
  readonly numerator?: string;
  readonly denominator?: string;
  /** Added up over the periods since acquisition, whatever the view's values are. */
  readonly cumulative: boolean;
  /** The capability that the source must have. */
  readonly needs?: string;
}

/** Everything that can be asked for; read from the semantic models beside the gold models. */
export interface Catalog {
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly Measure[];
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

/** The measures that must be rolled up to know this one: itself, or the two sides of a ratio. */
export function baseMeasures(catalog: Catalog, measure: Measure): readonly Measure[] {
  if (measure.additivity !== "ratio") return [measure];
  return [measure.numerator, measure.denominator].map((name) => measureOf(catalog, name ?? ""));
}
