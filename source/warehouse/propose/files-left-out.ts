import { quoteName } from "../database/sql-text.ts";
import { bareKey } from "../ingest/joined-sql.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { answered, type Choices, type Decision } from "./decision.ts";
import { hasRoles } from "./file-roles.ts";
import { foundIn, givenBack, isOfReversals, refundAmount } from "./joined-refunds.ts";
import { linesText, sumText } from "./left-out.ts";
import { isRevenueKind, moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { numberReading, numberShare } from "./number-style.ts";
import { type LeftOutFile, partsLacking } from "./parts-lacking.ts";
import { piecesReturned } from "./pieces-returned.ts";
import { counted, type FileGroup, type TableProposal } from "./proposal.ts";
import { candidates } from "./propose-columns.ts";
import type { LinesInput, ProposedLines } from "./propose-lines.ts";
import { isQuantityName } from "./quantity-names.ts";
import { united } from "./relation.ts";
import { isStatusName, revenueWord } from "./revenue-words.ts";
import { isNotIn } from "./row-part.ts";
import { nameOf } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";
import { tablesApart } from "./tables-apart.ts";
import { tablesOf } from "./tables-of.ts";

const prefix = "file ";

/** Whether a decision is about a whole file. */
export function isOfFile(id: string): boolean {
  return id.startsWith(prefix);
}

/**
 * Files with amounts that the net revenue does not contain: each an assumption, with the total that it would make. Refunds that
 * refer to no order, sales in other columns than those of the order lines, parts without the column of the amount, and other tables within the files.
 */
export async function filesLeftOut(
  input: LinesInput,
  tables: readonly TableProposal[],
  proposed: ProposedLines,
  choices: Choices,
): Promise<readonly Decision[]> {
  const used = input.groups.flat().filter((file) => tablesOf(file, { tables }).length > 0);
  const known = [...partsLacking(proposed), ...listsLeftOut(proposed), ...tablesApart(used)];
  const decisions = known.map((part) => decisionOf(choices, part));
  for (const part of await withoutLines(input, proposed)) decisions.push(decisionOf(choices, part));
  for (const group of input.groups) {
    if (group === proposed.group || proposed.joined.includes(group) || group === proposed.refunds?.group) continue;
    const found =
      (await refundsOf(input, group, proposed)) ??
      (await piecesReturned(input, group, proposed)) ??
      (await discountsOf(input, group, tables, proposed)) ??
      (await namelessRefunds(input, group, tables)) ??
      (await salesOf(input, group, tables, proposed));
    if (found !== undefined) decisions.push(decisionOf(choices, found));
  }
  return decisions;
}

/** Lists within the orders whose amounts no column has. */
function listsLeftOut({ group }: ProposedLines): readonly LeftOutFile[] {
  return group.flatMap((file) =>
    (file.unread ?? []).map(({ name, of, records, sum }) => ({
      name: `${nameOf(file)}, list ${name}`,
      says: `left out: ${sumText(sum)} in ${of} of ${counted(records)} records`,
      because: "its name does not say whether it is added, taken off, or in the amounts already",
      otherwise: { says: "taken off", less: sum },
    })),
  );
}

function decisionOf(choices: Choices, { name, says, because, otherwise }: LeftOutFile): Decision {
  const id = `${prefix}${name}`;
  const { decision } = answered(choices, {
    id,
    about: name,
    because,
    isShown: false,
    options: [{ id: "left-out", says }],
  });
  const other = otherwise === undefined ? [] : [{ id: "counted", ...otherwise }];
  return { ...decision, options: [...decision.options, ...other] };
}

/** Refunds that refer to no order; in Grounds' own form net revenue is after refunds. */
async function refundsOf(input: LinesInput, group: FileGroup, { tables: [lines] }: ProposedLines) {
  const amount = refundAmount(group[0]);
  const net = lines?.columns.find(({ column }) => column === "net_revenue")?.own;
  if (amount === undefined || net?.toLowerCase() === "net_revenue") return undefined;
  const { rows, sum } = await sumOf(
    input,
    group,
    amount,
    (value) => `abs(${value})`,
    givenBack(group[0], input.reader.reserved),
  );
  if (Number(sum) === 0) return undefined;
  return {
    name: nameOf(group[0]),
    says: `not taken off: ${linesText(rows)}, ${sumText(sum)} in ${amount.name}`,
    because: "no column says which order each refund belongs to",
    otherwise: { says: "taken off", less: sum },
  };
}

/** Orders with an amount of which the file of lines has none. */
async function withoutLines(
  input: LinesInput,
  { group, joined, tables: [lines] }: ProposedLines,
): Promise<readonly LeftOutFile[]> {
  const found: LeftOutFile[] = [];
  for (const heads of joined) {
    const [file] = heads;
    const amount = revenueOf(file.columns);
    const [pair] = lines?.joins.find(({ files, addUp }) => files.includes(file.name) && addUp === undefined)?.on ?? [];
    const isOfOrders = pair !== undefined && group[0].columns.some(({ name }) => name === pair.own);
    if (amount === undefined || !isOfOrders || !hasRoles(file).date) continue;
    const own = bareKey(quoteName(pair.key));
    const missing = `${own} not in (select ${bareKey(quoteName(pair.own))} from ${united(group)} where ${quoteName(pair.own)} is not null)`;
    const states = file.columns.flatMap(({ name, words }) => {
      const out = isStatusName(name) ? words.filter((word) => revenueWord(word) === "not") : [];
      return out.length === 0 ? [] : [isNotIn(sqlName(name, input.reader.reserved), out)];
    });
    const { rows, sum } = await sumOf(input, heads, amount, (value) => value, [missing, ...states].join(" and "));
    if (Number(sum) === 0) continue;
    found.push({
      name: nameOf(file),
      says: `${counted(rows)} of its orders left out: ${sumText(sum)} in ${amount.name}`,
      because: `${group[0].name} has no lines of them`,
      otherwise: { says: "added", less: negative(sum) },
    });
  }
  return found;
}

/** Discounts of the orders in a file of their own, where the lines have none. */
async function discountsOf(
  input: LinesInput,
  group: FileGroup,
  tables: readonly TableProposal[],
  { group: [lines], tables: [table] }: ProposedLines,
): Promise<LeftOutFile | undefined> {
  const [file] = group;
  const amount = file.columns.find(
    (facts) => facts.filled > 0 && numberShare(facts) > 0.8 && moneyKind(facts.name) === "discount",
  );
  const key = table?.columns.find(({ column }) => column === "order_id")?.own;
  const isUsed = tables.some(({ from, table: of }) => of === "line_discounts" && from.includes(file.table));
  const hasOwn = lines.columns.some(({ name, filled }) => filled > 0 && moneyKind(name) === "discount");
  if (amount === undefined || key === undefined || isUsed || hasOwn) return undefined;
  if (!(await repeats(input.asked, lines, key, group))) return undefined;
  const { rows, sum } = await sumOf(input, group, amount, (value) => `abs(${value})`, undefined);
  if (Number(sum) === 0) return undefined;
  return {
    name: nameOf(file),
    says: `not taken off: ${linesText(rows)}, ${sumText(sum)} in ${amount.name}`,
    because: "no column shows whether the amounts are after these discounts",
    otherwise: { says: "taken off", less: sum },
  };
}

/** A file of refunds by its name, none of whose columns is named as their amount. */
async function namelessRefunds(
  input: LinesInput,
  group: FileGroup,
  tables: readonly TableProposal[],
): Promise<LeftOutFile | undefined> {
  const [file] = group;
  const isUsed = tables.some(
    ({ from, columns }) => from.includes(file.table) && columns.some(({ column }) => column === "amount"),
  );
  if (isUsed || file.records === 0 || refundAmount(file) !== undefined || !isOfReversals(file)) return undefined;
  const [amount, ...others] = file.columns.filter(
    (facts) =>
      facts.filled > 0 &&
      numberShare(facts) > 0.9 &&
      dateShare(facts) < 0.5 &&
      !facts.name.startsWith("_") &&
      !isQuantityName(facts.name) &&
      !/(^|_)(id|no|nr|number|nummer|line|position|pos|code|order|invoice|customer|sku|item)(_|$)/.test(
        normalName(facts.name),
      ),
  );
  const isClear = amount !== undefined && others.length === 0;
  const { rows, sum } = isClear
    ? await sumOf(input, group, amount, (value) => `abs(${value})`, undefined)
    : { rows: file.records, sum: "0" };
  return {
    name: nameOf(file),
    says: `not taken off: ${linesText(rows)}${isClear ? `, ${sumText(sum)} in ${amount.name}` : ""}`,
    because: "no column is named as the amount of refunds",
    otherwise: isClear && Number(sum) !== 0 ? { says: "taken off", less: sum } : undefined,
  };
}

/** Files of other things than sales, by their names. */
const notSales =
  /(^|_)(budgets?|forecasts?|plans?|planned|targets?|goals?|quotas?|quotes?|quotations?|estimates?|offers?|payouts?|bank|inventory|stock|purchas\w*|expenses?|costs?|suppliers?|vendors?|spend|campaigns?|mrr|arr|carts?|abandoned|leads?|old|backup|copy|test|samples?|template|drafts?)(_|$)/;

/** What could be order lines itself, beside those taken, and does not repeat their orders. */
async function salesOf(
  input: LinesInput,
  group: FileGroup,
  tables: readonly TableProposal[],
  { group: [lines], tables: [table] }: ProposedLines,
): Promise<LeftOutFile | undefined> {
  const [file] = group;
  const roles = hasRoles(file);
  // A list of customers has each once; where they repeat, it is one of what they bought.
  const isOfBuyers = candidates("transactions", "customer_id", file).every(({ facts }) => !facts.isUnique);
  const isUsed = tables.some(({ from, table: of }) => from.includes(file.table) && !(of === "customers" && isOfBuyers));
  const amount = revenueOf(file.columns);
  if (isUsed || !roles.customer || !roles.date || amount === undefined || notSales.test(normalName(nameOf(file))))
    return undefined;
  const key = table?.columns.find(({ column }) => column === "order_id")?.own;
  if (key !== undefined && (await repeats(input.asked, lines, key, group))) return undefined;
  const { rows, sum } = await sumOf(input, group, amount, (value) => value, undefined);
  if (Number(sum) === 0) return undefined;
  return {
    name: nameOf(file),
    says: `left out: ${linesText(rows)}, ${sumText(sum)} in ${amount.name}`,
    because: `its columns differ from those of ${lines.name}`,
    otherwise: { says: "added", less: negative(sum) },
  };
}

function revenueOf(columns: readonly ColumnFacts[]): ColumnFacts | undefined {
  const money = columns.filter(
    (facts) => facts.filled > 0 && numberShare(facts) > 0.8 && dateShare(facts) < 0.5 && isOfRevenue(facts.name),
  );
  const of = (kind: string) => money.find(({ name }) => moneyKind(name) === kind);
  return of("net") ?? of("amount") ?? of("subtotal") ?? of("total") ?? of("gross");
}

function isOfRevenue(name: string): boolean {
  const kind = moneyKind(name);
  return kind !== undefined && isRevenueKind(kind);
}

/** Payments, shipments and copies refer to the same orders. */
async function repeats(asked: Asked, lines: FileGroup[0], key: string, group: FileGroup): Promise<boolean> {
  for (const { name, filled } of group[0].columns.slice(0, 40)) {
    if (filled === 0) continue;
    const { all, found } = await foundIn(asked, lines, key, group, name);
    if (all > 0 && found >= 0.5 * all) return true;
  }
  return false;
}

async function sumOf(
  { asked, reader }: LinesInput,
  group: FileGroup,
  amount: ColumnFacts,
  as: (value: string) => string,
  condition: string | undefined,
) {
  const own = sqlName(amount.name, reader.reserved);
  const value = `try_cast(${numberReading(amount, own)?.expression ?? quoteName(amount.name)} as decimal(18, 4))`;
  const rows = await asked.rows(
    `select count(*), coalesce(sum(${as(value)}), 0)::decimal(38, 2)::varchar from ${united(group)} where ${condition ?? "true"}`,
  );
  return { rows: Number(rows[0]?.[0] ?? 0), sum: String(rows[0]?.[1] ?? "0") };
}

function negative(sum: string): string {
  return sum.startsWith("-") ? sum.slice(1) : `-${sum}`;
}
