import type { Asked } from "./asked.ts";
import type { Writer } from "./revenue-expression.ts";
import { noRowsLeftOut, type RowsLeftOut } from "./rows-left-out.ts";
import { sqlName } from "./sql-name.ts";

const most = 0.2;
/** From this share of rows without an amount on, a build stops. */
const fewest = 0.01;
const id = "blank-rows";

/**
 * A statement's balances and notes stand in rows of their own, and some rows have another amount than that of sales, such as
 * what was given: no build could load them as order lines. `net` is the SQL of net revenue, which may have other amounts than
 * that of the column.
 */
export async function blankRows(
  asked: Asked,
  { file, reserved }: Writer,
  { amount, net }: { readonly amount: string; readonly net: string },
  date: string | undefined,
): Promise<RowsLeftOut> {
  if (date === undefined) return noRowsLeftOut;
  const hasAmount = `${sqlName(amount, reserved)} is not null`;
  const hasEither = `(${sqlName(date, reserved)} is not null or ${hasAmount})`;
  const [unpaid = 0, paidElsewhere = 0, blank = 0] = await asked.numbers(
    `select count(*) filter (where not has_amount), count(*) filter (where not has_amount and net is not null), count(*) filter (where not has_either)
     from (select ${hasAmount} as has_amount, ${hasEither} as has_either, ${net} as net from ${file.table})`,
  );
  const isMost = unpaid > most * file.records;
  if (!isMost && paidElsewhere === 0 && unpaid - blank > fewest * file.records)
    return leftOut(hasAmount, "rows without an amount", "they have no amount of a sale");
  if (blank === 0 || blank > most * file.records) return noRowsLeftOut;
  return leftOut(hasEither, "rows without a date and an amount", "balances and notes are no order lines");
}

function leftOut(condition: string, about: string, because: string): RowsLeftOut {
  const options = [{ id: "out", says: "left out" }];
  return {
    conditions: [condition],
    parts: [{ id, says: about, condition }],
    decisions: [{ id, about, taken: "out", because, isAssumption: false, effect: undefined, options }],
  };
}
