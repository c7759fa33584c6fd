import { investigateTotals, type TotalsQuestion } from "../analysis/totals/investigate-totals.ts";
import { type TotalsInvestigation, totalsMeasures, totalsTieOut } from "../analysis/totals/totals-investigation.ts";
import { totalsJson } from "../analysis/totals/totals-json.ts";
import { measureOf } from "../domain/catalog.ts";
import { parseAnyPeriod } from "../domain/fiscal-year.ts";
import { formatOf } from "../domain/format.ts";
import { addDays, addMonths, type Period, printPeriod, startOf } from "../domain/period.ts";
import type { Filter } from "../domain/slice.ts";
import { questionErrors } from "../errors/question.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { planFilters } from "../query/predicate.ts";
import type { TotalsScope } from "../query/totals-scope.ts";
import type { Arguments, Option, Streams } from "./command.ts";
import { printSheet, printSql, printText } from "./print-answer.ts";
import type { Session } from "./session.ts";
import { parseFilter, readFilters, wholeNumber } from "./shared-options.ts";

/** Options of a question about totals, beside those of `investigate`. */
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

/** Answers `--of period` and `--of groups`; exit code 1 where net revenue does not tie out. */
export async function runTotals(
  of: TotalsScope["of"],
  args: Arguments,
  session: Session,
  streams: Streams,
): Promise<ExitCode> {
  const found = await investigateTotals(readTotalsQuestion(of, args, session), session.run, streams.signal);
  if (args.has("sql")) await printSql(found.sql, args, streams);
  else if (args.get("format") === "json")
    await printText(totalsJson(found, session.dataSet.inputs), args, streams, "the investigation");
  else {
    for (const finding of found.findings) streams.log.write(`${finding}\n`);
    await printSheet(totalsSheet(found), args, streams);
  }
  return totalsTieOut(found) ? exitCode.done : exitCode.failed;
}

function readTotalsQuestion(of: TotalsScope["of"], args: Arguments, session: Session): TotalsQuestion {
  refuseOthers(of, args);
  const measure = args.get("metric") ?? "net_revenue";
  const known = measureOf(session.catalog, measure);
  if (totalsMeasures[measure] === undefined)
    throw questionErrors.noTotalsTree({ measure, known: Object.keys(totalsMeasures) });
  const seed = wholeNumber(args, "seed", 0) ?? 1;
  const { scope, labels } = of === "period" ? periodScope(args, session, seed) : groupScope(args, session, seed);
  return {
    measure,
    label: known.label,
    format: formatOf(known),
    scope,
    labels,
    currency: session.dataSet.currency,
    replicates: wholeNumber(args, "replicates", 100) ?? 2000,
  };
}

function refuseOthers(of: TotalsScope["of"], args: Arguments): void {
  const cohortsOnly = ["replacements", "prepaid", "reversal-month", "by", "first-day", "window", "reversal-days"];
  const groupsOnly = ["base-where", "compare-where", "from", "to"];
  const others = [...cohortsOnly, ...(of === "period" ? groupsOnly : ["base", "compare"])];
  const option = others.find((name) => args.has(name));
  if (option !== undefined) throw questionErrors.notOfThisQuestion({ option, of });
}

function periodScope(args: Arguments, { catalog, dataSet }: Session, seed: number) {
  const given = args.get("compare");
  const compare = given === undefined ? newestQuarter(dataSet.end) : parseAnyPeriod(given, dataSet.fiscal);
  const base =
    args.get("base") === undefined ? yearBefore(compare) : parseAnyPeriod(args.get("base") ?? "", dataSet.fiscal);
  const labels = [printPeriod(base), printPeriod(compare)] as const;
  const periods = `base ${labels[0]}, compare ${labels[1]}`;
  if (base.from <= compare.to && compare.from <= base.to) throw questionErrors.overlappingTotals({ periods });
  if (base.from > compare.from) throw questionErrors.swappedPeriods({ periods, base: labels[0], compare: labels[1] });
  const filters = planFilters(catalog, readFilters(catalog, args));
  return { scope: { of: "period" as const, base, compare, filters, seed }, labels };
}

function groupScope(args: Arguments, { catalog, dataSet }: Session, seed: number) {
  const of = (option: string) => args.all(option).map(parseFilter);
  const [base, compare] = [of("base-where"), of("compare-where")];
  if (base.length === 0 || compare.length === 0) throw questionErrors.groupsNeeded();
  const from =
    args.get("from") === undefined ? dataSet.from : parseAnyPeriod(args.get("from") ?? "", dataSet.fiscal).from;
  const to = args.get("to") === undefined ? dataSet.to : parseAnyPeriod(args.get("to") ?? "", dataSet.fiscal).to;
  if (to < from) throw questionErrors.backwardPeriod({ text: `${from}..${to}`, from, to });
  const labels = [labelOf(base), labelOf(compare)] as const;
  const scope = {
    of: "groups" as const,
    period: { from, to },
    base: planFilters(catalog, base),
    compare: planFilters(catalog, compare),
    filters: planFilters(catalog, readFilters(catalog, args)),
    seed,
  };
  return { scope, labels };
}

function labelOf(filters: readonly Filter[]): string {
  return filters
    .map(({ dimension, op, values }) => `${dimension}${op === "in" ? "=" : "!="}${values.join(",")}`)
    .join(" and ");
}

/** The newest quarter that lies within the data whole. */
function newestQuarter(end: string): Period {
  const after = startOf("quarter", end.slice(0, 10));
  return { from: addMonths(after, -3), to: addDays(after, -1) };
}

function yearBefore({ from, to }: Period): Period {
  return { from: addMonths(from, -12), to: addDays(addMonths(addDays(to, 1), -12), -1) };
}

function totalsSheet({ groups, format }: TotalsInvestigation) {
  const unit = format === "money" ? ("money" as const) : ("count" as const);
  return {
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
