import { defaultFirstDay } from "../analysis/first-day.ts";
import { defaultSwitches, type Investigation, type Question, type Switches } from "../analysis/investigation.ts";
import { treeMetric } from "../analysis/investigation-metric.ts";
import { toJson } from "../analysis/to-json.ts";
import type { AnyQuestion, TotalsQuestion } from "../analysis/totals/question.ts";
import { tiesOut } from "../analysis/true-up.ts";
import { measureOf, type Unit } from "../domain/catalog.ts";
import { parseAnyPeriod } from "../domain/fiscal-year.ts";
import { questionErrors } from "../errors/question.ts";
import { exitCode } from "../errors.ts";
import { reportFormat } from "../export/report/report-format.ts";
import type { Sheet } from "../export/sheet.ts";
import { bookOf } from "./answer-book.ts";
import type { Arguments } from "./command.ts";
import { explain, homeQuestionOf } from "./explain.ts";
import { failIf, failIfOption, readConditions } from "./fail-if.ts";
import { readTotalsQuestion, runTotals, totalsOptions } from "./investigate-totals.ts";
import { onSession } from "./on-session.ts";
import { printSheet, printSql, printText } from "./print-answer.ts";
import type { Session } from "./session.ts";
import { answerOptions, choice, filterOptions, readFilters, sourceOptions, wholeNumber } from "./shared-options.ts";
import { watchedInvestigation } from "./watched.ts";
import { writeReports } from "./write-reports.ts";

export const investigateCommand = onSession({
  name: "investigate",
  group: "analyse",
  summary: "what drove a change: true-up, bridge with intervals, segments",
  options: [
    {
      name: "metric",
      value: "M",
      description: "any measure (default: net_revenue_per_customer); without a driver tree, by mix and rate",
    },
    {
      name: "base",
      value: "PERIOD",
      description:
        "cohort to compare with (default: a year before; where nobody came then, the quarter or month before)",
    },
    { name: "compare", value: "PERIOD", description: "cohort to explain (default: the newest mature quarter)" },
    { name: "replacements", value: "POLICY", description: "cost (default), contra or exclude" },
    { name: "prepaid", value: "POLICY", description: "recognised (default) or cash" },
    { name: "reversal-month", value: "MONTH", description: "by order (default) or by reversal" },
    {
      name: "by",
      value: "DIMENSION",
      description: "of customers, for a measure explained by mix and rate (default: channel)",
    },
    {
      name: "first-day",
      value: "DAY",
      description: "of lifetime at which the window begins (default: 0; 30 for retention, which begins at 100 %)",
    },
    { name: "window", value: "DAYS", description: "days of lifetime that count (default: 30)" },
    {
      name: "reversal-days",
      value: "DAYS",
      description: "days within which a reversal counts (default: 60), or any, as booked",
    },
    { name: "seed", value: "S", description: "of the intervals (default: 1)" },
    { name: "replicates", value: "N", description: "of the intervals (default: 2000)" },
    {
      name: "report",
      value: "FILE",
      repeatable: true,
      description: "write the report to this new file: FILE.html, FILE.md or FILE.xlsx",
    },
    { name: "one-page", description: "keep the report to its first page: headline, waterfall, findings, tie-out" },
    failIfOption,
    ...totalsOptions,
    ...filterOptions,
    ...sourceOptions,
    ...answerOptions,
  ],
  check(args) {
    for (const file of args.all("report")) reportFormat(file);
    readConditions(args);
  },
  place: async (args, session) => ({ screen: "investigation", question: await readAnyQuestion(args, session) }),
  async answer(args, session, streams) {
    const of = questionKind(args);
    if (of !== "cohorts") return runTotals(of, args, session, streams);
    const question = await readQuestion(args, session);
    const found = await explain(session, question, streams.signal);
    await writeReports(found, session, args, streams);
    if (args.has("sql")) {
      await printSql(
        found.steps.flatMap((step) => [...step.sql, ...(step.beside?.sql ?? [])]),
        args,
        streams,
      );
    } else if (args.get("format") === "json") {
      await printText(toJson(found, session.dataSet.inputs), args, streams, "the investigation");
    } else {
      for (const { title, finding, beside } of found.steps) {
        streams.log.write(`${title}: ${finding}\n`);
        if (beside !== undefined) streams.log.write(`${beside.title}: ${beside.finding}\n`);
      }
      const { catalog, dataSet } = session;
      const sheet = bridgeSheet(found, measureOf(catalog, question.metric).unit, dataSet.currency);
      const statements = found.steps.flatMap((step) => step.sql);
      await printSheet(sheet, args, streams, bookOf("Bridge", statements, dataSet));
    }
    const code = failIf(readConditions(args), watchedInvestigation(found), streams);
    return tiesOut(found.trueUp) ? code : exitCode.failed;
  },
});

function questionKind(args: Arguments): "cohorts" | TotalsQuestion["of"] {
  return choice(args, "of", ["cohorts", "period", "groups"], "cohorts");
}

async function readAnyQuestion(args: Arguments, session: Session): Promise<AnyQuestion> {
  const of = questionKind(args);
  return of === "cohorts" ? readQuestion(args, session) : readTotalsQuestion(of, args, session);
}

async function readQuestion(args: Arguments, session: Session): Promise<Question> {
  const switches: Switches = {
    replacements: choice(args, "replacements", ["cost", "contra", "exclude"], defaultSwitches.replacements),
    prepaid: choice(args, "prepaid", ["recognised", "cash"], defaultSwitches.prepaid),
    reversalMonth: choice(args, "reversal-month", ["order", "reversal"], defaultSwitches.reversalMonth),
    windowDays: wholeNumber(args, "window", 1) ?? defaultSwitches.windowDays,
    reversalDays:
      args.get("reversal-days") === "any"
        ? "any"
        : (wholeNumber(args, "reversal-days", 0) ?? defaultSwitches.reversalDays),
  };
  const home = await homeQuestionOf(session, switches);
  const metric = args.get("metric") ?? home.metric;
  const by = args.get("by");
  if (by !== undefined && treeMetric(metric) !== undefined) throw questionErrors.toldByTree({ metric });
  const given = readFilters(session.catalog, args);
  const namesEntry = given.some((filter) => filter.dimension === "point_of_entry");
  return {
    ...home,
    metric,
    base: args.get("base") === undefined ? home.base : parseAnyPeriod(args.get("base") ?? "", session.dataSet.fiscal),
    compare:
      args.get("compare") === undefined
        ? home.compare
        : parseAnyPeriod(args.get("compare") ?? "", session.dataSet.fiscal),
    filters: namesEntry ? given : [...home.filters, ...given],
    firstDay: wholeNumber(args, "first-day", 0) ?? defaultFirstDay(session.catalog, metric),
    ...(by === undefined ? {} : { by }),
    seed: wholeNumber(args, "seed", 0) ?? home.seed,
    replicates: wholeNumber(args, "replicates", 100) ?? home.replicates,
  };
}

function bridgeSheet({ groups }: Investigation, measured: Unit, currency: string): Sheet {
  const unit = measured === "ratio" ? "points" : measured;
  return {
    currency,
    columns: [
      { name: "driver", unit: "text" },
      { name: "contribution", unit },
      { name: "low", unit },
      { name: "high", unit },
      { name: "share", unit: "ratio" },
      { name: "verdict", unit: "text" },
    ],
    rows: groups.map(({ name, contribution, low, high, share, verdict }) => [
      name,
      contribution,
      low,
      high,
      share ?? null,
      verdict,
    ]),
  };
}
