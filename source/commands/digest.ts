import { digest, type Moved } from "../analysis/digest.ts";
import { cell } from "../domain/cell.ts";
import type { Statement } from "../domain/cohort.ts";
import { noValue } from "../domain/dimension-value.ts";
import { formatNumber, formatOf } from "../domain/format.ts";
import { printPeriod } from "../domain/period.ts";
import { toMarkdown } from "../export/markdown.ts";
import type { Sheet } from "../export/sheet.ts";
import { writeNewFile } from "../export/write-file.ts";
import { digestFigures } from "../query/digest-figures.ts";
import type { Arguments, Streams } from "./command.ts";
import { homeQuestionOf } from "./explain.ts";
import type { Session } from "./session.ts";
import { demandFormat, writeSheet } from "./write-sheet.ts";

/** Writes what moved beyond chance between the two periods of the home question, and reports in a sentence whether anything did. */
export async function writeDigest(file: string, args: Arguments, session: Session, streams: Streams): Promise<void> {
  const format = demandFormat(file);
  const { moved, days, sheet, sentence } = await answerDigest(session, streams.signal);
  const isOverwriting = args.has("overwrite");
  if (format === "markdown") await writeNewFile(file, digestText(moved, days, session), isOverwriting);
  else await writeSheet(sheet, file, format, { isOverwriting });
  streams.log.write(`${sentence}\n`);
}

/** What moved between the two periods of the home question, as a table and in a sentence. */
export async function answerDigest(session: Session, signal?: AbortSignal) {
  const { base, compare } = await homeQuestionOf(session);
  const sql: Statement[] = [];
  const traced: Session["run"] = (statement, stop) => {
    sql.push(statement);
    return session.run(statement, stop);
  };
  const moved = digest(await digestFigures(session.catalog, { base, compare }, traced, signal));
  const days: Days = { base: printPeriod(base), compare: printPeriod(compare) };
  const onScreen = screenSheet(moved, days);
  return { moved, days, sheet: digestSheet(moved), onScreen, sentence: digestSentence(moved, days), sql };
}

interface Days {
  readonly base: string;
  readonly compare: string;
}

/** Whether anything moved beyond chance, and how much was compared. */
function digestSentence(moved: readonly Moved[], { base, compare }: Days): string {
  const beyond = moved.filter(({ isBeyondChance }) => isBeyondChance).length;
  const of = `${moved.length} figures of the first month of lifetime, ${compare} compared with ${base}`;
  return beyond === 0 ? `Nothing moved beyond chance: ${of}.` : `${beyond} moved beyond chance of ${of}.`;
}

/** Any beyond these are only in the table. */
const mostSentences = 15;

function digestText(moved: readonly Moved[], days: Days, { dataSet }: Session): string {
  const beyond = moved.filter(({ isBeyondChance }) => isBeyondChance);
  const sentences = beyond.slice(0, mostSentences).map((one) => `- ${sentenceOf(one, dataSet.currency)}`);
  const more = beyond.length > mostSentences ? [`- and ${beyond.length - mostSentences} more in the table below`] : [];
  return [
    `# What moved: ${days.base} to ${days.compare}`,
    "",
    digestSentence(moved, days),
    "",
    ...sentences,
    ...more,
    "",
    toMarkdown(digestSheet(moved)),
    "Customers are those acquired in each period; amounts cover the first month of their lifetime. p is Welch's test, corrected by Holm for all figures.",
    "",
  ].join("\n");
}

/** Whose figure it is: `all customers`, `region south`. */
function whoseOf({ dimension, value }: Moved): string {
  return dimension === undefined ? "all customers" : `${cell(dimension.label).toLowerCase()} ${value || noValue}`;
}

function sentenceOf(moved: Moved, currency: string): string {
  const { measure, base, compare, share } = moved;
  const where = whoseOf(moved);
  const figure = (mean: number) => formatNumber(mean, formatOf(measure), { currency });
  const change = share === undefined ? "" : ` (${formatNumber(share, "percent", { signed: true })})`;
  return `${cell(measure.label)}, ${cell(where)}: ${figure(base.mean)} to ${figure(compare.mean)}${change}`;
}

/** The figures in few columns: whose they are, both values and the change; which of them are beyond chance. */
function screenSheet(moved: readonly Moved[], { base, compare }: Days): Sheet {
  return {
    columns: [
      { name: "measure", unit: "text" },
      { name: "of", unit: "text" },
      { name: base, unit: "number" },
      { name: compare, unit: "number" },
      { name: "change", unit: "ratio" },
      { name: "beyond_chance", unit: "text" },
    ],
    rows: moved.map((one) => [
      ...[one.measure.label, whoseOf(one), one.base.mean, one.compare.mean, one.share ?? null],
      one.isBeyondChance ? "yes" : "",
    ]),
  };
}

function digestSheet(moved: readonly Moved[]): Sheet {
  return {
    columns: [
      { name: "measure", unit: "text" },
      { name: "dimension", unit: "text" },
      { name: "value", unit: "text" },
      { name: "base_customers", unit: "customers" },
      { name: "compare_customers", unit: "customers" },
      { name: "base", unit: "number" },
      { name: "compare", unit: "number" },
      { name: "change_share", unit: "ratio" },
      { name: "z", unit: "number" },
      { name: "p_adjusted", unit: "number" },
      { name: "beyond_chance", unit: "text" },
    ],
    rows: moved.map((one) => [
      ...[one.measure.name, one.dimension?.name ?? "all", one.value],
      ...[one.base.customers, one.compare.customers, one.base.mean, one.compare.mean, one.share ?? null],
      ...[one.z, one.pAdjusted, one.isBeyondChance],
    ]),
  };
}
