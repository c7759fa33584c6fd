export type Unit = "customers" | "orders" | "bags" | "money" | "ratio" | "days" | "count";

/**
 * How a measure rolls up: `sum` adds over any dimension; `distinct` is counted anew for every cell; `cohort` is the size of
 * the cohort and knows only dimensions of the customer; `ratio` divides two other measures after both were rolled up.
 */
export type Additivity = "sum" | "distinct" | "cohort" | "ratio";

export interface Dimension {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** What carries it: the customer (known at acquisition), the order line, or the coffee profile of the line. */
  readonly of: "customer" | "line" | "profile";
  readonly type: "text" | "integer" | "month" | "quarter" | "week" | "day";
  /** Dimensions to which a drill leads next, coarse to fine. */
  readonly finer?: string;
  /** SQL over the model's alias, as the semantic model declares it. */
  readonly expression: string;
  /** Whether the cube holds it (else the facts answer). */
  readonly inCube: boolean;
}

export interface Measure {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly unit: Unit;
  readonly additivity: Additivity;
  /** Which direction is good news. */
  readonly better: "higher" | "lower" | "neither";
  /** For `sum`: the column of cube and facts; for `ratio`: see numerator and denominator. */
  readonly expression: string;
  readonly numerator?: string;
  readonly denominator?: string;
}

/** Everything that can be asked for; read from the semantic models beside the gold models. */
export interface Catalog {
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly Measure[];
}
