import { cell } from "../domain/cell.ts";
import { type Condition, conditionSentence, meeting, parseCondition, type Watched } from "../domain/condition.ts";
import { suggestion } from "../domain/nearest.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import type { Arguments, Option, Streams } from "./command.ts";

/** For cron and CI: a condition that the answer must not meet. */
export const failIfOption: Option = {
  name: "fail-if",
  value: '"MEASURE<N"',
  repeatable: true,
  description: 'exit 1 and say so where a value ("net_revenue<1000") or its change ("net_revenue<-10%") is such',
};

/** The conditions of --fail-if; throws UsageError for an invalid one. */
export function readConditions(args: Arguments): readonly Condition[] {
  return args.all("fail-if").map((text) => {
    const condition = parseCondition(text);
    if (condition === undefined) throw commandLineErrors.noCondition({ given: text });
    return condition;
  });
}

/** What an answer contains of a measure. */
export interface Answered {
  /** Undefined for a measure that the answer does not contain. */
  of(measure: string): readonly Watched[] | undefined;
  readonly measures: readonly string[];
  /** What to add to the command if nothing is compared: "--against year"; undefined if it is. */
  readonly compareBy: string | undefined;
}

/** Checks an answer against its conditions: reports each that is met in one sentence on the log; exit code 1 if any is. */
export function failIf(conditions: readonly Condition[], answered: Answered, { log }: Streams): ExitCode {
  const met = conditions.map((condition) => {
    const values = valuesOf(condition, answered);
    const found = meeting(condition, values);
    if (found.length > 0) log.write(`grounds: ${cell(conditionSentence(condition, found, values.length))}\n`);
    return found.length > 0;
  });
  return met.includes(true) ? exitCode.failed : exitCode.done;
}

function valuesOf({ measure, isChange, text }: Condition, { of, measures, compareBy }: Answered): readonly Watched[] {
  const values = of(measure);
  const next = suggestion(measure, measures, `The answer holds ${measures.join(", ")}.`);
  if (values === undefined) throw commandLineErrors.conditionOfNothing({ given: text, measure, next });
  if (isChange && compareBy !== undefined)
    throw commandLineErrors.conditionWithoutComparison({ given: text, compareBy });
  return values;
}
