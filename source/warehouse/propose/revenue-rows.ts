import { accountPart, creditPart, entryPart, plannedPart, sidePart, signPart, testPart } from "./entry-part.ts";
import type { EventLog } from "./event-log.ts";
import { flagPart, namelessFlag } from "./flag-part.ts";
import type { HintedRows, Hints } from "./hints.ts";
import { isNumbered } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { isCancelledWord, isDeliveryName, isEntryName, isStatusName, revenueWord } from "./revenue-words.ts";
import { isIn, isNotIn, type Part, type RefundColumns, shown } from "./row-part.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";
import {
  areInvoices,
  areQuotes,
  areStatuses,
  blankPart,
  cancelledPart,
  type IsMoneyBack,
  mayBeStatuses,
  statusPart,
} from "./status-part.ts";

/** Which rows of a file are revenue. */
export interface RevenueRows {
  /** SQL conditions of the rows that are revenue; empty: all. */
  readonly conditions: readonly string[];
  /** Additional conditions, for rows that their words leave unclear. */
  readonly doubtful: readonly string[];
  /** What is left out, in words: `Status failed, cancelled`. */
  readonly leftOut: readonly string[];
  readonly doubts: readonly string[];
  /** Additional conditions for rows that count although their words do not say so, and those words. */
  readonly kept: readonly string[];
  readonly keptWords: readonly string[];
  readonly keptApart: NonNullable<Part["keptApart"]>;
  /** Rows to be deducted although their amounts are positive, and their words; the caller checks the sign. */
  readonly refunds: { readonly condition: string; readonly words: readonly string[] } | undefined;
  /** Whether all of it is from a recipe's documentation. */
  readonly isDocumented: boolean;
}

/** Examines statuses, stages, kinds of entries, flags and dates of cancellation. */
export function revenueRows(
  file: SampledFile,
  reserved: ReadonlySet<string>,
  hints: Hints | undefined,
  refunds: RefundColumns,
  isMoneyBack: IsMoneyBack,
  log?: EventLog | undefined,
  charges: readonly Part[] = [],
): RevenueRows {
  const known =
    hints && hints.rows.length > 0
      ? [...hints.rows.flatMap((rows) => hinted(file, reserved, rows)), ...loaderParts(file, reserved)]
      : [...general(file, reserved, refunds, isMoneyBack, log), ...charges];
  const parts = [
    ...known,
    ...file.columns.flatMap((facts) => namelessFlag(facts, sqlName(facts.name, reserved)) ?? []),
  ];
  return {
    conditions: parts.flatMap(({ condition }) => condition ?? []),
    doubtful: parts.flatMap(({ doubtful }) => doubtful ?? []),
    leftOut: parts.flatMap(({ out }) => out ?? []),
    doubts: parts.flatMap(({ doubts }) => doubts ?? []),
    kept: parts.flatMap(({ kept }) => kept ?? []),
    keptWords: parts.flatMap(({ keptWords }) => keptWords ?? []),
    keptApart: parts.flatMap(({ keptApart }) => keptApart ?? []),
    refunds: parts.flatMap(({ refunds }) => refunds ?? [])[0],
    isDocumented: (hints?.rows.length ?? 0) > 0 && parts.every(({ isOpen }) => isOpen !== true),
  };
}

/** Rows that a loader marks as deleted at the source. */
function loaderParts(file: SampledFile, reserved: ReadonlySet<string>): readonly Part[] {
  return file.columns
    .filter(({ name }) => name.startsWith("_"))
    .flatMap((facts) => flagPart(facts, sqlName(facts.name, reserved)) ?? []);
}

function general(
  file: SampledFile,
  reserved: ReadonlySet<string>,
  { hasRefundColumn, refundless }: RefundColumns,
  isMoneyBack: IsMoneyBack,
  log: EventLog | undefined,
): readonly Part[] {
  const statuses = file.columns.filter((facts) => isStatusName(facts.name) && facts.words.length > 0);
  const ofMoney = statuses.filter(({ name }) => !isDeliveryName(name));
  // If refunds are separate entries, their status says that they are refunds, not that they do not count.
  const hasRefunds =
    hasRefundColumn ||
    file.columns.some(
      ({ name, words }) =>
        isEntryName(name) && entryPart(name, name, filledWords(words)).some(({ refunds }) => refunds),
    );
  const scene = {
    ...{ hasRefunds, isMoneyBack, refundless },
    isInvoices: areInvoices(file),
    isQuotes: areQuotes(file),
    areUnknownTold: !ofMoney.some(({ words }) => words.some((word) => revenueWord(word) === "not")),
  };
  // `Customer state` of regions is no status.
  const areTold = statuses.some(({ words }) => words.some((word) => revenueWord(word) !== undefined));
  return file.columns.flatMap((facts): readonly Part[] => {
    const name = sqlName(facts.name, reserved);
    if (log?.column === facts.name)
      return [
        logPart(name, log, reserved),
        ...(log.undone === undefined ? [] : [undonePart(name, log, log.undone, reserved)]),
      ];
    if (log?.back?.column === facts.name) return log.back.words.length === 0 ? [] : [sidesPart(name, log.back)];
    const flag = flagPart(facts, name, { hasRefundColumn, refundless }, file.records);
    if (flag !== undefined) return [flag];
    const words = filledWords(facts.words);
    if (words.length === 0) return [];
    if (
      ofMoney.includes(facts) ||
      (ofMoney.length === 0 && statuses.includes(facts) && !/dispute|tax|email/.test(normalName(facts.name)))
    )
      return [...statusPart(name, facts.name, words, scene), ...blankPart(name, facts, words, file)];
    // A cancelled order says so in any of its statuses.
    if (statuses.includes(facts) && words.some(isCancelledWord)) return cancelledPart(name, facts.name, words);
    const plan = plannedPart(name, facts.name, words);
    if (plan.length > 0) return plan;
    const accounts = accountPart(name, facts.name, words);
    if (accounts.length > 0) return accounts;
    const side = sidePart(name, facts.name, words);
    if (side.length > 0) return side;
    const signs = [...signPart(name, facts.name, words), ...creditPart(name, facts.name, words)];
    if (signs.length > 0) return signs;
    const tests = testPart(name, facts.name, words);
    const entries = isEntryName(facts.name) ? entryPart(name, facts.name, words, isMoneyBack) : [];
    if (entries.length > 0 || tests.length > 0) return [...tests, ...entries];
    // `Order Type` may hold what is a status elsewhere.
    const isStatus = isEntryName(facts.name)
      ? areStatuses(words, "or refunded")
      : !areTold && (areStatuses(words) || (isNumbered(facts.name) && mayBeStatuses(words)));
    return isStatus ? statusPart(name, facts.name, words, scene) : [];
  });
}

/** One of an order's events is the sale; the others repeat the same money. */
function logPart(
  name: string,
  { column, refunds, others, back, are = "which repeat the order" }: EventLog,
  reserved: ReadonlySet<string>,
): Part {
  const isOther = isNotIn(name, others);
  const isBack = back?.isKept === true && back.words.length > 0 ? isIn(sqlName(back.column, reserved), back.words) : "";
  return {
    condition: isBack === "" ? isOther : `(${isOther} or ${isBack})`,
    out: `${column} ${shown(others)}, ${are}`,
    ...(refunds.length > 0 ? { refunds: { condition: isIn(name, refunds), words: refunds } } : {}),
  };
}

/** The side of a journal that takes sales back. */
function sidesPart(name: string, { column, words }: NonNullable<EventLog["back"]>): Part {
  return { refunds: { condition: isIn(name, words), words: [`${column} ${shown(words)}`] } };
}

/** Orders with an event that undoes them. */
function undonePart(
  name: string,
  { column }: EventLog,
  { key, words }: NonNullable<EventLog["undone"]>,
  reserved: ReadonlySet<string>,
): Part {
  const order = sqlName(key, reserved);
  return {
    condition: `not coalesce(bool_or(${isIn(name, words)}) over (partition by ${order}), false)`,
    out: `orders with ${column} ${shown(words)}`,
  };
}

function hinted(file: SampledFile, reserved: ReadonlySet<string>, rows: HintedRows): readonly Part[] {
  const facts = file.columns.find((each) => each.name === rows.column);
  if (facts === undefined) return [];
  const name = sqlName(facts.name, reserved);
  if (rows.isFilledNot)
    return facts.filled === 0 ? [] : [{ condition: `${name} is null`, out: `${facts.name} filled` }];
  const plain = (word: string) => normalName(word);
  const is = (list: readonly string[]) =>
    facts.words.filter((word) => list.some((each) => plain(each) === plain(word)));
  const known = [...is(rows.revenue), ...is(rows.not), ...is(rows.doubt)];
  const unknown = facts.words.filter((word) => !known.includes(word) && word.trim() !== "");
  // Words missing from the documentation, such as in another language, are read with the general rules.
  const out = [...is(rows.not), ...unknown.filter((word) => revenueWord(word) === "not")];
  const doubts = [
    ...is(rows.doubt),
    ...unknown.filter((word) => revenueWord(word) === "doubt" || revenueWord(word) === undefined),
  ];
  return [
    {
      ...(out.length > 0 ? { condition: isNotIn(name, out), out: `${facts.name} ${shown(out)}` } : {}),
      ...(doubts.length > 0 && doubts.length < facts.words.length
        ? { doubtful: isNotIn(name, doubts), doubts: `${facts.name} ${shown(doubts)}` }
        : {}),
      isOpen: unknown.length > 0,
    },
  ];
}

/** Rows of money going back, by their kind, whatever the sign of their amounts; undefined if none are recognised. */
export function moneyBackRows(file: SampledFile, reserved: ReadonlySet<string>): string | undefined {
  const parts = file.columns
    .filter(({ name }) => isEntryName(name))
    .flatMap(({ name, words }) => entryPart(sqlName(name, reserved), name, filledWords(words)));
  return parts.flatMap(({ refunds }) => refunds?.condition ?? [])[0];
}

/** Rows of kinds that repeat other rows. */
export function repeatedRows({ column, others, refunds }: EventLog, reserved: ReadonlySet<string>): string {
  return `not ${isNotIn(sqlName(column, reserved), [...others, ...refunds])}`;
}

function filledWords(words: readonly string[]): readonly string[] {
  return words.filter((word) => word.trim() !== "");
}
