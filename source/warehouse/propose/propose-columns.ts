import { contactColumns } from "../../domain/contact-columns.ts";
import type { Database } from "../database/database.ts";
import { contractOf, type TableName } from "../mapping/contract-tables.ts";
import type { ColumnFacts } from "./column-facts.ts";
import type { Confidence } from "./confidence.ts";
import { dateReading, dateShare } from "./date-style.ts";
import type { DayOrder } from "./day-order.ts";
import { columnNameScore, saleDayScore } from "./names.ts";
import { numberReading, numberShare, type Reading } from "./number-style.ts";
import type { ColumnProposal } from "./proposal.ts";
import { revenueWord } from "./revenue-words.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";
import { isVocabulary, wordReading, wordShare } from "./word-style.ts";

/** What reading a file's columns needs besides the file. */
export interface Reader {
  readonly database: Database;
  readonly reserved: ReadonlySet<string>;
  readonly dates: DayOrder;
  /** Whether years are read as written, although they look like those of the Buddhist era. */
  readonly years?: "as-written" | undefined;
}

/** A column of a file that could be a contract column, and how likely that is (0 to 1). */
export interface Match {
  readonly column: string;
  readonly facts: ColumnFacts;
  readonly score: number;
  readonly name: number;
}

const least = 0.45;

/** Matches contract columns with a file's own, best first; each own column is used once. */
export function matchColumns(table: TableName, file: SampledFile): readonly Match[] {
  const taken = new Set<string>();
  const pairs = matchedColumns(table)
    .flatMap((column) => candidates(table, column, file))
    .sort((a, b) => b.score - a.score);
  const matches: Match[] = [];
  for (const pair of pairs) {
    if (taken.has(pair.column) || taken.has(`own ${pair.facts.name}`)) continue;
    taken.add(pair.column).add(`own ${pair.facts.name}`);
    matches.push(pair);
  }
  return matches;
}

/** The contract columns that identify a table, without those of contacts. */
export function matchedColumns(table: TableName): readonly string[] {
  return contractOf(table).columns.filter((column) => !contacts.has(column) && !isOfConversion(table, column));
}

/**
 * Matches the contact columns of customers with a file's own, by name alone. An own column that is a region may also be an
 * address's, and one consent may be both; one that is already used otherwise is left alone.
 */
export function matchContacts(file: SampledFile, matches: readonly Match[]): readonly Match[] {
  const taken = new Set(matches.filter(({ column }) => column !== "region").map(({ facts }) => facts.name));
  return contactColumns.flatMap((column) => {
    const free = candidates("customers", column, file).filter(({ facts, name }) => name > 0 && !taken.has(facts.name));
    return free.slice(0, 1);
  });
}

/**
 * The currency of a line is only used if exchange rates convert it; how it is read is decided along with the readings of
 * currencies.
 */
function isOfConversion(table: TableName, column: string): boolean {
  return table === "transactions" && column === "currency";
}

const contacts: ReadonlySet<string> = new Set(contactColumns);

const knownCandidates = new WeakMap<SampledFile, Map<string, readonly Match[]>>();

/** The own columns that match a contract column, best first; remembered, because each decision asks for them again. */
export function candidates(table: TableName, column: string, file: SampledFile): readonly Match[] {
  const known = knownCandidates.get(file) ?? new Map<string, readonly Match[]>();
  knownCandidates.set(file, known);
  const id = `${table} ${column}`;
  const found = known.get(id) ?? candidatesOf(table, column, file);
  known.set(id, found);
  return found;
}

function candidatesOf(table: TableName, column: string, file: SampledFile): readonly Match[] {
  return file.columns
    .map((facts) => {
      const named = columnNameScore(table, column, facts.name);
      const name = column === "transacted_at" && named === 0 ? dayScore(facts) : named;
      const content = contentScore(column, facts);
      // The contract's own name counts whatever the content; invalid values are quarantined and visible there. Words of another
      // vocabulary in it are no reason to lose every line if the contract does not require the column.
      const isNeeded = name === 1 && column !== "transaction_type";
      const fit = content === 0 && !isNeeded ? 0 : name === 1 ? 1 : 0.75 * name + 0.25 * content;
      // A date that some records lack is less likely to be theirs than one that all of them have.
      const score = isDate(column) && name < 1 && file.records > 0 ? fit * (facts.filled / file.records) ** 3 : fit;
      // It ranks after a date that all records have, but is better than none.
      return {
        column,
        facts,
        score: fit >= least && facts.filled > 0.5 * file.records ? Math.max(least, score) : score,
        name,
      };
    })
    .filter((match) => match.score >= least || isTelling(column, match.facts, file))
    .sort((a, b) => b.score - a.score);
}

function dayScore(facts: ColumnFacts): number {
  return dateShare(facts) > 0.5 ? saleDayScore(facts.name) : 0;
}

function isDate(column: string): boolean {
  return column === "transacted_at" || column === "changed_at" || column === "reversed_at";
}

/** Content that leaves no doubt, even under a meaningless name. */
function isTelling(column: string, facts: ColumnFacts, file: SampledFile): boolean {
  if (column === "email") return facts.email > 0.9;
  if (!isDate(column)) return false;
  return dateShare(facts) > 0.95 && file.columns.filter((each) => dateShare(each) > 0.5).length === 1;
}

/** How well values match a contract column; 0 rules the column out. */
function contentScore(column: string, facts: ColumnFacts): number {
  if (facts.filled === 0) return 0.3;
  if (/_at$|^day$|^valid_|^price_valid_/.test(column)) return dateShare(facts) < 0.5 ? 0 : dateShare(facts);
  if (/revenue|amount|price|cost|percent|grams|^rate$|_days$|_orders$|quantity/.test(column)) {
    if (column === "quantity") return facts.whole < 0.5 ? 0 : facts.whole;
    return numberShare(facts) < 0.5 ? 0 : numberShare(facts);
  }
  if (isVocabulary(column)) return wordShare(column, facts) < 0.5 ? 0 : wordShare(column, facts);
  if (column === "email") return facts.email;
  // Many sources give the time of an objection instead of a yes.
  if (column === "opted_out") return 0.6;
  if (/_id$/.test(column)) return idScore(column, facts);
  // `state` is the name of a region and of what became of a payment.
  const areStates = facts.words.length > 0 && facts.words.every((word) => revenueWord(word) !== undefined);
  if (/(^|_)region$/.test(column) && areStates) return 0;
  return facts.email > 0.5 || facts.iso > 0.8 ? 0 : 0.6;
}

function idScore(column: string, facts: ColumnFacts): number {
  if (facts.iso > 0.8 || facts.dayMonth > 0.8) return 0;
  const isFraction = numberShare(facts) > 0.8 && facts.digits + facts.wholeWithPoint < 0.5;
  if (isFraction) return 0;
  if (/^(transaction|change|reversal|discount)_id$/.test(column)) return facts.isUnique ? 1 : 0.3;
  return 0.8;
}

/** The proposal for one matched column: expression, reason and confidence. */
export async function proposeColumn(
  reader: Reader,
  table: TableName,
  file: SampledFile,
  match: Match,
): Promise<ColumnProposal> {
  const { column, facts } = match;
  const reading = await readingOf(reader, file, column, facts);
  const others = candidates(table, column, file)
    .map((other) => other.facts.name)
    .filter((name) => name !== facts.name);
  const byName: Confidence =
    match.name >= 0.9 ? "sure" : match.name >= 0.7 ? "likely" : match.name > 0 ? "likely" : "unclear";
  const isContested = match.name < 0.9 && others.length > 0;
  const named = match.name === 1 ? "by its name" : match.name > 0 ? `named ${facts.name}` : `by content only`;
  const note = reading.note === "" ? "" : `; ${reading.note}`;
  return {
    column,
    expression: reading.expression,
    own: facts.name,
    reason: `${named}${note}${gaps(column, facts, file)}`,
    confidence: lower(
      isContested && contractOf(table).required.includes(column) ? "unclear" : byName,
      reading.confidence,
    ),
    others,
  };
}

function gaps(column: string, facts: ColumnFacts, file: SampledFile): string {
  const empty = file.records - facts.filled;
  if (empty === 0 || !/^(customer_id|transacted_at|net_revenue|changed_at|reversed_at|state|kind)$/.test(column))
    return "";
  return `; empty in ${empty} records`;
}

async function readingOf(reader: Reader, file: SampledFile, column: string, facts: ColumnFacts): Promise<Reading> {
  const name = sqlName(facts.name, reader.reserved);
  const asIs: Reading = { expression: name, note: "", confidence: "sure" };
  const doubtful: Reading = { expression: name, note: "NOT CERTAIN: few of its values fit", confidence: "unclear" };
  if (facts.filled === 0) return { ...asIs, note: "no values" };
  if (/_at$|^day$|^valid_|^price_valid_/.test(column)) {
    return (await dateReading(reader.database, file.table, facts, name, reader.dates, reader.years)) ?? doubtful;
  }
  if (column === "percent_off") return percentReading(facts, name) ?? doubtful;
  if (/revenue|amount|price|cost|grams|^rate$|_days$|_orders$|quantity/.test(column))
    return numberReading(facts, name) ?? doubtful;
  if (isVocabulary(column)) return wordReading(column, facts, name) ?? doubtful;
  if (column === "customer_id" && facts.email > 0.5) {
    const note = "e-mail addresses tell customers apart; hashed, so that none is shown";
    return { expression: `md5(lower(trim(${name})))`, note, confidence: "likely" };
  }
  if (/_id$/.test(column) && facts.wholeWithPoint > 0.95) {
    return {
      expression: `regexp_replace(${name}, '\\.0$', '')`,
      note: "numbers written 17850.0, the .0 removed",
      confidence: "sure",
    };
  }
  return asIs;
}

function percentReading(facts: ColumnFacts, name: string): Reading | undefined {
  const reading = numberReading(facts, name);
  if (!reading || facts.percentSigns > 0 || facts.greatest > 1 || facts.plain < 0.9) return reading;
  return {
    expression: `try_cast(${name} as decimal(12, 6)) * 100`,
    note: "shares up to 1, taken as parts of one",
    confidence: "likely",
  };
}

function lower(a: Confidence, b: Confidence): Confidence {
  const order: readonly Confidence[] = ["sure", "likely", "unclear"];
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
