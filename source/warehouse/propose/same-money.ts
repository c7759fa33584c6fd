import { quoteName } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import type { EventLog } from "./event-log.ts";
import { nearlyAll } from "./line-sample.ts";
import { isRevenueKind, type MoneyKind, moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { type NumberOf, numberShare } from "./number-style.ts";
import { isEntryName } from "./revenue-words.ts";
import type { SampledFile } from "./sampled-file.ts";

const fewest = 3;
const mostWords = 12;
const mostAmounts = 8;
const mostMarks = 12;

/**
 * Rows that repeat an order's money: one row per measure, or a row for the order beside rows for its lines and payments.
 * Undefined for any other file.
 */
export async function sameMoney(
  asked: Asked,
  file: SampledFile,
  key: string | undefined,
  numberOf: NumberOf,
): Promise<EventLog | undefined> {
  if (file.columns.some(({ name, isUnique }) => name === key && isUnique)) return undefined;
  const kinds = file.columns.filter(({ name, words }) => name !== key && words.length > 1 && words.length <= mostWords);
  for (const facts of kinds) {
    const measures = measureRows(facts);
    // Without an order the words alone say so.
    if (measures !== undefined && (key === undefined || (await isOncePerOrder(asked, file, key, facts.name))))
      return measures;
  }
  if (key === undefined) return undefined;
  for (const facts of kinds.filter(({ name }) => isEntryName(name))) {
    const found = await repeatedKinds(asked, file, key, facts, numberOf);
    if (found !== undefined) return found;
  }
  const marks = file.columns.filter(
    ({ name, words, filled }) =>
      name !== key && words.length === 1 && filled >= fewest && filled + fewest <= file.records,
  );
  for (const facts of marks.slice(0, mostMarks)) {
    const found = await totalRows(asked, file, key, facts, numberOf);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Marked records, such as `*` for the main line: one per order, equal to the sum of its other records. */
async function totalRows(
  asked: Asked,
  file: SampledFile,
  key: string,
  { name, words }: ColumnFacts,
  numberOf: NumberOf,
): Promise<EventLog | undefined> {
  for (const facts of amountsOf(file)) {
    const [orders = 0, marked = 0, same = 0] = await asked.numbers(
      `select count(*), count(*) filter (where marked = 1 and lines > 1), count(*) filter (where marked = 1 and lines > 1 and abs(a - b) <= 0.0051 * lines) from (
         select count(*) as lines, count(mark) as marked, sum(v) filter (where mark is not null) as a, sum(v) filter (where mark is null) as b
         from (select ${quoteName(key)} as id, ${quoteName(name)} as mark, ${numberOf(facts)} as v from ${file.table}) where id is not null group by id)`,
    );
    if (marked >= fewest && marked >= nearlyAll * orders && same >= nearlyAll * marked)
      return { column: name, sales: [], refunds: [], others: words };
  }
  return undefined;
}

function amountsOf(file: SampledFile): readonly ColumnFacts[] {
  return file.columns
    .filter(
      (facts) => facts.filled > 0 && numberShare(facts) > 0.5 && dateShare(facts) < 0.5 && isRevenueName(facts.name),
    )
    .slice(0, mostAmounts);
}

/** Words that name measures, one or two of which give the revenue: net sales, otherwise a subtotal and its discount. */
function measureRows({ name, words }: ColumnFacts): EventLog | undefined {
  const known = words.map((word) => [word, moneyKind(word)] as const);
  const of = (...kinds: readonly MoneyKind[]) =>
    known.flatMap(([word, kind]) => (kind !== undefined && kinds.includes(kind) ? [word] : []));
  const different = new Set(known.flatMap(([, kind]) => kind ?? []));
  const isMeasures =
    known.filter(([, kind]) => kind !== undefined).length >= 0.6 * words.length &&
    different.size >= 3 &&
    [...different].some(isRevenueKind) &&
    [...different].some((kind) => !isRevenueKind(kind));
  if (!isMeasures) return undefined;
  const sales = [of("net"), of("subtotal"), of("gross"), of("amount"), of("total")].find(({ length }) => length > 0);
  if (sales === undefined) return undefined;
  const isNet = of("net").length > 0;
  const refunds = isNet ? [] : of("discount", "refund");
  const others = words.filter((word) => !sales.slice(0, 1).includes(word) && !refunds.includes(word));
  return { column: name, sales: sales.slice(0, 1), refunds, others };
}

async function isOncePerOrder(asked: Asked, file: SampledFile, key: string, column: string): Promise<boolean> {
  const [orders = 0, once = 0] = await asked.numbers(
    `select count(*), count(*) filter (where n = words and n > 1) from (
       select count(*) as n, count(distinct ${quoteName(column)}) as words from ${file.table} where ${quoteName(key)} is not null group by ${quoteName(key)})`,
  );
  return once >= fewest && once >= nearlyAll * orders;
}

/** Kinds of rows with the same sum in each order, in some column of money; the most frequent kind is the lines. */
async function repeatedKinds(
  asked: Asked,
  file: SampledFile,
  key: string,
  { name, words }: ColumnFacts,
  numberOf: NumberOf,
): Promise<EventLog | undefined> {
  const amounts = amountsOf(file);
  const same = new Set<string>();
  const counts = new Map<string, number>();
  for (const facts of amounts) {
    const rows = await asked.rows(
      `with sums as (select ${quoteName(key)} as id, ${quoteName(name)} as word, sum(v) as s, count(*) as n
         from (select *, ${numberOf(facts)} as v from ${file.table}) where v is not null and ${quoteName(key)} is not null and ${quoteName(name)} is not null group by all)
       select a.word, b.word, sum(a.n), sum(b.n) from sums a join sums b on a.id = b.id and a.word < b.word
       group by 1, 2 having count(*) >= ${fewest}
         and count(*) filter (where a.s <> 0 and abs(a.s - b.s) <= 0.0051 * greatest(a.n, b.n) + 0.0051) >= ${nearlyAll} * count(*)`,
    );
    for (const [one, other, ofOne, ofOther] of rows) {
      same.add(String(one)).add(String(other));
      counts.set(String(one), Math.max(counts.get(String(one)) ?? 0, Number(ofOne)));
      counts.set(String(other), Math.max(counts.get(String(other)) ?? 0, Number(ofOther)));
    }
  }
  const [lines, next] = [...counts].toSorted((a, b) => b[1] - a[1]);
  // If all kinds are equally frequent, it is a log of events of orders.
  if (lines === undefined || next === undefined || lines[1] <= next[1]) return undefined;
  const others = [...same].filter((word) => word !== lines[0]);
  return { column: name, sales: words.filter((word) => !same.has(word) || word === lines[0]), refunds: [], others };
}

function isRevenueName(name: string): boolean {
  const kind = moneyKind(name);
  return kind !== undefined && isRevenueKind(kind) && !/price|preis|prix/.test(normalName(name));
}
