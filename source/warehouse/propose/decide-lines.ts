import { quoteName, quoteText } from "../sql-text.ts";
import type { MoneyScene } from "./amount-bases.ts";
import type { Asked } from "./asked.ts";
import { dateShare } from "./date-style.ts";
import { answered, type Choices, type Decision } from "./decision.ts";
import type { Hints } from "./hints.ts";
import { moneyScene } from "./money-columns.ts";
import { isCurrencyName } from "./names.ts";
import { numberReadings } from "./number-decision.ts";
import { numberReading, numberShare } from "./number-style.ts";
import { filledOnce, orderKey } from "./order-key.ts";
import { type ColumnProposal, counted, sqlName } from "./proposal.ts";
import { matchColumns, proposeColumn, type Reader } from "./propose-columns.ts";
import { type Finding, type WeighedBase, weighedBases } from "./reconcile.ts";
import { baseExpression, type Formula, firstOfOrder, netExpression, type Writer } from "./revenue-expression.ts";
import { type IsMoneyBack, revenueRows } from "./revenue-rows.ts";
import { isStatusName, revenueWord } from "./revenue-words.ts";
import type { SampledFile } from "./sampled-file.ts";
import { takeOff } from "./take-off.ts";
import { type Chosen, chooseCustomer, chooseDate } from "./who-and-when.ts";

/** Refunds of another file, added up per order or line and joined. */
export interface JoinedRefunds {
  readonly file: string;
  /** The lines' column by which refunds name what they give back, and whether it is the line's. */
  readonly own: string;
  readonly isOfLine: boolean;
  /** The joined column of their sum. */
  readonly column: string;
}

/** Order lines as decided: everything that their table in the mapping says. */
export interface DecidedLines {
  readonly columns: readonly ColumnProposal[];
  readonly filter: string | undefined;
  readonly fill: { readonly by: string; readonly columns: readonly string[] } | undefined;
  readonly hasGuests: boolean;
  readonly decisions: readonly Decision[];
  readonly currency: string | undefined;
  /** Whether the sum of another file is taken off. */
  readonly usesRefunds: boolean;
  /** Refunds in a column of the lines, to be shown as reversals too. */
  readonly refunds: ColumnProposal | undefined;
}

export interface LinesScene {
  readonly asked: Asked;
  readonly reader: Reader;
  readonly file: SampledFile;
  readonly hints: Hints | undefined;
  readonly refunds: JoinedRefunds | undefined;
  /** Whether the lines come from several files, in which record numbers repeat. */
  readonly isInParts: boolean;
  /** Makes a table in which columns of an order's first line stand on all of its lines. */
  readonly filled: (file: SampledFile, by: string, columns: readonly string[]) => Promise<SampledFile>;
}

/** What of customer, date and amount a table lacks. */
export type Missing = "customer" | "date" | "amount";

/** Reads a table as order lines by what its data show, and by `choices` where the user said so. */
export async function decideLines(scene: LinesScene, choices: Choices): Promise<DecidedLines | readonly Missing[]> {
  const { asked, reader, hints } = scene;
  const key = await orderKey(asked, scene.file, hints);
  const toFill = key === undefined ? [] : await filledOnce(asked, scene.file, key, textsOf(scene.file));
  const file = key !== undefined && toFill.length > 0 ? await scene.filled(scene.file, key, toFill) : scene.file;
  const numbers = await numberReadings(asked, file, reader.reserved, choices, hints);
  const money = await moneyScene(asked, file, key, numbers.typedOf, hints, scene.refunds?.column);
  const bases = hintedFirst(weighedBases(money), hints);
  const customer = await chooseCustomer(reader, asked, file, key, choices, hints);
  const date = await chooseDate(reader, asked, file, choices, hints);
  const [first, ...others] = bases.answer;
  if (first === undefined || customer === undefined || date === undefined) {
    return [
      ...(customer === undefined ? (["customer"] as const) : []),
      ...(date === undefined ? (["date"] as const) : []),
      ...(first === undefined ? (["amount"] as const) : []),
    ];
  }
  const writer: Writer = { file, key, numbers, reserved: reader.reserved, scene: money };
  const amount = answered(choices, {
    id: "amount",
    about: "amount",
    because: bases.because,
    isShown: bases.isShown,
    options: [optionOf(first), ...others.slice(0, 3).map(optionOf)],
  });
  const off = takeOff(money, amount.option.weighed, file, choices, hints);
  const isMoneyBack = await moneyBackWords(asked, writer, amount.option.weighed.base);
  const rows = rowsDecision(file, reader.reserved, hints, money, isMoneyBack, choices);
  const signs = await signDecision(asked, writer, amount.option.weighed.base, rows.refunds, choices);
  const currency = currencyDecision(file, reader.reserved, choices);
  const refunds = await refundsDecision(scene, writer, amount.option.weighed, choices);
  const formula: Formula = {
    base: amount.option.weighed.base,
    parts: off.parts,
    negated: signs.negated,
    sums:
      refunds.isOff && scene.refunds !== undefined
        ? [{ column: scene.refunds.column, level: scene.refunds.isOfLine ? "line" : "each" }]
        : [],
  };
  const net = netExpression(writer, formula);
  const conditions = [...rows.conditions, ...currency.conditions];
  const filter = conditions.join(" and ") || undefined;
  const columns = await lineColumns(scene, writer, {
    net,
    formula,
    reason: reasonOf(writer, formula, amount.decision),
    customer,
    date,
  });
  const nobody = await nobodyBuying(asked, file, customer.column.expression, filter, net);
  const effects = await leftOutEffects(asked, file, net, [...rows.parts, ...currency.parts]);
  const decisions = [
    amount.decision,
    ...numbers.decisions,
    ...off.decisions,
    ...rows.decisions,
    ...signs.decisions,
    ...currency.decisions,
    ...refunds.decisions,
    ...customer.decisions,
    ...date.decisions,
  ];
  return {
    columns,
    filter,
    fill: fillOf(key, toFill, [net, filter ?? "", ...columns.map(({ expression }) => expression)], reader),
    hasGuests: nobody.lines > 0,
    decisions: [
      ...decisions.map((decision) => ({ ...decision, effect: effects.get(decision.id) ?? decision.effect })),
      ...guestsDecision(nobody),
    ],
    currency: currency.main,
    usesRefunds: refunds.isOff,
    refunds: refundColumn(writer, formula),
  };
}

function optionOf(weighed: WeighedBase) {
  return { id: weighed.base.id, says: weighed.base.label, weighed };
}

/** The amount that a recipe documents comes first. */
function hintedFirst(
  found: Finding<readonly WeighedBase[]>,
  hints: Hints | undefined,
): Finding<readonly WeighedBase[]> {
  const documented = hints?.base === undefined ? undefined : found.answer.find(({ base }) => base.id === hints.base);
  if (documented === undefined || hints === undefined) return found;
  return {
    answer: [documented, ...found.answer.filter((one) => one !== documented)],
    isShown: true,
    because:
      documented === found.answer[0] && found.isShown && found.because !== ""
        ? found.because
        : `documented: ${hints.documentation}`,
  };
}

/** Columns that are no numbers, of which an order's first line can speak for the others. */
function textsOf(file: SampledFile): readonly string[] {
  return file.columns
    .filter(
      (facts) =>
        facts.filled > 0 && facts.filled < file.records && (numberShare(facts) < 0.5 || dateShare(facts) > 0.5),
    )
    .slice(0, 80)
    .map(({ name }) => name);
}

function fillOf(key: string | undefined, columns: readonly string[], expressions: readonly string[], reader: Reader) {
  if (key === undefined) return undefined;
  const used = columns.filter((name) => expressions.some((sql) => sql.includes(sqlName(name, reader.reserved))));
  return used.length === 0 ? undefined : { by: key, columns: used };
}

interface Left {
  readonly id: string;
  readonly says: string;
  readonly condition: string;
}

/** Words of statuses of which all rows have negative amounts. */
async function moneyBackWords(asked: Asked, writer: Writer, base: Formula["base"]): Promise<IsMoneyBack> {
  const found = new Set<string>();
  const value = baseExpression(writer, base);
  for (const { name, words } of writer.file.columns.filter(
    (facts) => isStatusName(facts.name) && facts.words.length > 1,
  )) {
    if (!words.some((word) => ["refunded", "not"].includes(revenueWord(word) ?? ""))) continue;
    const rows = await asked.rows(
      `select word from (select ${quoteName(name)} as word, ${value} as v from ${writer.file.table})
       where word is not null group by word having count(*) filter (where v < 0) >= 0.95 * count(*)`,
    );
    for (const [word] of rows)
      found.add(`${name}
${String(word)}`);
  }
  return (column, word) =>
    found.has(`${column}
${word}`);
}

function rowsDecision(
  file: SampledFile,
  reserved: ReadonlySet<string>,
  hints: Hints | undefined,
  { money }: MoneyScene,
  isMoneyBack: IsMoneyBack,
  choices: Choices,
) {
  const hasRefundColumn = money.some(({ kind }) => kind === "refund");
  const rows = revenueRows(file, reserved, hints, hasRefundColumn, isMoneyBack);
  const all = { id: "all", says: "every row", conditions: [] as readonly string[] };
  const strict = {
    id: "revenue",
    says: `without ${[...rows.leftOut, ...rows.doubts].join("; ")}`,
    conditions: [...rows.conditions, ...rows.doubtful],
  };
  const wide = { id: "with-doubtful", says: `without ${rows.leftOut.join("; ")}`, conditions: rows.conditions };
  const hasDoubts = rows.doubtful.length > 0;
  const options =
    rows.conditions.length === 0 && !hasDoubts
      ? undefined
      : hasDoubts && rows.conditions.length > 0
        ? ([strict, wide, all] as const)
        : ([strict, all] as const);
  if (options === undefined) return { conditions: [], parts: [], decisions: [], refunds: rows.refunds };
  const { decision, option } = answered(choices, {
    id: "rows",
    about: "rows that are revenue",
    because:
      rows.isDocumented && !hasDoubts
        ? `documented: ${hints?.documentation ?? ""}`
        : hasDoubts
          ? `${rows.doubts.join("; ")} may become revenue or not`
          : "by the words of the column",
    isShown: rows.isDocumented && !hasDoubts,
    options,
  });
  const parts: readonly Left[] =
    option.conditions.length === 0
      ? []
      : [{ id: "rows", says: option.says.replace(/^without /, ""), condition: option.conditions.join(" and ") }];
  return { conditions: option.conditions, parts, decisions: [decision], refunds: rows.refunds };
}

/** Refunds booked as rows with positive amounts are taken off; with negative ones they are off already. */
async function signDecision(
  asked: Asked,
  writer: Writer,
  base: Formula["base"],
  refunds: { readonly condition: string; readonly words: readonly string[] } | undefined,
  choices: Choices,
) {
  if (refunds === undefined) return { negated: undefined, decisions: [] };
  const value = baseExpression(writer, base);
  const [positive = 0, negative = 0] = await asked.numbers(
    `select count(*) filter (where v > 0), count(*) filter (where v < 0) from (select ${value} as v from ${writer.file.table} where ${refunds.condition})`,
  );
  if (positive === 0 || negative > 0.05 * positive) return { negated: undefined, decisions: [] };
  const { decision, option } = answered(choices, {
    id: "signs",
    about: `rows of ${refunds.words.join(", ")}`,
    because: `${counted(positive)} rows of money going back have positive amounts`,
    isShown: false,
    options: [
      { id: "off", says: "taken off", negated: refunds.condition as string | undefined },
      { id: "as-is", says: "added as they are", negated: undefined },
    ],
  });
  return { negated: option.negated, decisions: [decision] };
}

function currencyDecision(file: SampledFile, reserved: ReadonlySet<string>, choices: Choices) {
  const facts = file.columns.find(({ name, words, filled }) => filled > 0 && isCurrencyName(name) && words.length > 0);
  const codes = [...new Set((facts?.words ?? []).map((word) => word.trim().toUpperCase()))].filter((code) =>
    /^[A-Z]{3}$/.test(code),
  );
  const [main, ...others] = codes;
  if (facts === undefined || main === undefined || others.length === 0)
    return { main, conditions: [], parts: [], decisions: [] };
  const name = sqlName(facts.name, reserved);
  const options = codes.slice(0, 3).map((code) => ({ id: code, says: `${code} alone`, code }));
  const [first, ...rest] = options;
  if (first === undefined) return { main, conditions: [], parts: [], decisions: [] };
  const { decision, option } = answered(choices, {
    id: "currency",
    about: "currency",
    because: `amounts of ${codes.slice(0, 5).join(", ")} cannot be added`,
    isShown: false,
    options: [first, ...rest],
  });
  const condition = `upper(trim(${name})) = ${quoteText(option.code)}`;
  const parts: readonly Left[] = [
    { id: "currency", says: `lines in ${codes.filter((code) => code !== option.code).join(", ")}`, condition },
  ];
  return { main: option.code, conditions: [condition], parts, decisions: [decision] };
}

/** Whether refunds of a second file are still to be taken off the lines. */
async function refundsDecision(
  { asked, refunds }: LinesScene,
  writer: Writer,
  { base }: WeighedBase,
  choices: Choices,
) {
  if (refunds === undefined) return { isOff: false, decisions: [] };
  const own = sqlName(refunds.column, writer.reserved);
  const [whole = 0, money = 0] = await asked.numbers(
    `select count(*) filter (where abs(goods - back) < 0.0051 and goods > 0), coalesce(sum(back), 0) from (
       select sum(goods) as goods, max(back) as back from (
         select ${baseExpression(writer, base)} as goods, try_cast(${own} as decimal(18, 4)) as back, ${sqlName(refunds.own, writer.reserved)} as owner
         from ${writer.file.table}) group by owner) where back <> 0`,
  );
  if (money === 0) return { isOff: false, decisions: [] };
  const isContract = base.column.toLowerCase() === "net_revenue";
  const off = { id: "off", says: `refunds of ${refunds.file} taken off` };
  const left = { id: "in", says: `refunds of ${refunds.file} are off already` };
  const { decision, option } = answered(choices, {
    id: "refund-file",
    about: `refunds in ${refunds.file}`,
    because: isContract
      ? "net_revenue is after refunds, as the contract has it"
      : whole > 0
        ? `${counted(whole)} refunds are as large as what they give back: the amounts are as they were before`
        : "no column proves it",
    isShown: isContract || whole > 0,
    options: isContract ? [left, off] : [off, left],
  });
  return { isOff: option.id === "off", decisions: [decision] };
}

interface LineParts {
  readonly net: string;
  readonly formula: Formula;
  readonly reason: string;
  readonly customer: Chosen;
  readonly date: Chosen;
}

const decided = [
  "customer_id",
  "transacted_at",
  "net_revenue",
  "list_revenue",
  "discount_amount",
  "reversal_id",
  "transaction_id",
  "order_id",
  "quantity",
];

/** The contract's columns of a line: those decided, and those that a name tells. */
async function lineColumns(scene: LinesScene, writer: Writer, parts: LineParts): Promise<readonly ColumnProposal[]> {
  const { file, key } = writer;
  const { reader, hints } = scene;
  const used = new Set([
    parts.customer.column.own,
    parts.date.column.own,
    parts.formula.base.column,
    ...parts.formula.parts.map(({ column }) => column.name),
  ]);
  const columns: ColumnProposal[] = [];
  for (const match of matchColumns("transactions", file)) {
    const isOwn =
      match.facts.name === parts.formula.base.column ||
      match.facts.name === parts.date.column.own ||
      (match.facts.name === parts.customer.column.own && match.column !== "customer_id");
    if (decided.includes(match.column) || isOwn) continue;
    columns.push(await proposeColumn(reader, "transactions", file, match));
  }
  const named = async (column: string, own: string | undefined) => {
    const facts = file.columns.find(({ name }) => name === own);
    if (facts === undefined) return;
    const index = columns.findIndex((each) => each.column === column);
    if (index >= 0) columns.splice(index, 1);
    columns.push(await proposeColumn(reader, "transactions", file, { column, facts, score: 1, name: 0.95 }));
  };
  await named("order_id", key);
  await named("quantity", writer.scene.quantity);
  if (hints?.product !== undefined) await named("product_id", hints.product);
  columns.push(lineKey(scene, writer));
  columns.push(parts.customer.column, parts.date.column);
  const base = parts.formula.base;
  columns.push({
    column: "net_revenue",
    expression: parts.net,
    own: base.quantity === undefined ? base.column : undefined,
    reason: parts.reason,
    confidence: "likely",
    others: writer.scene.money.map(({ name }) => name).filter((name) => name !== base.column),
  });
  columns.push(...listColumns(writer, parts.formula, used));
  return columns.filter(({ expression }) => expression !== "");
}

/** The list value where the file books it apart from the net, and the discount between them. */
function listColumns(
  writer: Writer,
  formula: Formula,
  _used: ReadonlySet<string | undefined>,
): readonly ColumnProposal[] {
  const { scene, file } = writer;
  const plain = { own: undefined, confidence: "likely" as const, others: [] };
  const discounts = formula.parts.filter(({ column, way }) => column.kind === "discount" && way === "off");
  const typed = (name: string) => {
    const facts = file.columns.find((each) => each.name === name);
    return facts === undefined ? "null" : `coalesce(${writer.numbers.typedOf(facts)}, 0)`;
  };
  if (discounts.length > 0) {
    const sum = discounts.map(({ column, isNegative }) => {
      const value =
        column.level === "each" ? `if(${firstOfOrder(writer)}, ${typed(column.name)}, 0)` : typed(column.name);
      return isNegative ? `-(${value})` : value;
    });
    return [{ ...plain, column: "discount_amount", expression: sum.join(" + "), reason: "taken off above" }];
  }
  const beside = scene.money.filter(({ kind, level }) => kind === "discount" && level === "line");
  const moving = beside.filter(({ name }) =>
    scene.sample.lines.some(({ numbers }) => (numbers[scene.sample.columns.indexOf(name)] ?? 0) !== 0),
  );
  const isMoney = (name: string) => {
    const facts = file.columns.find((each) => each.name === name);
    return facts !== undefined && (facts.greatest > 1 || facts.negative > 0) && facts.percentSigns === 0;
  };
  const [only] = moving.filter(({ name }) => isMoney(name));
  if (only === undefined || moving.length !== 1 || formula.parts.length > 0) return [];
  return [
    {
      ...plain,
      column: "discount_amount",
      expression: `abs(${typed(only.name)})`,
      own: only.name,
      reason: `${only.name}, off the amount already`,
    },
  ];
}

function lineKey(scene: LinesScene, { file, key, reserved }: Writer): ColumnProposal {
  const none: ColumnProposal = {
    column: "transaction_id",
    expression: "",
    own: undefined,
    reason: "",
    confidence: "likely",
    others: [],
  };
  const { refunds } = scene;
  const order = file.columns.find(({ name }) => name === key);
  const named = matchColumns("transactions", file).find(
    ({ column, facts }) => column === "transaction_id" && facts.isUnique && facts.name !== key,
  );
  if (refunds?.isOfLine !== false && named !== undefined)
    return {
      ...none,
      expression: sqlName(named.facts.name, reserved),
      own: named.facts.name,
      reason: `${named.facts.name} is there once in each line`,
      confidence: "sure",
    };
  if (order === undefined) return none;
  const name = sqlName(order.name, reserved);
  if (order.isUnique)
    return {
      ...none,
      expression: name,
      own: order.name,
      reason: `every ${order.name} is there once: one line per order`,
    };
  // Refunds that name an order are those of its first line, which must be told by a name.
  const number = refunds === undefined ? "_record" : `row_number() over (partition by ${name} order by _record)`;
  if (refunds === undefined && scene.isInParts) return none;
  return {
    ...none,
    expression: `${name} || '-' || ${number}`,
    own: order.name,
    reason: `no column is a key of the lines: ${order.name} and the ${refunds === undefined ? "record's number" : "line's number in it"}; equal records stay apart`,
  };
}

function reasonOf({ file, reserved }: Writer, { base, parts, sums }: Formula, decision: Decision): string {
  const facts = file.columns.find(({ name }) => name === base.column);
  const reading = facts === undefined ? undefined : numberReading(facts, sqlName(facts.name, reserved));
  const minus = [...parts.map(({ column }) => column.name), ...sums.map(({ column }) => column)];
  const once =
    base.level === "first"
      ? " (it stands once per order: further lines bring 0)"
      : base.level === "each"
        ? " (it stands on each line of an order: the first brings it)"
        : "";
  return `${base.quantity === undefined ? base.column : `${base.quantity} x ${base.column}`}${once}${minus.length > 0 ? ` less ${minus.join(", ")}` : ""}; ${[decision.because || "named so", reading?.note ?? ""].filter((part) => part !== "").join("; ")}`;
}

function refundColumn(writer: Writer, { parts }: Formula): ColumnProposal | undefined {
  const [part] = parts.filter(({ column }) => column.kind === "refund");
  const facts = writer.file.columns.find(({ name }) => name === part?.column.name);
  if (part === undefined || facts === undefined || part.column.level === "each") return undefined;
  return {
    column: "amount",
    expression: `abs(${writer.numbers.typedOf(facts)})`,
    own: facts.name,
    reason: `${facts.name}, taken off the net revenue`,
    confidence: "likely",
    others: [],
  };
}

interface Nobody {
  readonly lines: number;
  readonly sum: string;
}

async function nobodyBuying(
  asked: Asked,
  file: SampledFile,
  customer: string,
  filter: string | undefined,
  net: string,
): Promise<Nobody> {
  const rows = await asked.rows(
    `select count(*), coalesce(sum(try_cast(net as decimal(18, 4))), 0)::decimal(38, 2)::varchar from (
       select (${net})::varchar as net, nullif((${customer})::varchar, '') as customer from ${file.table}${filter === undefined ? "" : ` where ${filter}`}) where customer is null`,
  );
  return { lines: Number(rows[0]?.[0] ?? 0), sum: String(rows[0]?.[1] ?? "0") };
}

function guestsDecision({ lines, sum }: Nobody): readonly Decision[] {
  if (lines === 0) return [];
  return [
    {
      id: "guests",
      about: "lines without a customer",
      taken: "guests",
      because: "guests bought: it is revenue, of no customer",
      isAssumption: false,
      effect: `${linesText(lines)}, ${sum}: in net revenue, in no cohort`,
      options: [{ id: "guests", says: "revenue, of no customer" }],
    },
  ];
}

/** Lines left out, with their sum, per decision that leaves some out. */
async function leftOutEffects(
  asked: Asked,
  file: SampledFile,
  net: string,
  parts: readonly Left[],
): Promise<ReadonlyMap<string, string>> {
  const effects = new Map<string, string>();
  for (const { id, says, condition } of parts) {
    const [row] = await asked.rows(
      `select count(*), coalesce(sum(try_cast(net as decimal(18, 4))), 0)::decimal(38, 2)::varchar
       from (select (${net})::varchar as net, (${condition}) as is_kept from ${file.table}) where is_kept is not true`,
    );
    effects.set(id, `left out: ${says}: ${linesText(Number(row?.[0] ?? 0))}, ${String(row?.[1] ?? "0")}`);
  }
  return effects;
}

function linesText(lines: number): string {
  return `${counted(lines)} ${lines === 1 ? "line" : "lines"}`;
}
