import { addDays, daysBetween, printPeriod } from "../domain/period.ts";
import { questionErrors } from "../errors/question.ts";
import type { Question } from "./investigation.ts";
import { nearestBase } from "./nearest-base.ts";
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

/** Rejects unknown switches, which a saved question or a script may contain; throws UserError. */
function checkSwitches(switches: Question["switches"]): void {
  for (const name of ["replacements", "prepaid", "reversalMonth"] as const) {
    const known: readonly string[] = choices[name];
    if (known.includes(switches[name])) continue;
    throw questionErrors.noSwitch({ name, given: switches[name], words: known });
  }
}

/** Rejects a question that cannot be answered: unknown switches, periods that cannot be compared. Throws UserError. */
export function checkPeriods({ base, compare, switches, firstDay = 0, replicates }: Question): void {
  checkSwitches(switches);
  const periods = `base ${printPeriod(base)}, compare ${printPeriod(compare)}`;
  if (base.from > base.to || compare.from > compare.to) {
    throw questionErrors.backwardPeriods({ periods });
  }
  if (base.from <= compare.to && compare.from <= base.to) {
    const nearest = printPeriod(nearestBase(compare));
    throw questionErrors.overlappingPeriods({ periods, base: nearest, compare: printPeriod(compare) });
  }
  if (base.from > compare.from) {
    throw questionErrors.swappedPeriods({ periods, base: printPeriod(base), compare: printPeriod(compare) });
  }
  const { reversalDays } = switches;
  const counts = [switches.windowDays, ...(reversalDays === "any" ? [] : [reversalDays]), firstDay, replicates];
  if (counts.some((count) => !Number.isInteger(count) || count < 0) || switches.windowDays < 1 || replicates < 40) {
    throw questionErrors.noCounts();
  }
}

/** Reads the rows of `customerCounts`; throws UserError if a period has no customers. */
export function readCounts(rows: readonly Row[], question: Question, dataEnd: string): readonly [Counts, Counts] {
  const first = daysIn(rows, 3)[0];
  const last = daysIn(rows, 4).at(-1);
  const window = (question.firstDay ?? 0) + question.switches.windowDays;
  if (first !== undefined && daysBetween(first, dataEnd.slice(0, 10)) < window) {
    throw questionErrors.windowTooLong({ days: window, first, last: addDays(dataEnd.slice(0, 10), -1) });
  }
  const of = (period: 0 | 1): Counts => {
    const row = rows.find((one) => one[0] === period);
    return { customers: Number(row?.[1] ?? 0), immature: Number(row?.[2] ?? 0) };
  };
  const counts = [of(0), of(1)] as const;
  for (const [index, { customers, immature }] of counts.entries()) {
    if (customers > 0) continue;
    const period = printPeriod(index === 0 ? question.base : question.compare);
    throw immature > 0
      ? questionErrors.immatureCustomers({ period, days: window, customers: immature })
      : questionErrors.noCustomers({ period, ...(first && last ? { first, last } : {}) });
  }
  return counts;
}

function daysIn(rows: readonly Row[], column: number): readonly string[] {
  return rows
    .map((row) => text(row[column]))
    .filter((day) => day !== "")
    .toSorted();
}
