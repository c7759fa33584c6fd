import { emptyBar } from "../evidence.ts";
import type { Step, StepTable } from "../investigation.ts";
import { changeColumn, column } from "../step-columns.ts";
import { count, decimal, explains, movements, percent } from "../words.ts";
import { guests, type Product, pooled, productsOf, type Side, whole } from "./step-rates.ts";
import type { KindField } from "./sums.ts";
import type { TotalsEvidence } from "./totals-evidence.ts";

/** The number of products that a step lists; the figures include the rest. */
const mostListed = 15;

const kindWords: Readonly<Record<string, string>> = {
  retained: "retained",
  lost: "lost",
  new: "new",
  returned: "returned",
  all: "customers",
  guests: "guests (no customer known)",
};

/** Who bought: customers of each kind, and guests. */
export function customersStep(evidence: TotalsEvidence): Step {
  const { kinds, base, compare, metric, question, drivers } = evidence;
  const unit = metric.format === "money" ? "money" : "count";
  const facts = movements([
    { subject: "their number", before: base.customers, after: compare.customers, write: count },
  ]);
  const bars = new Map(drivers.map((bar) => [bar.name, bar.contribution]));
  return {
    ...groupVerdict(evidence, "customers", { text: "Customers", isMany: true }, facts),
    id: "customers",
    title: "Customers",
    question:
      question.of === "period"
        ? "Who stayed, who left, who is new and who came back?"
        : "Are there more customers in one group than in the other?",
    table: {
      columns: [
        column("customers who are", "text"),
        column(`customers ${base.label}`, "count"),
        column(`customers ${compare.label}`, "count"),
        column(`${metric.label} ${base.label}`, unit),
        column(`${metric.label} ${compare.label}`, unit),
        changeColumn("contribution of their number", unit),
      ],
      rows: kinds.map((kind) => [
        kindWords[kind.kind] ?? kind.kind,
        kind.kind === "guests" ? null : kind.customersBase,
        kind.kind === "guests" ? null : kind.customersCompare,
        kind.base,
        kind.compare,
        bars.get(`customers_${kind.kind}`) ?? null,
      ]),
    },
    sql: [evidence.statements.cells],
  };
}

/** Orders per customer and units per order. */
export function volumeStep(evidence: TotalsEvidence): Step {
  const { base, compare, layout } = evidence;
  const units = evidence.business.unit.many;
  const rate = (side: Side, top: KindField, bottom: KindField) => {
    const [above, below] = [pooled(evidence, side, top), pooled(evidence, side, bottom)];
    return below === 0 ? 0 : above / below;
  };
  const rows = ([0, 1] as const).map((side) => [
    (side === 0 ? base : compare).label,
    rate(side, "orders", "customers"),
    rate(side, "units", "orders"),
    whole(evidence, side, "orders"),
    whole(evidence, side, "units"),
    layout.kinds.includes("guests") ? guests(evidence, side) : null,
  ]);
  const facts = movements([
    {
      subject: "orders per customer",
      before: rate(0, "orders", "customers"),
      after: rate(1, "orders", "customers"),
      write: decimal,
    },
    {
      subject: `${units} per order`,
      before: rate(0, "units", "orders"),
      after: rate(1, "units", "orders"),
      write: decimal,
    },
  ]);
  return {
    ...groupVerdict(evidence, "volume", { text: `Orders and ${units}`, isMany: true }, facts),
    id: "volume",
    title: "Volume",
    question: "Do customers order less often, or less at a time?",
    table: {
      columns: [
        column(evidence.question.of === "period" ? "period" : "group", "text"),
        column("orders per customer", "number"),
        column(`${units} per order`, "number"),
        column("orders", "count"),
        column(units, "number"),
        column("orders of guests", "count"),
      ],
      rows,
    },
    sql: [evidence.statements.cells],
  };
}

/** Which products were bought: their shares of the units. */
export function productMixStep(evidence: TotalsEvidence): Step {
  const products = productsOf(evidence);
  const largest = products.toSorted(
    (a, b) => Math.abs(b.shares[1] - b.shares[0]) - Math.abs(a.shares[1] - a.shares[0]),
  );
  const [most] = largest;
  const facts =
    most === undefined
      ? `there are no ${evidence.business.unit.many}`
      : movements([
          { subject: `the share of ${most.name}`, before: most.shares[0], after: most.shares[1], write: percent },
        ]);
  return {
    ...groupVerdict(evidence, "product_mix", { text: "Product mix", isMany: false }, facts),
    id: "product_mix",
    title: "Product mix",
    question: `Did customers move to other ${evidence.business.product.many}?`,
    table: productTable(evidence, largest),
    sql: [evidence.statements.cells],
  };
}

/** What products cost before discounts, like for like. */
export function listPriceStep(evidence: TotalsEvidence): Step {
  const change = ({ prices: [before, after] }: Product) => (before === null || after === null ? 0 : after - before);
  const largest = productsOf(evidence).toSorted(
    (a, b) => Math.abs(change(b)) * b.shares[1] - Math.abs(change(a)) * a.shares[1],
  );
  const { product } = evidence.business;
  const moved = largest.filter((product) => change(product) !== 0).length;
  const facts =
    moved === 0
      ? `no ${product.one} that was bought on both sides changed its price`
      : `the price of ${count(moved)} of ${count(largest.length)} ${product.many} differs`;
  return {
    ...groupVerdict(evidence, "list_price", { text: "List price like for like", isMany: false }, facts),
    id: "list_price",
    title: "List price",
    question: `Did the same ${product.many} cost more or less?`,
    table: productTable(evidence, largest),
    sql: [evidence.statements.cells],
    ...withoutPrices(evidence),
  };
}

/** What the bridge has instead of list prices if the source has none, and what would provide them. */
function withoutPrices(evidence: TotalsEvidence): Partial<Step> {
  const { capabilities, business } = evidence;
  const capability = capabilities.find(({ name }) => name === "list_prices");
  if (capability === undefined || capability.available) return {};
  const { unit, product } = business;
  const title = `Value per ${unit.one}`;
  const hasIds = capabilities.some(({ name, available }) => name === "product_ids" && available);
  const one = hasIds ? `${unit.one} of the same ${product.one}` : unit.one;
  const facts = `what a ${one} brought before discounts and reversals`;
  const { finding } = groupVerdict(evidence, "list_price", { text: title, isMany: false }, facts);
  return {
    title,
    question: `Did a ${one} bring more or less before discounts and reversals?`,
    finding: `${finding} ${capability.why}`,
  };
}

/** Verdict and sentence of a group's step; without a bar, the group moved nothing. */
export function groupVerdict(
  evidence: TotalsEvidence,
  group: string,
  subject: Parameters<typeof explains>[1],
  facts: string,
): Pick<Step, "verdict" | "finding" | "series"> {
  const { groups, words, change, isSilent } = evidence;
  const bar = groups.find(({ name }) => name === group) ?? emptyBar(group);
  return { verdict: bar.verdict, finding: explains(words, subject, bar, { change, isSilent }, facts), series: [] };
}

function productTable({ base, compare, business }: TotalsEvidence, products: readonly Product[]): StepTable {
  return {
    columns: [
      column(business.product.one, "text"),
      column(`share ${base.label}`, "percent"),
      column(`share ${compare.label}`, "percent"),
      column(`price ${base.label}`, "money"),
      column(`price ${compare.label}`, "money"),
    ],
    rows: products.slice(0, mostListed).map(({ name, shares, prices }) => [name, ...shares, ...prices]),
  };
}
