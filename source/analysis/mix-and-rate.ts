/** A category within a node: its weight (share) and its rate in both periods; a rate is undefined if there was nothing. */
export interface Category {
  readonly name: string;
  readonly weights: readonly [base: number, compare: number];
  readonly rates: readonly [base: number | undefined, compare: number | undefined];
}

export interface CategoryEffect extends Category {
  /** The change of the node's value due to the weight, and due to the rate. */
  readonly mix: number;
  readonly rate: number;
  readonly presence: "both" | "new" | "discontinued";
}

/**
 * Splits the change of a weighted mean into rows that sum to it exactly: mix = dw (r̄ - R̄), rate = dr w̄, with bars for
 * the means of both periods (Kitagawa 1955). A category in only one period has that period's rate in both, so its effect is
 * all mix.
 */
export function mixAndRate(categories: readonly Category[]): readonly CategoryEffect[] {
  const filled = categories.map((category) => {
    const [before, after] = category.rates;
    return { category, before: before ?? after ?? 0, after: after ?? before ?? 0 };
  });
  const middle =
    filled.reduce((sum, { category, before, after }) => {
      return sum + category.weights[0] * before + category.weights[1] * after;
    }, 0) / 2;
  return filled.map(({ category, before, after }) => {
    const [w0, w1] = category.weights;
    return {
      ...category,
      mix: (w1 - w0) * ((before + after) / 2 - middle),
      rate: ((after - before) * (w0 + w1)) / 2,
      presence: category.rates[0] === undefined ? "new" : category.rates[1] === undefined ? "discontinued" : "both",
    };
  });
}
