/** Lines of whole orders as numbers, for trying arithmetic. */
export interface LineSample {
  /** Columns of money and quantity, in the order of each line's numbers. */
  readonly columns: readonly string[];
  readonly lines: readonly SampleLine[];
}

export interface SampleLine {
  /** The order; a separate one per line if there is no order column. */
  readonly order: string;
  readonly product: string | undefined;
  readonly numbers: readonly (number | undefined)[];
}

/** How often a column's value is given: per line, the same on every line of its order, or on one line of each order. */
export type Level = "line" | "each" | "first";

/** Lines by order, in the file's order. */
export function ordersOf(sample: LineSample): readonly (readonly SampleLine[])[] {
  const orders = new Map<string, SampleLine[]>();
  for (const line of sample.lines) {
    const known = orders.get(line.order);
    if (known) known.push(line);
    else orders.set(line.order, [line]);
  }
  return [...orders.values()];
}

/** The share of orders that must show a pattern, because exports have some odd rows. */
export const nearlyAll = 0.97;

/** A pattern with a smaller chance probability than this counts as proven. */
const chance = 0.001;

/**
 * How often a column's value is given in orders of several lines. Equal values on all lines of an order count only if chance is
 * unlikely to explain them, because with equal prices every order looks like that.
 */
export function levelOf(
  sample: LineSample,
  name: string,
  isPrice = false,
): { readonly level: Level; readonly isShown: boolean } {
  const at = sample.columns.indexOf(name);
  const several = ordersOf(sample).filter((lines) => lines.length > 1);
  const filled = several.filter((lines) => lines.some((line) => line.numbers[at] !== undefined));
  if (filled.length === 0) return { level: "line", isShown: several.length === 0 };
  const once = filled.filter((lines) => lines.filter((line) => line.numbers[at] !== undefined).length === 1);
  if (once.length >= nearlyAll * filled.length) return { level: "first", isShown: true };
  const alike = filled.filter((lines) => lines.every((line) => line.numbers[at] === lines[0]?.numbers[at]));
  if (alike.length < nearlyAll * filled.length) return { level: "line", isShown: true };
  if (isPrice && isOfPieces(sample, several, at)) return { level: "line", isShown: true };
  const moving = filled.filter((lines) => lines.some((line) => line.numbers[at] !== 0));
  const isShown = sameByChance(sample, at) ** Math.max(moving.length, 0) < chance;
  return { level: "each", isShown };
}

/**
 * Orders of several identical lines, such as tickets: the value on each is a price that also occurs in orders of one line,
 * while the total of several lines rarely equals that of one.
 */
function isOfPieces(sample: LineSample, several: readonly (readonly SampleLine[])[], at: number): boolean {
  const single = ordersOf(sample).filter((lines) => lines.length === 1);
  const prices = new Set(single.map(([line]) => line?.numbers[at]));
  const values = several.map(([line]) => line?.numbers[at]).filter((value) => value !== undefined && value !== 0);
  const isList = prices.size > 3 && prices.size <= 0.25 * single.length;
  return isList && values.length > 5 && values.filter((value) => prices.has(value)).length >= nearlyAll * values.length;
}

/** The probability that a line has the same value as another line with a non-zero one; many lines have none. */
function sameByChance({ lines }: LineSample, at: number): number {
  const counts = new Map<number, number>();
  let moving = 0;
  for (const { numbers } of lines) {
    const value = numbers[at];
    if (value === undefined || value === 0) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    moving += 1;
  }
  if (moving < 2) return 1;
  return [...counts.values()].reduce((sum, count) => sum + (count / moving) * (count / lines.length), 0);
}
