import { daysBetween, printPeriod } from "../domain/period.ts";
import { UserError } from "../errors.ts";
import type { Question } from "./investigation.ts";
import { type Row, text } from "./read-cells.ts";

/** Customers of one period with and without a complete window. */
export interface Counts {
  readonly customers: number;
  readonly immature: number;
}

const choices = {
  replacements: ["cost", "contra", "exclude"],
  prepaid: ["recognised", "cash"],
  reversalMonth: ["order", "reversal"],
} as const;

/** Refuses switches that are none, as a saved question or a script may hold them; throws UserError. */
function checkSwitches(switches: Question["switches"]): void {
  for (const name of ["replacements", "prepaid", "reversalMonth"] as const) {
    const known: readonly string[] = choices[name];
    if (known.includes(switches[name])) continue;
    throw new UserError(`${JSON.stringify(switches[name])} is no choice for ${name}`, {
      why: "The switches of an investigation say how the books are read.",
      next: `Choose one of ${known.join(", ")}.`,
    });
  }
}

/** Refuses a question that cannot be answered: unknown switches, periods that cannot be compared. Throws UserError. */
export function checkPeriods({ base, compare, switches, firstDay = 0, replicates }: Question): void {
  checkSwitches(switches);
  const periods = `base ${printPeriod(base)}, compare ${printPeriod(compare)}`;
  if (base.from > base.to || compare.from > compare.to) {
    throw new UserError("A period ends before it begins", { why: `${periods}.`, next: "Turn the days around." });
  }
  if (base.from <= compare.to && compare.from <= base.to) {
    throw new UserError("The two periods overlap", {
      why: `A customer can only be in one of them: ${periods}.`,
      next: "Choose periods without a day in common.",
    });
  }
  if (base.from > compare.from) {
    throw new UserError("The base period is after the compare period", {
      why: `A change runs from base to compare: ${periods}.`,
      next: `Swap them: --base ${printPeriod(compare)} --compare ${printPeriod(base)}.`,
    });
  }
  const counts = [switches.windowDays, switches.reversalDays, firstDay, replicates];
  if (counts.some((count) => !Number.isInteger(count) || count < 0) || switches.windowDays < 1 || replicates < 40) {
    throw new UserError("Window, reversal days and replicates must be whole numbers", {
      why: "The window has at least 1 day, and an interval needs at least 40 replicates.",
      next: "Use for example --window 30.",
    });
  }
}

/** Reads the rows of `customerCounts`; throws UserError where a period has nobody to look at. */
export function readCounts(rows: readonly Row[], question: Question, dataEnd: string): readonly [Counts, Counts] {
  const days = rows.map((row) => text(row[3])).filter((day) => day !== "");
  const first = days.toSorted()[0];
  const window = (question.firstDay ?? 0) + question.switches.windowDays;
  if (first !== undefined && daysBetween(first, dataEnd.slice(0, 10)) < window) {
    throw new UserError(`A window of ${window} days is longer than the data`, {
      why: `The data runs from ${first} to ${dataEnd.slice(0, 10)}.`,
      next: "Choose a shorter --window.",
    });
  }
  const of = (period: 0 | 1): Counts => {
    const row = rows.find((one) => one[0] === period);
    return { customers: Number(row?.[1] ?? 0), immature: Number(row?.[2] ?? 0) };
  };
  const counts = [of(0), of(1)] as const;
  for (const [index, { customers, immature }] of counts.entries()) {
    if (customers > 0) continue;
    const period = printPeriod(index === 0 ? question.base : question.compare);
    throw new UserError(`No customers to look at in ${period}`, {
      why:
        immature > 0
          ? `The first ${window} days of all ${immature} customers acquired then end after the data does.`
          : "No customer was acquired then, under the filters at hand.",
      next:
        immature > 0 ? "Choose an earlier period or a shorter --window." : "Choose another period or fewer filters.",
    });
  }
  return counts;
}
