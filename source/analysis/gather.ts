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

/** Runs a statement; integers come as numbers, money as text, days as `YYYY-MM-DD`. At most two run at once, others wait. */
export type RunStatement = (statement: Statement, signal: AbortSignal) => Promise<readonly Row[]>;

export type Statements = Readonly<
  Record<"counts" | "channels" | "products" | "months" | "productMonths" | "trueUp" | "named" | "segments", Statement>
>;

/** What a bridge is computed with. */
export interface Gathered {
  readonly cells: Cells;
  readonly totals: readonly [Totals, Totals];
  readonly options: TreeOptions;
  readonly intervals: Intervals;
}

/** What an investigation reads beside the cells, and computes with when it is there. */
export interface Beside {
  readonly segments: Promise<readonly Row[]>;
  readonly rest: Promise<{
    readonly rows: Readonly<Record<"months" | "productMonths" | "trueUp" | "named", readonly Row[]>>;
    readonly switching: readonly Switching[];
  }>;
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

/** Fetches the cells, then resamples them; the rest is fetched meanwhile, the segments first. */
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
): Promise<Gathered & Beside> {
  const { question, statements, units, counts, tree, programs } = about;
  const [channels, products] = await Promise.all([run(statements.channels, signal), run(statements.products, signal)]);
  onProgress(0.2);
  const ofSource = { customers: [counts[0].customers, counts[1].customers], programs } as const;
  const cells = await readCells(channels, products, units, ofSource, pacer);
  await pacer.turn();
  const totals = await plainTotals(cells, pacer);
  const options: TreeOptions = { ...tree, additive: needsAdditiveForm(totals, tree.counted) };
  const beside = fetchBeside(about, run, signal);
  const replication = { ...question, onProgress: (done: number) => onProgress(0.2 + 0.5 * done) };
  const intervals = await resample(cells, options, replication, pacer);
  return { cells, totals, options, intervals, ...beside };
}

/** Asks for everything at once: statements wait for their turn, and run in this order. */
function fetchBeside(
  { statements, switching }: { readonly statements: Statements; readonly switching: readonly SwitchingQuestion[] },
  run: RunStatement,
  signal: AbortSignal,
): Beside {
  const rowsOf = (name: keyof Statements) => run(statements[name], signal);
  const segments = rowsOf("segments");
  const rows = Promise.all([rowsOf("months"), rowsOf("productMonths"), rowsOf("trueUp"), rowsOf("named")]);
  const rest = Promise.all([rows, followed(switching, run, signal)]).then(
    ([[months, productMonths, trueUp, named], found]) => ({
      rows: { months, productMonths, trueUp, named },
      switching: found,
    }),
  );
  // Both are awaited after the resampling, which an error must not end unheard.
  for (const promise of [segments, rest]) promise.catch(() => {});
  return { segments, rest };
}

async function followed(questions: readonly SwitchingQuestion[], run: RunStatement, signal: AbortSignal) {
  const found: Switching[] = [];
  for (const question of questions) found.push(await findSwitching(question, (statement) => run(statement, signal)));
  return found;
}

function wholeYears({ from, to }: Question["base"]): Question["base"] {
  return { from: startOf("year", from), to: endOf("year", to) };
}
