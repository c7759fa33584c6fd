import type { Statement } from "../domain/cohort.ts";
import { endOf, startOf } from "../domain/period.ts";
import { channelCells, monthCells, productCells, productMonths } from "../query/driver-cells.ts";
import { customerCounts } from "../query/driver-customers.ts";
import type { DriverScope, Units } from "../query/driver-scope.ts";
import { segmentCells } from "../query/driver-segments.ts";
import { namedDiscountRows, trueUpRows } from "../query/driver-true-up.ts";
import type { SwitchingQuestion } from "../query/switching-question.ts";
import type { Counts } from "./check-question.ts";
import { needsAdditiveForm, type TreeOptions } from "./coffee-factors.ts";
import { type Intervals, resample } from "./intervals.ts";
import type { Question } from "./investigation.ts";
import type { Pacer } from "./pacer.ts";
import { type Cells, plainTotals, type Totals } from "./period-cells.ts";
import { type Row, readCells } from "./read-cells.ts";
import { findSwitching, type Switching } from "./switching.ts";

/** Runs a statement; integers come as numbers, money as text, days as `YYYY-MM-DD`. At most two run at once. */
export type RunStatement = (statement: Statement, signal: AbortSignal) => Promise<readonly Row[]>;

export type Statements = Readonly<
  Record<"counts" | "channels" | "products" | "months" | "productMonths" | "trueUp" | "named" | "segments", Statement>
>;

/** Everything an investigation computes with. */
export interface Gathered {
  readonly cells: Cells;
  readonly totals: readonly [Totals, Totals];
  readonly options: TreeOptions;
  readonly intervals: Intervals;
  readonly switching: readonly Switching[];
  readonly rows: Readonly<Record<"months" | "productMonths" | "trueUp" | "named" | "segments", readonly Row[]>>;
}

type Tree = Pick<TreeOptions, "depth" | "counted" | "cash">;

/** The SQL of an investigation; charts show all months of the years that its periods touch. */
export function statementsOf({ base, compare }: Question, scope: DriverScope, units: Units, tree: Tree): Statements {
  const years = { ...scope, base: wholeYears(base), compare: wholeYears(compare) };
  return {
    counts: customerCounts(scope),
    channels: channelCells(scope, units),
    products: productCells(scope, units),
    months: monthCells(years),
    productMonths: productMonths(years),
    trueUp: trueUpRows(scope),
    named: namedDiscountRows(scope),
    segments: segmentCells(scope, tree),
  };
}

/** Fetches the cells, then resamples them while the rest is fetched. */
export async function gather(
  about: {
    readonly question: Question;
    readonly statements: Statements;
    readonly units: Units;
    readonly counts: readonly [Counts, Counts];
    readonly tree: Tree;
    /** The questions about the same customers before and after. */
    readonly switching: readonly SwitchingQuestion[];
    /** The source's own discount programs. */
    readonly programs: readonly string[];
  },
  run: RunStatement,
  pacer: Pacer,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Gathered> {
  const { question, statements, units, counts, tree, programs } = about;
  const [channels, products] = await Promise.all([run(statements.channels, signal), run(statements.products, signal)]);
  onProgress(0.2);
  const ofSource = { customers: [counts[0].customers, counts[1].customers], programs } as const;
  const cells = await readCells(channels, products, units, ofSource, pacer);
  await pacer.turn();
  const totals = await plainTotals(cells, pacer);
  const options: TreeOptions = { ...tree, additive: needsAdditiveForm(totals, tree.counted) };
  const replication = { ...question, onProgress: (done: number) => onProgress(0.2 + 0.6 * done) };
  const [intervals, [months, productMonthRows, switching], [trueUp, segments, named]] = await Promise.all([
    resample(cells, options, replication, pacer),
    inTurn([statements.months, statements.productMonths], run, signal).then(
      async ([first, second]) => [first, second, await followed(about.switching, run, signal)] as const,
    ),
    inTurn([statements.trueUp, statements.segments], run, signal).then(
      async ([first, second]) => [first, second, await run(statements.named, signal)] as const,
    ),
  ]);
  onProgress(0.8);
  const rows = { months, productMonths: productMonthRows, trueUp, named, segments };
  return { cells, totals, options, intervals, switching, rows };
}

async function inTurn(
  [first, second]: readonly [Statement, Statement],
  run: RunStatement,
  signal: AbortSignal,
): Promise<readonly [readonly Row[], readonly Row[]]> {
  const rows = await run(first, signal);
  return [rows, await run(second, signal)];
}

async function followed(questions: readonly SwitchingQuestion[], run: RunStatement, signal: AbortSignal) {
  const found: Switching[] = [];
  for (const question of questions) found.push(await findSwitching(question, (statement) => run(statement, signal)));
  return found;
}

function wholeYears({ from, to }: Question["base"]): Question["base"] {
  return { from: startOf("year", from), to: endOf("year", to) };
}
