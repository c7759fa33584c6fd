import { answerSwitching } from "../../../source/analysis/switching.ts";
import type { AnyQuestion } from "../../../source/analysis/totals/question.ts";
import { explainAny, homeQuestionOf } from "../../../source/commands/explain.ts";
import type { Session } from "../../../source/commands/session.ts";
import { Amount } from "../../../source/domain/amount.ts";
import { emptySlice, type Slice } from "../../../source/domain/slice.ts";
import { UserError } from "../../../source/errors.ts";
import { csvRows } from "../../../source/export/csv-line.ts";
import { answerSlice } from "../../../source/query/answer-slice.ts";
import { cohortGrid } from "../../../source/query/cohort-grid.ts";
import { customersBehind, linesBehind } from "../../../source/query/drill-through.ts";
import { writtenLines } from "../../../source/query/written-listing.ts";
import { randomQuestions, someValues } from "./random-questions.ts";

/** One question, for either session. */
interface Asked {
  readonly name: string;
  ask(session: Session): Promise<unknown>;
}

export interface Compared {
  readonly questions: number;
  readonly values: number;
  /** The first difference of each question with one. */
  readonly differences: readonly string[];
}

/** Asks both sessions the same questions, drawn by seed, and compares every value; doubles to nine significant digits. */
export async function compareAnswers(ours: Session, theirs: Session, seed: number): Promise<Compared> {
  const questions = await questionsOf(ours, seed);
  const differences: string[] = [];
  let values = 0;
  for (const { name, ask } of questions) {
    const [left, right] = [await answerOf(ask, ours), await answerOf(ask, theirs)];
    values += left.size;
    const odd = [...new Set([...left.keys(), ...right.keys()])].find((path) => left.get(path) !== right.get(path));
    if (odd !== undefined) differences.push(`${name} ${odd}: ${left.get(odd)} here, ${right.get(odd)} there`);
  }
  return { questions: questions.length, values, differences };
}

/** The values of an answer. Why something is missing, which each says of its own files or tables, is named by what is missing. */
async function answerOf(ask: Asked["ask"], session: Session): Promise<ReadonlyMap<string, string>> {
  const missing = session.dataSet.capabilities.filter(({ why }) => why !== "");
  const plain = (value: string) => missing.reduce((text, { name, why }) => text.replaceAll(why, `(no ${name})`), value);
  const values = valuesIn(await outcome(ask, session));
  return new Map([...values].map(([path, value]) => [path, plain(value)]));
}

async function questionsOf(session: Session, seed: number): Promise<readonly Asked[]> {
  const drawn = randomQuestions(session, await someValues(session), seed);
  const grids = drawn.grids(24).map(
    (query): Asked => ({
      name: `grid ${JSON.stringify(query)}`,
      ask: ({ catalog, span, run }) => cohortGrid(catalog, query, span, run),
    }),
  );
  const slices = drawn.slices(20).map(
    (slice): Asked => ({
      name: `slice ${JSON.stringify(slice)}`,
      ask: ({ catalog, run }) => answerSlice(catalog, slice, run),
    }),
  );
  return [...grids, ...slices, ...rowsOf(drawn.slices(3)), ...changesOf(), ...(await investigationsOf(session))];
}

function rowsOf(slices: readonly Slice[]): readonly Asked[] {
  const page = { offset: 30, limit: 40 };
  return slices.flatMap(({ filters, period }): Asked[] => {
    const slice: Slice = { ...emptySlice, filters, period };
    const name = JSON.stringify({ filters, period });
    return [
      { name: `rows ${name}`, ask: ({ catalog, run }) => linesBehind(catalog, slice, page, run) },
      { name: `customers ${name}`, ask: ({ catalog, run }) => customersBehind(catalog, slice, page, run) },
      { name: `csv ${name}`, ask: (session) => csvOf(session, slice) },
    ];
  });
}

async function csvOf(session: Session, slice: Slice): Promise<string> {
  let text = "";
  for await (const { bytes } of session.lines(writtenLines(session.catalog, slice, csvRows(false), { limit: 500 })))
    text += new TextDecoder().decode(bytes);
  return text;
}

function changesOf(): readonly Asked[] {
  return ["product", "prepaid_orders"].map((of, at) => ({
    name: `switching of ${of}`,
    ask: (session) => answerSwitching({ of, from: at === 0 ? "orders" : "plans", filters: [] }, session, session.run),
  }));
}

async function investigationsOf(session: Session): Promise<readonly Asked[]> {
  const { signal } = new AbortController();
  const home = { ...(await homeQuestionOf(session)), replicates: 100 };
  const { from, to } = session.dataSet;
  const totals = { filters: [], seed: 3, replicates: 100 } as const;
  const channel = { ...home, metric: "retention", firstDay: 30 };
  const [subscribers, others] = (["in", "not_in"] as const).map((op) => [
    { dimension: "point_of_entry", op, values: ["subscription"] },
  ]);
  const questions: readonly AnyQuestion[] = [
    home,
    { ...home, filters: [], switches: { ...home.switches, prepaid: "cash", reversalMonth: "reversal" } },
    channel,
    {
      ...{ of: "period", metric: "net_revenue", ...totals },
      ...{ base: { from: "2024-01-01", to: "2024-03-31" }, compare: { from: "2025-01-01", to: "2025-03-31" } },
    },
    {
      ...{ of: "groups", metric: "net_revenue", ...totals, period: { from, to } },
      ...{ baseWhere: subscribers ?? [], compareWhere: others ?? [] },
    },
  ];
  return questions.map((question) => ({
    name: `investigation ${JSON.stringify(question)}`,
    ask: (each) => explainAny(each, question, signal),
  }));
}

/** The answer to a question, or the code of why it cannot be answered. */
async function outcome(ask: Asked["ask"], session: Session): Promise<unknown> {
  try {
    return await ask(session);
  } catch (error) {
    if (error instanceof UserError && !error.id.startsWith("engine.")) return error.id;
    throw error;
  }
}

/** Every value by its path, without the statements, which differ between engines. */
function valuesIn(answer: unknown): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (value instanceof Amount || typeof value !== "object" || value === null) {
      values.set(path, typeof value === "number" ? String(Number(value.toPrecision(9))) : String(value));
      return;
    }
    for (const [name, each] of Object.entries(value))
      if (name !== "sql" && name !== "dialect") walk(each, `${path}.${name}`);
  };
  walk(answer, "");
  return values;
}
