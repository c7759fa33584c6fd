import type { Investigation } from "../../../analysis/investigation.ts";
import type { NamedDiscount } from "../../../analysis/named-discounts.ts";
import type { TotalsInvestigation, TotalsTieOut } from "../../../analysis/totals/totals-investigation.ts";
import { Amount } from "../../../domain/amount.ts";
import type { NamedSheet } from "../../xlsx/workbook.ts";
import { type TieOutLine, tieOutRows } from "./tie-out-rows.ts";

/** The tie-out of an investigation: each subtotal and the difference to the books are live formulas. */
export function tieOutSheets({ trueUp, base, compare }: Investigation): readonly NamedSheet[] {
  const lines = trueUp.lines.flatMap(({ label, isSubtotal, base: before, compare: after, named }) =>
    linesOf({ label, isSubtotal, amounts: [before, after] }, named),
  );
  const books = lines.at(-1)?.amounts ?? [none, none];
  const rows = tieOutRows({
    lines,
    books,
    differences: [trueUp.baseDifference, trueUp.compareDifference],
    customers: [base.customers, compare.customers],
    orderLines: [trueUp.baseRows, trueUp.compareRows],
    bookedLines: [trueUp.baseBookedRows, trueUp.compareBookedRows],
  });
  const parts = trueUp.parts.map((part) => [
    ...[part.by, part.period === "base" ? base.label : compare.label, part.key],
    ...[part.rows, part.list, part.plug, part.net, part.difference],
  ]);
  const columns = [
    ...["by", "period", "part"].map((name) => ({ name, unit: "text" as const })),
    { name: "order lines", unit: "count" as const },
    ...["list price", "plug", "net as booked", "difference"].map((name) => ({ name, unit: "amount" as const })),
  ];
  return [tieOutSheet([base.label, compare.label], rows), { name: "Tie-out by part", sheet: { columns, rows: parts } }];
}

/** The tie-out of a question about totals. */
export function totalsTieOutSheets({ tieOut, named, base, compare }: TotalsInvestigation): readonly NamedSheet[] {
  const [before, after] = tieOut;
  const programs = before.discounts.map(({ program }) => program);
  const lines: readonly TieOutLine[] = [
    line("List price", before.listRevenue, after.listRevenue),
    ...programs.flatMap((program) => {
      const amounts = [minus(discountOf(before, program)), minus(discountOf(after, program))] as const;
      const own = named.filter((one) => one.program === program);
      return linesOf(line(`${program} discounts`, ...amounts), own);
    }),
    line("Reversals", minus(before.reversals), minus(after.reversals)),
    line("Unexplained (plug)", minus(before.plug), minus(after.plug)),
    { ...line("Net as booked", before.netAsBooked, after.netAsBooked), isSubtotal: true },
  ];
  const rows = tieOutRows({
    lines,
    books: [before.netAsBooked, after.netAsBooked],
    differences: [before.difference, after.difference],
    customers: [base.customers, compare.customers],
    orderLines: [before.orderLines, after.orderLines],
    bookedLines: [before.bookedLines, after.bookedLines],
  });
  return [tieOutSheet([base.label, compare.label], rows)];
}

/** A discount line as one line for each discount that the source names, and one for the rest. */
function linesOf(whole: TieOutLine, named: readonly NamedDiscount[]): readonly TieOutLine[] {
  if (named.length === 0) return [whole];
  const each = named.map(({ name, base, compare }) => line(name, minus(base), minus(compare)));
  const rest = whole.amounts.map((amount, side) =>
    each.reduce((sum, one) => sum.minus(one.amounts[side] ?? none), amount),
  );
  const [before = none, after = none] = rest;
  const isAll = before.units === 0n && after.units === 0n;
  return [...each, ...(isAll ? [] : [line(`${whole.label}, not named`, before, after)])];
}

const none = new Amount(0n);

function line(label: string, base: Amount, compare: Amount): TieOutLine {
  return { label, isSubtotal: false, amounts: [base, compare] };
}

function minus(amount: Amount): Amount {
  return none.minus(amount);
}

function discountOf({ discounts }: TotalsTieOut, name: string): Amount {
  return discounts.find(({ program }) => program === name)?.amount ?? none;
}

function tieOutSheet([base, compare]: readonly [string, string], rows: ReturnType<typeof tieOutRows>): NamedSheet {
  const columns = [
    { name: "line", unit: "text" as const },
    { name: base, unit: "amount" as const },
    { name: compare, unit: "amount" as const },
    { name: `${base} per customer`, unit: "money" as const },
    { name: `${compare} per customer`, unit: "money" as const },
    { name: "change per customer", unit: "money" as const },
  ];
  return { name: "Tie-out", sheet: { columns, rows, hasFilter: false } };
}
