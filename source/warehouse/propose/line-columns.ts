import type { Base } from "./amount-bases.ts";
import type { Chosen } from "./chosen.ts";
import type { Decision } from "./decision.ts";
import type { LinesScene } from "./lines-scene.ts";
import { numberReading, numberShare } from "./number-style.ts";
import type { ColumnProposal } from "./proposal.ts";
import { type Match, matchColumns, proposeColumn } from "./propose-columns.ts";
import { type Formula, firstOfOrder, netExpression, type Writer } from "./revenue-expression.ts";
import { sqlName } from "./sql-name.ts";

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

/** The contract's columns of a line: those decided, and those recognised by name. */
export async function lineColumns(
  scene: LinesScene,
  writer: Writer,
  parts: LineParts,
): Promise<readonly ColumnProposal[]> {
  const { file, key } = writer;
  const { reader, hints } = scene;
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
  const list = listRevenue(writer, parts.formula);
  if (list !== undefined) columns.push(await proposeColumn(reader, "transactions", file, list));
  columns.push(...listColumns(writer, parts.formula));
  return columns.filter(({ expression }) => expression !== "");
}

/** The contract's own column of list values, beside a net revenue from which nothing is taken off. */
function listRevenue({ file }: Writer, { base, parts, negated }: Formula): Match | undefined {
  if (parts.length > 0 || base.quantity !== undefined || base.level !== "line" || negated !== undefined)
    return undefined;
  return matchColumns("transactions", file).find(
    ({ column, name, facts }) => column === "list_revenue" && name === 1 && numberShare(facts) > 0.9,
  );
}

/** The list value if the file books it separately from net, and the discount between them. */
function listColumns(writer: Writer, formula: Formula): readonly ColumnProposal[] {
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
      reason: `${named.facts.name} is different in every line`,
      confidence: "sure",
    };
  if (order === undefined) return none;
  const name = sqlName(order.name, reserved);
  if (order.isUnique)
    return {
      ...none,
      expression: name,
      own: order.name,
      reason: `every ${order.name} occurs once: one line per order`,
    };
  // Refunds that refer to an order are booked on its first line, which therefore needs an id.
  const number = refunds === undefined ? "_record" : `row_number() over (partition by ${name} order by _record)`;
  if (refunds === undefined && scene.isInParts) return none;
  return {
    ...none,
    expression: `${name} || '-' || ${number}`,
    own: order.name,
    reason: `no column is a key of the lines: ${order.name} and the ${refunds === undefined ? "record's number" : "line's number in it"}; equal records stay apart`,
  };
}

/** What the net revenue consists of, and why. */
export function reasonOf({ file, reserved }: Writer, { base, parts, sums }: Formula, decision: Decision): string {
  const facts = file.columns.find(({ name }) => name === base.column);
  const reading = facts === undefined ? undefined : numberReading(facts, sqlName(facts.name, reserved));
  const minus = [...parts.map(({ column }) => column.name), ...sums.map(({ column }) => column)];
  const once =
    base.level === "first"
      ? " (it stands once per order: further lines bring 0)"
      : base.level === "each"
        ? " (it stands on each line of an order: the first brings it)"
        : "";
  return `${base.quantity === undefined ? base.column : base.label}${once}${minus.length > 0 ? ` less ${minus.join(", ")}` : ""}; ${[decision.because || "by its name", reading?.note ?? ""].filter((part) => part !== "").join("; ")}`;
}

/** The amount before anything is deducted. */
export function plainNet(writer: Writer, base: Base): ColumnProposal {
  return {
    ...{ column: "net_revenue", own: base.quantity === undefined ? base.column : undefined, others: [] },
    ...{ reason: base.label, confidence: "likely" as const },
    expression: netExpression(writer, { base, parts: [], negated: undefined, sums: [] }),
  };
}
