import type { DataSet } from "../../domain/data-set.ts";
import { parseAnyPeriod } from "../../domain/fiscal-year.ts";
import {
  addDays,
  addGrains,
  addMonths,
  type Grain,
  type Period,
  parsePeriod,
  printPeriod,
  printStart,
  startOf,
} from "../../domain/period.ts";
import { type Item, matching, type PickOverlay } from "../state/overlay.ts";
import { refusal } from "../state/refusal.ts";
import type { At, Outcome, Picker } from "../state/screen.ts";

/** The list of periods; `chosen` gets undefined for all days. */
export function periodPicker<State>(
  title: string,
  now: (at: At<State>) => Period | undefined,
  chosen: (at: At<State>, period: Period | undefined, overlay: PickOverlay) => Outcome<State>,
): Picker<State> {
  return {
    title: () => title,
    typed: "2024, 2024-Q1, 2024-03..2024-08",
    items: ({ data }, { input }) => periodItems(input, data.dataSet),
    whyNot: whyNoPeriod,
    current(at) {
      const period = now(at);
      return period === undefined ? "all" : printPeriod(period);
    },
    accept: (at, overlay, value) => chosen(at, value === "all" ? undefined : parsePeriod(value), overlay),
  };
}

/** Periods to choose from: all days, the last year, each year, quarter and month of the data, or a typed period. */
function periodItems(input: string, { from, to, fiscal }: DataSet): readonly Item[] {
  const typed = readPeriod(input, fiscal);
  const year = lastYear({ from, to });
  const items: Item[] = [
    { value: "all", label: "all days", detail: `${from} to ${to}` },
    ...(year === undefined
      ? []
      : [{ value: printPeriod(year), label: printPeriod(year), detail: "the last twelve whole months" }]),
    ...(["year", "quarter", "month"] as const).flatMap((grain) => grains(grain, from, to)),
  ];
  const found = matching(items, input);
  if (typed === undefined || found.some((item) => item.value === printPeriod(typed))) return found;
  return [{ value: printPeriod(typed), label: printPeriod(typed), detail: "the days typed" }, ...found];
}

function grains(grain: Grain, from: string, to: string): readonly Item[] {
  return startsOf(grain, { from, to }).map((start) => {
    const isCut = start < from || addGrains(grain, start, 1) > addGrains("day", to, 1);
    const name = printStart(grain, start);
    return { value: name, label: name, detail: isCut ? `${grain}, not whole` : grain };
  });
}

/** The first days of the quarters, months or years of a period, newest first. */
export function startsOf(grain: Grain, { from, to }: Period): readonly string[] {
  const starts: string[] = [];
  for (let start = startOf(grain, to); start >= startOf(grain, from); start = addGrains(grain, start, -1))
    starts.push(start);
  return starts;
}

/** The period that a text names; undefined if it names none. */
export function readPeriod(text: string, fiscal: DataSet["fiscal"]): Period | undefined {
  try {
    return parseAnyPeriod(text, fiscal);
  } catch {
    return undefined;
  }
}

/** Why a typed text is no period, as a command says it. */
export function whyNoPeriod({ data }: At<unknown>, input: string): string | undefined {
  return refusal(() => parseAnyPeriod(input, data.dataSet.fiscal));
}

/** The last twelve full months of the data, if the twelve months before are in it too. */
export function lastYear({ from, to }: Period): Period | undefined {
  const end = addDays(startOf("month", addDays(to, 1)), -1);
  const period = { from: addMonths(addDays(end, 1), -12), to: end };
  return addMonths(period.from, -12) >= startOf("month", from) ? period : undefined;
}
