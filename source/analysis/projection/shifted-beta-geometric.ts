/** Customers each with their own chance of leaving at a renewal, distributed as a beta distribution. */
export interface ShiftedBetaGeometric {
  readonly alpha: number;
  readonly beta: number;
}

/** How long some customers are known to have stayed. */
export interface Renewals {
  /** Customers who left at the first renewal, the second, and so on. */
  readonly left: readonly number[];
  /** Customers last seen after this many renewals who had not left; indexed from 0. */
  readonly stayed: readonly number[];
}

/**
 * The shifted-beta-geometric model of P. Fader and B. Hardie (How to Project Customer Retention, 2007) by maximum
 * likelihood; undefined if nobody left, or if nobody is known to have stayed beyond the first renewal. `survival` gives the
 * chance of being there after a number of renewals.
 */
export function fitRetention(renewals: Renewals): ShiftedBetaGeometric | undefined {
  const { left, stayed } = renewals;
  const renewed = left.slice(1).some((count) => count > 0) || stayed.slice(1).some((count) => count > 0);
  if (!left.some((count) => count > 0) || !renewed) return undefined;
  const [alpha, beta] = lowest((point) => -logLikelihood(modelOf(point), renewals), [0, 0]).map(Math.exp) as [
    number,
    number,
  ];
  return { alpha, beta };
}

/** The chance of still being there after a number of renewals. */
export function survival({ alpha, beta }: ShiftedBetaGeometric, renewals: number): number {
  let there = 1;
  for (let renewal = 1; renewal <= renewals; renewal += 1) there *= (beta + renewal - 1) / (alpha + beta + renewal - 1);
  return there;
}

function modelOf([alpha = 0, beta = 0]: readonly number[]): ShiftedBetaGeometric {
  return { alpha: Math.exp(alpha), beta: Math.exp(beta) };
}

function logLikelihood(model: ShiftedBetaGeometric, { left, stayed }: Renewals): number {
  const { alpha, beta } = model;
  let [there, sum] = [0, 0];
  for (let renewal = 1; renewal <= Math.max(left.length, stayed.length - 1); renewal += 1) {
    const all = alpha + beta + renewal - 1;
    sum += (left[renewal - 1] ?? 0) * (there + Math.log(alpha / all));
    there += Math.log((beta + renewal - 1) / all);
    sum += (stayed[renewal] ?? 0) * there;
  }
  return sum;
}

type Point = readonly [number, number];

/** The minimum of a smooth function of two variables, by the Nelder-Mead simplex method. */
function lowest(of: (point: Point) => number, start: Point): Point {
  const valued = (point: Point) => ({ point, value: of(point) });
  let simplex = [start, [start[0] + 1, start[1]], [start[0], start[1] + 1]].map((point) => valued(point as Point));
  for (let step = 0; step < 500; step += 1) {
    simplex = simplex.toSorted((one, other) => one.value - other.value);
    const [best, good, worst] = simplex as [Valued, Valued, Valued];
    if (Math.abs(worst.value - best.value) < 1e-12 * (1 + Math.abs(best.value))) break;
    const middle = along(best.point, good.point, 0.5);
    const reflected = valued(along(worst.point, middle, 2));
    const expanded = valued(along(worst.point, middle, 3));
    const contracted = valued(along(worst.point, middle, 0.5));
    if (reflected.value < best.value) simplex = [best, good, expanded.value < reflected.value ? expanded : reflected];
    else if (reflected.value < good.value) simplex = [best, good, reflected];
    else if (contracted.value < worst.value) simplex = [best, good, contracted];
    else simplex = [best, ...[good, worst].map(({ point }) => valued(along(best.point, point, 0.5)))];
  }
  return simplex[0]?.point ?? start;
}

interface Valued {
  readonly point: Point;
  readonly value: number;
}

function along(from: Point, to: Point, share: number): Point {
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}
