import { quoteText } from "../sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import type { EventLog } from "./event-log.ts";
import type { HintedRows, Hints } from "./hints.ts";
import { normalName } from "./names.ts";
import { sqlName } from "./proposal.ts";
import {
  entryWord,
  isDeliveryName,
  isEntryName,
  isStatusName,
  type RevenueWord,
  revenueWord,
} from "./revenue-words.ts";
import type { SampledFile } from "./sampled-file.ts";

/** Which rows of a file are revenue. */
export interface RevenueRows {
  /** SQL of the rows that are; none: all. */
  readonly conditions: readonly string[];
  /** Further conditions, of rows of which their words leave it open. */
  readonly doubtful: readonly string[];
  /** What is left out, in words: `Status failed, cancelled`. */
  readonly leftOut: readonly string[];
  readonly doubts: readonly string[];
  /** Rows to be taken off though their amounts are positive, and their words; the sign is looked at by the caller. */
  readonly refunds: { readonly condition: string; readonly words: readonly string[] } | undefined;
  /** Whether a recipe's documentation says all of it. */
  readonly isDocumented: boolean;
}

/** Looks at statuses, stages, kinds of entries, flags and dates of cancellation. */
export function revenueRows(
  file: SampledFile,
  reserved: ReadonlySet<string>,
  hints: Hints | undefined,
  hasRefundColumn: boolean,
  isMoneyBack: IsMoneyBack,
  log?: EventLog | undefined,
): RevenueRows {
  const parts =
    hints && hints.rows.length > 0
      ? [...hints.rows.flatMap((rows) => hinted(file, reserved, rows)), ...loaderParts(file, reserved)]
      : general(file, reserved, hasRefundColumn, isMoneyBack, log);
  return {
    conditions: parts.flatMap(({ condition }) => condition ?? []),
    doubtful: parts.flatMap(({ doubtful }) => doubtful ?? []),
    leftOut: parts.flatMap(({ out }) => out ?? []),
    doubts: parts.flatMap(({ doubts }) => doubts ?? []),
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

interface Part {
  readonly condition?: string;
  readonly doubtful?: string;
  readonly out?: string;
  readonly doubts?: string;
  readonly refunds?: RevenueRows["refunds"];
  /** A word that the documentation does not have. */
  readonly isOpen?: boolean;
}

/** Whether all rows with this word of a column have negative amounts: they take back what was booked, and stay. */
export type IsMoneyBack = (column: string, word: string) => boolean;

function general(
  file: SampledFile,
  reserved: ReadonlySet<string>,
  hasRefundColumn: boolean,
  isMoneyBack: IsMoneyBack,
  log: EventLog | undefined,
): readonly Part[] {
  const statuses = file.columns.filter((facts) => isStatusName(facts.name) && facts.words.length > 0);
  const ofMoney = statuses.filter(({ name }) => !isDeliveryName(name));
  // Where refunds are entries of their own, their status tells that they are such, and not that they do not count.
  const hasRefunds =
    hasRefundColumn ||
    file.columns.some(
      ({ name, words }) =>
        isEntryName(name) &&
        entryPart(
          name,
          name,
          words.filter((word) => word.trim() !== ""),
        ).some(({ refunds }) => refunds),
    );
  return file.columns.flatMap((facts): readonly Part[] => {
    const name = sqlName(facts.name, reserved);
    if (log?.column === facts.name) return [logPart(name, log)];
    const flag = flagPart(facts, name, hasRefundColumn);
    if (flag !== undefined) return [flag];
    const words = facts.words.filter((word) => word.trim() !== "");
    if (words.length === 0) return [];
    if (
      ofMoney.includes(facts) ||
      (ofMoney.length === 0 && statuses.includes(facts) && !/dispute|tax|email/.test(normalName(facts.name)))
    )
      return statusPart(name, facts.name, words, hasRefunds, isMoneyBack);
    if (isEntryName(facts.name)) return entryPart(name, facts.name, words);
    return statuses.length === 0 && areStatuses(words)
      ? statusPart(name, facts.name, words, hasRefunds, isMoneyBack)
      : [];
  });
}

/** Under a name that says nothing: words that all tell of revenue, some that it is and some that it is not. */
function areStatuses(words: readonly string[]): boolean {
  const meanings = words.map(revenueWord);
  return !meanings.includes(undefined) && meanings.includes("revenue") && meanings.includes("not");
}

function statusPart(
  name: string,
  own: string,
  words: readonly string[],
  hasRefundColumn: boolean,
  isMoneyBack: IsMoneyBack,
): readonly Part[] {
  const known = words.map((word) => [word, revenueWord(word)] as const);
  if (
    known.filter(([, meaning]) => meaning !== undefined).length < 0.5 * words.length &&
    !known.some(([, meaning]) => meaning === "not")
  )
    return [];
  const of = (...meanings: readonly RevenueWord[]) =>
    known.flatMap(([word, meaning]) => (meaning !== undefined && meanings.includes(meaning) ? [word] : []));
  const isPipeline = words.some((word) => /(^|_)won$|(^|_)won(_|$)/.test(normalName(word)));
  if (isPipeline) {
    const won = words.filter((word) => /(^|_)won($|_)/.test(normalName(word)));
    const others = words.filter((word) => !won.includes(word));
    return others.length === 0 ? [] : [{ condition: isIn(name, won), out: `${own} ${shown(others)}` }];
  }
  const out = of("not", ...(hasRefundColumn ? [] : (["refunded"] as const))).filter((word) => !isMoneyBack(own, word));
  const doubts = of("doubt");
  // Where every word is one of doubt they are all that there is: nothing is said by leaving all of it out.
  const isAllDoubt = doubts.length + out.length === words.length;
  return [
    {
      ...(out.length > 0 && out.length < words.length
        ? { condition: isNotIn(name, out), out: `${own} ${shown(out)}` }
        : {}),
      ...(doubts.length > 0 && !isAllDoubt
        ? { doubtful: isNotIn(name, doubts), doubts: `${own} ${shown(doubts)}` }
        : {}),
    },
  ];
}

function entryPart(name: string, own: string, words: readonly string[]): readonly Part[] {
  const known = words.map((word) => [word, entryWord(word)] as const);
  const of = (meaning: string) => known.flatMap(([word, found]) => (found === meaning ? [word] : []));
  const [sales, others, refunds] = [of("sale"), of("other"), of("refund")];
  if (sales.length === 0) return [];
  return [
    {
      ...(others.length > 0 ? { condition: isNotIn(name, others), out: `${own} ${shown(others)}` } : {}),
      ...(refunds.length > 0 ? { refunds: { condition: isIn(name, refunds), words: refunds } } : {}),
    },
  ];
}

/** Of the events of an order one is the sale; the others are the same money again. */
function logPart(name: string, { column, refunds, others }: EventLog): Part {
  return {
    condition: isNotIn(name, others),
    out: `${column} ${shown(others)}, which have the order again`,
    ...(refunds.length > 0 ? { refunds: { condition: isIn(name, refunds), words: refunds } } : {}),
  };
}

const yes = /^(true|t|yes|y|1|ja|oui|si|sim|wahr)$/i;
const no = /^(false|f|no|n|0|nein|non|nao|não|falsch)$/i;

/** `captured`, `test`, `livemode`, `is_deleted`, `cancelled_at`. */
function flagPart(facts: ColumnFacts, name: string, hasRefundColumn = false): Part | undefined {
  const plain = normalName(facts.name);
  const words = facts.words.map((word) => word.trim()).filter((word) => word !== "");
  const isGone =
    /(^|_)(cancel\w*|storniert\w*|voided|void|deleted|geloscht|annul\w*|anulad\w*)(_at|_on|_date|_am|_le)?$/.test(
      plain,
    ) || /^(date_)?(cancel\w+|void\w*)_(at|on|date|time)$/.test(plain);
  if (
    isGone &&
    facts.filled > 0 &&
    (dateShare(facts) > 0.5 || /_(at|on|date|am)$/.test(plain)) &&
    !words.every((word) => yes.test(word) || no.test(word))
  )
    return { condition: `${name} is null`, out: `${facts.name} filled` };
  if (words.length === 0) return undefined;
  if (
    /^(mode|environment)$/.test(plain) &&
    words.some((word) => /^live|prod/i.test(word)) &&
    words.some((word) => /^(test|sandbox)/i.test(word))
  )
    return {
      condition: isNotIn(
        name,
        words.filter((word) => /^(test|sandbox)/i.test(word)),
      ),
      out: `${facts.name} test`,
    };
  if (!words.every((word) => yes.test(word) || no.test(word))) return undefined;
  const isKept =
    /^(is_)?(captured|livemode|live_mode|paid|won|bezahlt|confirmed|live|completed?|success|successful|succeeded|settled|approved)$/.test(
      plain,
    );
  const isOut =
    isGone ||
    // Where a column has what went back, that is taken off.
    (!hasRefundColumn &&
      /^(is_|was_|fully_)?(refunded|returned|charged_back|erstattet|rembourse|reembolsado)$/.test(plain)) ||
    /^(test|is_test|test_mode|is_test_order|sandbox|is_cancel\w*|is_void\w*|is_deleted|draft|is_draft|fraud|is_fraud)$/.test(
      plain,
    );
  const bad = words.filter((word) => (isKept ? no : yes).test(word));
  if ((!isKept && !isOut) || bad.length === 0 || bad.length === words.length) return undefined;
  return { condition: isNotIn(name, bad), out: `${facts.name} ${shown(bad)}` };
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
  // Words that the documentation lacks, as in another language, are taken as everywhere.
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

function isIn(name: string, words: readonly string[]): string {
  return `coalesce(${bare(name)} in (${list(words)}), false)`;
}

function isNotIn(name: string, words: readonly string[]): string {
  return `coalesce(${bare(name)} not in (${list(words)}), true)`;
}

function bare(name: string): string {
  return `lower(trim(${name}))`;
}

function list(words: readonly string[]): string {
  return [...new Set(words.map((word) => word.trim().toLowerCase()))].map(quoteText).join(", ");
}

function shown(words: readonly string[]): string {
  return words.slice(0, 6).join(", ") + (words.length > 6 ? " …" : "");
}
