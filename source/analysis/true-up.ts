import { Amount } from "../domain/amount.ts";
import { programLabel } from "../domain/discount-program.ts";
import { type Kind, kinds } from "../query/driver-fields.ts";
import { type TrueUpField, trueUpFields } from "../query/driver-true-up.ts";
import { type NamedDiscount, namedDiscounts } from "./named-discounts.ts";
import { type Row, text } from "./read-cells.ts";
import type { TrueUp, TrueUpLine, TrueUpPart } from "./true-up-lines.ts";

type CountField = "rows" | "staged_rows";
type Sums = Readonly<Record<Exclude<TrueUpField, CountField>, Amount> & Record<CountField, number>> & {
  /** Discounts of the source's own programs. */
  readonly own: readonly Amount[];
};

/** What decides the lines of a tie-out. */
interface TieOutLayout {
  readonly counted: readonly Kind[];
  /** The source's own discount programs. */
  readonly programs: readonly string[];
  /** Rows of the discounts named by the source. */
  readonly named: readonly Row[];
}

/** The tie-out from list price to net as booked (DRIVERS, 7), whole, by month of acquisition and by channel. */
export function buildTrueUp(rows: readonly Row[], customers: readonly [number, number], layout: TieOutLayout): TrueUp {
  const { counted, programs } = layout;
  const [base, compare] = ([0, 1] as const).map((period) =>
    addRows(
      rows.filter((row) => row[0] === period),
      programs,
    ),
  ) as [Sums, Sums];
  const [before, after] = [linesOf(base, layout), linesOf(compare, layout)];
  const named = namedDiscounts(layout.named);
  return {
    lines: before.map((line, index): TrueUpLine => {
      const other = after[index]?.amount ?? none;
      return {
        name: line.name,
        label: line.label,
        isSubtotal: line.isSubtotal,
        base: line.amount,
        compare: other,
        basePerCustomer: perCustomer(line.amount, customers[0]),
        comparePerCustomer: perCustomer(other, customers[1]),
        named: named.filter((one) => lineOf(one, programs) === line.name),
      };
    }),
    baseDifference: differenceOf(base),
    compareDifference: differenceOf(compare),
    baseRows: base.rows,
    compareRows: compare.rows,
    baseBookedRows: base.staged_rows,
    compareBookedRows: compare.staged_rows,
    lateReversals: [lateOf(base, counted, customers[0]), lateOf(compare, counted, customers[1])],
    parts: [...partsOf(rows, "month", 1, programs), ...partsOf(rows, "channel", 2, programs)],
  };
}

/** Whether it ties out with net as booked to the last digit and in every row, in both periods and in every month and channel. */
export function tiesOut(trueUp: TrueUp): boolean {
  return (
    isNothing(trueUp.baseDifference) &&
    isNothing(trueUp.compareDifference) &&
    trueUp.baseRows === trueUp.baseBookedRows &&
    trueUp.compareRows === trueUp.compareBookedRows &&
    trueUp.parts.every((part) => isNothing(part.difference))
  );
}

/** The line that holds a discount. */
function lineOf({ program }: NamedDiscount, programs: readonly string[]): string {
  return `${["welcome", "prepaid", ...programs].includes(program) ? program : "other"}_discount`;
}

interface Line {
  readonly name: string;
  readonly label: string;
  readonly amount: Amount;
  readonly isSubtotal: boolean;
}

const reversalLines: Readonly<Record<Kind, readonly [name: string, label: string]>> = {
  refund: ["refunds", "Refunds"],
  credit: ["credits", "Credits"],
  chargeback: ["chargebacks", "Chargebacks"],
  replacement: ["replacements", "Replacements"],
};

function linesOf(sums: Sums, { counted, programs }: TieOutLayout): readonly Line[] {
  const billed = less(sums.list, ...discountsOf(sums));
  const reversals = kinds.map((kind) => (counted.includes(kind) ? sums[`counted_${kind}`] : none));
  const net = less(billed, ...reversals, sums.plug);
  const { late, unlike } = bookedDifferently(sums, counted);
  return [
    amount("list_revenue", "List price", sums.list),
    amount("welcome_discount", "Welcome offers", less(none, sums.welcome)),
    amount("prepaid_discount", "Prepaid plans", less(none, sums.prepaid)),
    amount("other_discount", "Other discounts", less(none, sums.other)),
    ...programs.map((program, at) =>
      amount(`${program}_discount`, programLabel(program), less(none, sums.own[at] ?? none)),
    ),
    subtotal("billed_revenue", "Billed", billed),
    ...kinds.map((kind, index) => amount(...reversalLines[kind], less(none, reversals[index] ?? none))),
    amount("plug", "Unexplained (plug)", less(none, sums.plug)),
    subtotal("net_revenue", "Net revenue", net),
    amount("late_reversals", "Reversals too late to count", late),
    amount("booked_otherwise", "Reversals booked otherwise", unlike),
    subtotal("net_as_booked", "Net as booked", sums.staged_net),
  ];
}

/** What the switches count and the books do not, and vice versa; by reason. */
function bookedDifferently(sums: Sums, counted: readonly Kind[]): { late: Amount; unlike: Amount } {
  let [late, unlike] = [none, none];
  for (const kind of kinds) {
    const booked = sums[`booked_${kind}`];
    if (!counted.includes(kind)) unlike = unlike.minus(booked);
    else if (isNothing(booked)) unlike = unlike.plus(sums[`counted_${kind}`]);
    else late = late.plus(sums[`counted_${kind}`]).minus(booked);
  }
  return { late, unlike };
}

/** The amount per customer of counted reversals that came too late to be comparable. */
function lateOf(sums: Sums, counted: readonly Kind[], customers: number): number {
  const late = counted.reduce((sum, kind) => sum.plus(sums[`counted_${kind}`]).minus(sums[`comparable_${kind}`]), none);
  return perCustomer(late, customers);
}

/** Net as booked less its parts in silver: list, discounts, booked reversals, plug. */
function differenceOf(sums: Sums): Amount {
  const booked = kinds.map((kind) => sums[`booked_${kind}`]);
  return sums.staged_net.minus(less(sums.list, ...discountsOf(sums), ...booked, sums.plug));
}

function discountsOf({ welcome, prepaid, other, own }: Sums): readonly Amount[] {
  return [welcome, prepaid, other, ...own];
}

function partsOf(
  rows: readonly Row[],
  by: "month" | "channel",
  column: number,
  programs: readonly string[],
): readonly TrueUpPart[] {
  const keys = [...new Set(rows.map((row) => `${row[0]} ${text(row[column])}`))].sort();
  return keys.map((key) => {
    const own = rows.filter((row) => `${row[0]} ${text(row[column])}` === key);
    const sums = addRows(own, programs);
    return {
      by,
      period: key.startsWith("0") ? "base" : "compare",
      key: by === "month" ? key.slice(2, 9) : key.slice(2),
      rows: sums.rows,
      list: sums.list,
      net: sums.staged_net,
      plug: less(none, sums.plug),
      difference: differenceOf(sums),
    };
  });
}

function addRows(rows: readonly Row[], programs: readonly string[]): Sums {
  const added = (column: number) =>
    rows.reduce<Amount>((sum, row) => sum.plus(Amount.of(String(row[column] ?? 0))), none);
  const own = programs.map((_, at) => added(3 + trueUpFields.length + at));
  const entries = trueUpFields.map((field, index) => {
    const isCount = field === "rows" || field === "staged_rows";
    if (isCount) return [field, rows.reduce((sum, row) => sum + Number(row[3 + index] ?? 0), 0)];
    return [field, added(3 + index)];
  });
  return { ...Object.fromEntries(entries), own } as Sums;
}

function amount(name: string, label: string, value: Amount): Line {
  return { name, label, amount: value, isSubtotal: false };
}

function subtotal(name: string, label: string, value: Amount): Line {
  return { name, label, amount: value, isSubtotal: true };
}

const none = new Amount(0n);

function less(from: Amount, ...parts: readonly Amount[]): Amount {
  return parts.reduce((rest, part) => rest.minus(part), from);
}

function isNothing({ units }: Amount): boolean {
  return units === 0n;
}

function perCustomer(value: Amount, customers: number): number {
  return customers === 0 ? 0 : Number(value) / customers;
}
