import type { Asked } from "./asked.ts";
import type { Formula, Writer } from "./revenue-expression.ts";
import { noRowsLeftOut, type RowsLeftOut } from "./rows-left-out.ts";
import { sqlName } from "./sql-name.ts";

const mostTotals = 2;
const fewestLines = 5;
const id = "total-row";
const about = "a row without a date that holds the sum of all others";

/** A report's total above its lines, under any name. */
export async function totalOfAll(
  asked: Asked,
  { file, numbers, reserved }: Writer,
  base: Formula["base"],
  date: string | undefined,
): Promise<RowsLeftOut> {
  const facts = file.columns.find(({ name }) => name === base.column);
  if (date === undefined || facts === undefined || base.quantity !== undefined || base.level !== "line")
    return noRowsLeftOut;
  const [day, value] = [sqlName(date, reserved), numbers.typedOf(facts)];
  const condition = `(${day} is not null or coalesce(${value} <> sum(${value}) filter (where ${day} is not null) over (), true))`;
  const [totals = 0, lines = 0] = await asked.numbers(
    `select count(*) filter (where not is_kept), count(*) filter (where is_kept)
     from (select ${condition} as is_kept from ${file.table} where ${value} <> 0)`,
  );
  if (totals === 0 || totals > mostTotals || lines < fewestLines) return noRowsLeftOut;
  const options = [{ id: "out", says: "left out" }];
  const because = "it would count every line again";
  return {
    conditions: [condition],
    parts: [{ id, says: about, condition }],
    decisions: [{ id, about, taken: "out", because, isAssumption: false, effect: undefined, options }],
  };
}
