import { type Kind, kinds } from "../query/driver-fields.ts";
import { type TrueUpField, trueUpFields } from "../query/driver-true-up.ts";
import type { TrueUp, TrueUpLine, TrueUpPart } from "./investigation.ts";
import { type Row, text } from "./read-cells.ts";

type Sums = Readonly<Record<TrueUpField, number>>;

/** The tie-out from list price to net as booked (DRIVERS, 7), whole, by month of acquisition and by channel. */
export function buildTrueUp(
  rows: readonly Row[],
  customers: readonly [number, number],
  counted: readonly Kind[],
): TrueUp {
  const sums = [0, 1].map((period) => addRows(rows.filter((row) => row[0] === period)));
  const [base, compare] = [sums[0] ?? addRows([]), sums[1] ?? addRows([])];
  const [before, after] = [linesOf(base, counted), linesOf(compare, counted)];
  return {
    lines: before.map((line, index): TrueUpLine => {
      const compareCents = after[index]?.cents ?? 0;
      return {
        name: line.name,
        label: line.label,
        isSubtotal: line.isSubtotal,
        baseCents: line.cents,
        compareCents,
        basePerCustomer: perCustomer(line.cents, customers[0]),
        comparePerCustomer: perCustomer(compareCents, customers[1]),
      };
    }),
    baseDifferenceCents: differenceOf(base),
    compareDifferenceCents: differenceOf(compare),
    baseRows: base.rows,
    compareRows: compare.rows,
    baseBookedRows: base.staged_rows,
    compareBookedRows: compare.staged_rows,
    parts: [...partsOf(rows, "month", 1), ...partsOf(rows, "channel", 2)],
  };
}

/** Whether net as booked is met to the cent and with every row, in both periods and in every month and channel. */
export function tiesOut(trueUp: TrueUp): boolean {
  return (
    trueUp.baseDifferenceCents === 0 &&
    trueUp.compareDifferenceCents === 0 &&
    trueUp.baseRows === trueUp.baseBookedRows &&
    trueUp.compareRows === trueUp.compareBookedRows &&
    trueUp.parts.every((part) => part.differenceCents === 0)
  );
}

interface Line {
  readonly name: string;
  readonly label: string;
  readonly cents: number;
  readonly isSubtotal: boolean;
}

const reversalLines: Readonly<Record<Kind, readonly [name: string, label: string]>> = {
  refund: ["refunds", "Refunds"],
  credit: ["credits", "Credits"],
  chargeback: ["chargebacks", "Chargebacks"],
  replacement: ["replacements", "Replacements"],
};

function linesOf(sums: Sums, counted: readonly Kind[]): readonly Line[] {
  const billed = sums.list - sums.welcome - sums.prepaid - sums.other;
  const reversals = kinds.map((kind) => (counted.includes(kind) ? sums[`counted_${kind}`] : 0));
  const net = billed - reversals.reduce((sum, cents) => sum + cents, 0) - sums.plug;
  const { late, unlike } = bookedOtherwise(sums, counted);
  return [
    amount("list_revenue", "List price", sums.list),
    amount("welcome_discount", "Welcome offers", -sums.welcome),
    amount("prepaid_discount", "Prepaid plans", -sums.prepaid),
    amount("other_discount", "Other discounts", -sums.other),
    subtotal("billed_revenue", "Billed", billed),
    ...kinds.map((kind, index) => amount(...reversalLines[kind], -(reversals[index] ?? 0))),
    amount("plug", "Unexplained (plug)", -sums.plug),
    subtotal("net_revenue", "Net revenue", net),
    amount("late_reversals", "Reversals too late to count", late),
    amount("booked_otherwise", "Reversals booked otherwise", unlike),
    subtotal("net_as_booked", "Net as booked", sums.staged_net),
  ];
}

/** What the switches count and the books do not, and the other way round; by reason. */
function bookedOtherwise(sums: Sums, counted: readonly Kind[]): { late: number; unlike: number } {
  let [late, unlike] = [0, 0];
  for (const kind of kinds) {
    const booked = sums[`booked_${kind}`];
    if (!counted.includes(kind)) unlike -= booked;
    else if (booked === 0) unlike += sums[`counted_${kind}`];
    else late += sums[`counted_${kind}`] - booked;
  }
  return { late, unlike };
}

/** Net as booked less what silver makes of it: list, discounts, booked reversals, plug. */
function differenceOf(sums: Sums): number {
  const booked = kinds.reduce((total, kind) => total + sums[`booked_${kind}`], 0);
  return sums.staged_net - (sums.list - sums.welcome - sums.prepaid - sums.other - booked - sums.plug);
}

function partsOf(rows: readonly Row[], by: "month" | "channel", column: number): readonly TrueUpPart[] {
  const keys = [...new Set(rows.map((row) => `${row[0]} ${text(row[column])}`))].sort();
  return keys.map((key) => {
    const own = rows.filter((row) => `${row[0]} ${text(row[column])}` === key);
    const sums = addRows(own);
    return {
      by,
      period: key.startsWith("0") ? "base" : "compare",
      key: by === "month" ? key.slice(2, 9) : key.slice(2),
      rows: sums.rows,
      listCents: sums.list,
      netCents: sums.staged_net,
      plugCents: 0 - sums.plug,
      differenceCents: differenceOf(sums),
    };
  });
}

function addRows(rows: readonly Row[]): Sums {
  const entries = trueUpFields.map((field, index) => [
    field,
    rows.reduce((sum, row) => sum + Number(row[3 + index] ?? 0), 0),
  ]);
  return Object.fromEntries(entries) as Sums;
}

function amount(name: string, label: string, cents: number): Line {
  return { name, label, cents: cents + 0, isSubtotal: false };
}

function subtotal(name: string, label: string, cents: number): Line {
  return { name, label, cents, isSubtotal: true };
}

function perCustomer(cents: number, customers: number): number {
  return customers === 0 ? 0 : cents / customers / 100;
}
