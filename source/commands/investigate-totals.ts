import { homeReplicates, homeSeed } from "../analysis/home-question.ts";
import {
  type GroupsQuestion,
  newestQuarter,
  type PeriodQuestion,
  type TotalsQuestion,
} from "../analysis/totals/question.ts";
import { type TotalsInvestigation, totalsTieOut } from "../analysis/totals/totals-investigation.ts";
import { totalsJson } from "../analysis/totals/totals-json.ts";
import type { DataSet } from "../domain/data-set.ts";
import { parseAnyPeriod } from "../domain/fiscal-year.ts";
import { type Period, yearBefore } from "../domain/period.ts";
import { questionErrors } from "../errors/question.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { bookOf } from "./answer-book.ts";
import type { Arguments, Option, Streams } from "./command.ts";
import { explainTotals } from "./explain.ts";
import { failIf, readConditions } from "./fail-if.ts";
import { printSheet, printSql, printText } from "./print-answer.ts";
import type { Session } from "./session.ts";
import { parseFilter, readFilters, wholeNumber } from "./shared-options.ts";
import { watchedInvestigation } from "./watched.ts";
import { writeReports } from "./write-reports.ts";

/** Options of a question about totals, besides those of `investigate`. */
export const totalsOptions: readonly Option[] = [
  {
    name: "of",
    value: "QUESTION",
    description:
      "cohorts (default: customers acquired in two periods), period (all customers in two periods) or groups (two groups in the same days)",
  },
  {
    name: "base-where",
    value: '"DIM=V,V"',
    repeatable: true,
    description: "with --of groups: the customers to compare with",
  },
  {
    name: "compare-where",
    value: '"DIM=V,V"',
    repeatable: true,
    description: "with --of groups: the customers to explain",
  },
  { name: "from", value: "D", description: "with --of groups: first day (default: the first of the data)" },
  { name: "to", value: "D", description: "with --of groups: last day (default: the last of the data)" },
];

/** Answers `--of period` and `--of groups`; exit code 1 if net revenue does not tie out. */
export async function runTotals(
  of: TotalsQuestion["of"],
  args: Arguments,
  session: Session,
  streams: Streams,
): Promise<ExitCode> {
  const found = await explainTotals(session, readTotalsQuestion(of, args, session), streams.signal);
  await writeReports(found, session, args, streams);
  if (args.has("sql")) await printSql(found.sql, args, streams);
  else if (args.get("format") === "json")
    await printText(totalsJson(found, session.dataSet.inputs), args, streams, "the investigation");
  else {
    for (const finding of found.findings) streams.log.write(`${finding}\n`);
    const { dataSet } = session;
    await printSheet(totalsSheet(found, dataSet.currency), args, streams, bookOf("Bridge", found.sql, dataSet));
  }
  const code = failIf(readConditions(args), watchedInvestigation(found), streams);
  return totalsTieOut(found) ? code : exitCode.failed;
}

/** The question about totals in the options; throws UsageError for an option of another kind of question. */
export function readTotalsQuestion(of: TotalsQuestion["of"], args: Arguments, session: Session): TotalsQuestion {
  refuseOthers(of, args);
  const about = {
    metric: args.get("metric") ?? "net_revenue",
    filters: readFilters(session.catalog, args),
    seed: wholeNumber(args, "seed", 0) ?? homeSeed,
    replicates: wholeNumber(args, "replicates", 100) ?? homeReplicates,
  };
  return of === "period"
    ? { of, ...about, ...readPeriods(args, session.dataSet) }
    : { of, ...about, ...readGroups(args, session.dataSet) };
}

function refuseOthers(of: TotalsQuestion["of"], args: Arguments): void {
  const cohortsOnly = ["replacements", "prepaid", "reversal-month", "by", "first-day", "window", "reversal-days"];
  const groupsOnly = ["base-where", "compare-where", "from", "to"];
  const others = [...cohortsOnly, ...(of === "period" ? groupsOnly : ["base", "compare"])];
  const option = others.find((name) => args.has(name));
  if (option !== undefined) throw questionErrors.notOfThisQuestion({ option, of });
}

function readPeriods(args: Arguments, dataSet: DataSet): Pick<PeriodQuestion, "base" | "compare"> {
  const given = periodsIn(args, dataSet);
  const compare = given("compare") ?? newestQuarter(dataSet);
  return { base: given("base") ?? yearBefore(compare), compare };
}

function readGroups(args: Arguments, dataSet: DataSet): Pick<GroupsQuestion, "period" | "baseWhere" | "compareWhere"> {
  const given = periodsIn(args, dataSet);
  const [from, to] = [given("from")?.from ?? dataSet.from, given("to")?.to ?? dataSet.to];
  if (to < from) throw questionErrors.backwardPeriod({ text: `${from}..${to}`, from, to });
  const of = (option: string) => args.all(option).map(parseFilter);
  return { period: { from, to }, baseWhere: of("base-where"), compareWhere: of("compare-where") };
}

/** Reads the period of an option; undefined if it is not given. */
function periodsIn(args: Arguments, { fiscal }: DataSet): (option: string) => Period | undefined {
  return (option) => {
    const text = args.get(option);
    return text === undefined ? undefined : parseAnyPeriod(text, fiscal);
  };
}

function totalsSheet({ groups, metric }: TotalsInvestigation, currency: string) {
  const unit = metric.format === "money" ? ("money" as const) : ("count" as const);
  return {
    currency,
    columns: [
      { name: "driver", unit: "text" as const },
      { name: "contribution", unit },
      { name: "low", unit },
      { name: "high", unit },
      { name: "share", unit: "ratio" as const },
      { name: "verdict", unit: "text" as const },
    ],
    rows: groups.map((bar) => [bar.name, bar.contribution, bar.low, bar.high, bar.share ?? null, bar.verdict]),
  };
}
