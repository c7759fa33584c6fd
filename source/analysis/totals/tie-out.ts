import { Amount } from "../../domain/amount.ts";
import type { Cell } from "../../query/statement.ts";
import type { TotalsTieOut } from "./totals-investigation.ts";

const none = new Amount(0n);

/** The tie-out of one side from the rows of `totalsTieOut`. */
export function tieOutOf(rows: readonly (readonly Cell[])[], side: 0 | 1, programs: readonly string[]): TotalsTieOut {
  const own = rows.filter((row) => row[0] === side);
  const sum = (column: number, of = own) => of.reduce((total, row) => total.plus(Amount.of(String(row[column]))), none);
  const count = (column: number) => own.reduce((total, row) => total + Number(row[column]), 0);
  const named = programs.map((program) => ({
    program,
    amount: sum(
      4,
      own.filter((row) => row[1] === program),
    ),
  }));
  const [listRevenue, discounts, reversals, plug, netAsBooked] = [sum(3), sum(4), sum(5), sum(6), sum(9)];
  return {
    orderLines: count(2),
    listRevenue,
    discounts: named,
    reversals,
    plug,
    netRevenue: sum(7),
    bookedLines: count(8),
    netAsBooked,
    difference: netAsBooked.minus(listRevenue.minus(discounts).minus(reversals).minus(plug)),
  };
}
