import type { Asked } from "./asked.ts";
import type { Decision } from "./decision.ts";
import type { Left } from "./left-out.ts";
import type { Writer } from "./revenue-expression.ts";
import { sqlName } from "./sql-name.ts";

const most = 0.2;
const id = "blank-rows";
const about = "rows without a date and an amount";

/** Rows that are no order lines, as decided. */
export interface RowsLeftOut {
  readonly conditions: readonly string[];
  readonly parts: readonly Left[];
  readonly decisions: readonly Decision[];
}

/** A statement's balances and notes stand in rows of their own, which no build could load as order lines. */
export async function blankRows(
  asked: Asked,
  { file, reserved }: Writer,
  amount: string,
  date: string | undefined,
): Promise<RowsLeftOut> {
  const none = { conditions: [], parts: [], decisions: [] };
  if (date === undefined) return none;
  const condition = `(${sqlName(date, reserved)} is not null or ${sqlName(amount, reserved)} is not null)`;
  const [blank = 0] = await asked.numbers(`select count(*) filter (where not ${condition}) from ${file.table}`);
  if (blank === 0 || blank > most * file.records) return none;
  const because = "balances and notes are no order lines";
  const options = [{ id: "out", says: "left out" }];
  return {
    conditions: [condition],
    parts: [{ id, says: about, condition }],
    decisions: [{ id, about, taken: "out", because, isAssumption: false, effect: undefined, options }],
  };
}
