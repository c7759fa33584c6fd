import { quoteName } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import { asSaid, type Chosen } from "./chosen.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { dayOfFile, dayOfMonth, dayOfParts, dayWithoutYear, monthAlone } from "./day-parts.ts";
import { answered, type Choices, type Decision, type ReadingOption } from "./decision.ts";
import type { Hints } from "./hints.ts";
import { normalName } from "./normal-name.ts";
import { numberShare } from "./number-style.ts";
import { buddhistNote } from "./other-years.ts";
import { dayOfPeriod, type PeriodDay } from "./period-parts.ts";
import type { ColumnProposal } from "./proposal.ts";
import { candidates, proposeColumn, type Reader } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/** When it was bought: the day of the order in preference to payment days, combined with the time if that is in another column. */
export async function chooseDate(
  reader: Reader,
  asked: Asked,
  file: SampledFile,
  choices: Choices,
  hints: Hints | undefined,
): Promise<Chosen | undefined> {
  const named = candidates("transactions", "transacted_at", file).map(({ facts, name }) => ({ facts, name }));
  const found = named.length > 0 ? named : anyDates(file);
  const chosen = file.columns.find(({ name }) => name === choices.date);
  const hinted =
    chosen ??
    file.columns.find(({ name }) => name === file.periods?.date) ??
    file.columns.find(({ name }) => name === hints?.date);
  const list =
    hinted === undefined ? found : [{ facts: hinted, name: 1 }, ...found.filter(({ facts }) => facts !== hinted)];
  const [first, ...rest] = list.map((one) => ({ id: one.facts.name, says: one.facts.name, ...one }));
  if (first === undefined) return inParts(reader, asked, file, choices);
  const isGuess = named.length === 0 && hinted === undefined;
  const { decision: ofColumn, option } = answered(choices, {
    id: "date",
    about: "date",
    because: isGuess ? "no column is named as the date of a sale" : "",
    isShown: !isGuess,
    options: [first, ...rest],
  });
  const guessed = isGuess && rest.length > 0 ? [ofColumn] : [];
  const order =
    choices.dates === "day-first" || choices.dates === "month-first"
      ? choices.dates
      : (reader.dates ?? (await sortedOrder(asked, file, option.facts)));
  const years = choices.calendar === "as-written" ? "as-written" : undefined;
  const column = await proposeColumn({ ...reader, dates: order, years }, "transactions", file, {
    column: "transacted_at",
    facts: option.facts,
    score: 1,
    name: option.name,
  });
  const said = choices.date === option.id && !/NOT CERTAIN/.test(column.reason) ? asSaid(column) : column;
  const timed = withTime(reader, file, option.facts, said, hints);
  const ofYears = [...yearsDecision(option.facts.name, column, choices), ...yearOfPeriods(file, choices)];
  if (!/NOT CERTAIN/.test(column.reason) && choices.dates === undefined)
    return { column: timed, decisions: [...guessed, ...ofYears] };
  const isMonthFirst = /month first/.test(column.reason);
  const ways: readonly [ReadingOption, ReadingOption] = [
    { id: "month-first", says: `${option.facts.name} with the month first` },
    { id: "day-first", says: `${option.facts.name} with the day first` },
  ];
  const { decision } = answered(choices, {
    id: "dates",
    about: `dates in ${option.facts.name}`,
    because: "no number is above 12, or both are in some",
    isShown: choices.dates !== undefined,
    options: isMonthFirst ? [ways[0], ways[1]] : [ways[1], ways[0]],
  });
  return { column: timed, decisions: [...guessed, ...ofYears, decision] };
}

/** Years that only the Buddhist calendar explains are read so; a test or a wrong clock may have written them too. */
function yearsDecision(name: string, { reason }: ColumnProposal, choices: Choices): readonly Decision[] {
  if (!reason.includes(buddhistNote) && choices.calendar === undefined) return [];
  const { decision } = answered(choices, {
    id: "calendar",
    about: `years in ${name}`,
    because: "all years lie about 543 ahead",
    isShown: false,
    options: [
      { id: "buddhist", says: "of the Buddhist era: 2567 is 2024" },
      { id: "as-written", says: "as written" },
    ],
  });
  return [decision];
}

/** Columns called after months alone are of the year that their file names. */
function yearOfPeriods({ periods }: SampledFile, choices: Choices): readonly Decision[] {
  if (periods?.year === undefined) return [];
  const { decision } = answered(choices, {
    id: "year",
    about: `year of ${periods.columns[0] ?? ""} to ${periods.columns.at(-1) ?? ""}`,
    because: "the file's name or title gives it, and no column does",
    isShown: false,
    options: [{ id: periods.year, says: periods.year }],
  });
  return [decision];
}

/** Dates under other names, those named after the beginning of something first. */
function anyDates(file: SampledFile) {
  return file.columns
    .filter((facts) => facts.filled > 0.9 * file.records && dateShare(facts) > 0.9)
    .filter(
      (facts, _, all) => !late.test(normalName(facts.name)) || all.every(({ name }) => late.test(normalName(name))),
    )
    .toSorted((a, b) => Number(beginning.test(normalName(b.name))) - Number(beginning.test(normalName(a.name))))
    .slice(0, 3)
    .map((facts) => ({ facts, name: 0.5 }));
}

/** The day on which something is due or expires is no day of a sale. */
const late = /(^|_)(due|expir\w*|vencimiento|scadenza|echeance|fallig\w*)(_|$)/;

const beginning = /(^|_)(start|begin|from|check_?in|arrival|beginn|von|debut|inicio|inizio)/;

/** A date in several columns, or one whose year is only in the file's name. */
async function inParts(reader: Reader, asked: Asked, file: SampledFile, choices: Choices): Promise<Chosen | undefined> {
  const parts = dayOfParts(file, reader.reserved);
  if (parts !== undefined) return { column: parts, decisions: [] };
  const month = await monthAlone(asked, file, reader);
  if (month !== undefined) return { column: month, decisions: [] };
  const ofPeriod = await dayOfPeriod(asked, file, reader);
  if (ofPeriod !== undefined) return { column: ofPeriod.column, decisions: yearOfFiscal(ofPeriod, choices) };
  const ofMonth = await dayOfMonth(asked, file, reader.reserved);
  if (ofMonth !== undefined) {
    const { decision } = answered(choices, {
      id: "month",
      about: `month of ${ofMonth.own}`,
      because: "the file's name or title gives it, and no date does",
      isShown: false,
      options: [{ id: ofMonth.months, says: ofMonth.months }],
    });
    return { column: ofMonth.column, decisions: [decision] };
  }
  const found = await dayWithoutYear(asked, file, reader.reserved);
  if (found === undefined) return dayOfFiles(asked, file, choices);
  const { decision } = answered(choices, {
    id: "year",
    about: `year of ${found.own}`,
    because: "the file's name or title gives it, and no date does",
    isShown: false,
    options: [{ id: found.year, says: found.year }],
  });
  return { column: found.column, decisions: [decision] };
}

/** Without any date, the day of files of one day each is in their names. */
async function dayOfFiles(asked: Asked, file: SampledFile, choices: Choices): Promise<Chosen | undefined> {
  const found = await dayOfFile(asked, file);
  if (found === undefined) return undefined;
  const { decision } = answered(choices, {
    id: "day",
    about: "day of the lines",
    because: "no column has a date, and the names of the files do",
    isShown: false,
    options: [{ id: found.days, says: `the day in the file's name, ${found.days}` }],
  });
  return { column: found.column, decisions: [decision] };
}

/** The year of the business may begin in any month; the file does not say in which. */
function yearOfFiscal({ own, isFiscal }: PeriodDay, choices: Choices): readonly Decision[] {
  if (!isFiscal) return [];
  const { decision } = answered(choices, {
    id: "fiscal",
    about: `periods in ${own}`,
    because: "the file does not say in which month its year begins",
    isShown: false,
    options: [{ id: "january", says: "months of a year that begins in January" }],
  });
  return [decision];
}

/** Exports are usually sorted by date, so if only one order of day and month makes the dates ascend, it is the right one. */
async function sortedOrder(asked: Asked, file: SampledFile, facts: ColumnFacts) {
  if (facts.dayMonth < 0.5) return undefined;
  const value = `trim(${quoteName(facts.name)})`;
  const part = (number: number) =>
    `try_cast(regexp_extract(${value}, '^(\\d{1,2})[-/.] ?(\\d{1,2})[-/.] ?(\\d{2,4})', ${number}) as integer)`;
  const [dayFirst = 0, monthFirst = 0, steps = 0, high = 0] = await asked.numbers(
    `select count(*) filter (where (y, b, a) < (py, pb, pa)), count(*) filter (where (y, a, b) < (py, pa, pb)), count(*) filter (where py is not null), max(greatest(a, b)) from (
       select a, b, y, lag(a) over (order by _record) as pa, lag(b) over (order by _record) as pb, lag(y) over (order by _record) as py
       from (select _record, ${part(1)} as a, ${part(2)} as b, ${part(3)} as y from ${file.table} where ${quoteName(facts.name)} is not null))`,
  );
  if (high > 12 || steps < 10) return undefined;
  if (monthFirst <= 0.02 * steps && dayFirst > 0.2 * steps) return "month-first" as const;
  return dayFirst <= 0.02 * steps && monthFirst > 0.2 * steps ? ("day-first" as const) : undefined;
}

function withTime(
  reader: Reader,
  file: SampledFile,
  facts: ColumnFacts,
  column: ColumnProposal,
  hints: Hints | undefined,
): ColumnProposal {
  const time = file.columns.find(
    ({ name, filled }) =>
      (name === hints?.time ||
        /^(time|order_time|uhrzeit|zeit|heure|hora|ora|tid|klokkeslett|tijd|czas|godzina|saat|kellonaika|cas|ido)$/.test(
          normalName(name),
        )) &&
      filled > 0,
  );
  if (time === undefined || time === facts || facts.epoch > 0.5 || facts.zoned > 0) return column;
  const name = sqlName(time.name, reader.reserved);
  // `09.15` looks like a number.
  const isPointed = numberShare(time) > 0.5;
  const clock = isPointed
    ? `regexp_replace(regexp_extract(${name}, '^\\d{1,2}\\.\\d{2}'), '[.]', ':')`
    : `regexp_extract(${name}, '^\\d{1,2}:\\d{2}(:\\d{2})?')`;
  const expression = `left(${column.expression}, 10) || coalesce(' ' || ${clock}, '')`;
  return { ...column, expression, reason: `${column.reason}; with the time in ${time.name}` };
}
