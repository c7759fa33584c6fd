import type { Investigation } from "../../../analysis/investigation.ts";
import type { TotalsInvestigation, TotalsTieOut } from "../../../analysis/totals/totals-investigation.ts";
import { Amount } from "../../../domain/amount.ts";
import type { NamedSheet } from "../../xlsx/workbook.ts";
import { type TieOutLine, tieOutRows } from "./tie-out-rows.ts";

/** The tie-out of an investigation: each subtotal and the difference to the books are live formulas. */
export function tieOutSheets({ trueUp, base, compare }: Investigation): readonly NamedSheet[] {
  const lines = trueUp.lines.map(({ label, isSubtotal, base: before, compare: after }): TieOutLine => {
    return { label, isSubtotal, amounts: [before, after] };
  });
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
export function totalsTieOutSheets({ tieOut, base, compare }: TotalsInvestigation): readonly NamedSheet[] {
  const [before, after] = tieOut;
  const programs = before.discounts.map(({ program }) => program);
  const lines: readonly TieOutLine[] = [
    line("List price", before.listRevenue, after.listRevenue),
    ...programs.map((program) => {
      return line(`${program} discounts`, minus(discountOf(before, program)), minus(discountOf(after, program)));
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
