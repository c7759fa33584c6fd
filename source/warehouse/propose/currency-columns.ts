import type { Asked } from "./asked.ts";
import { codeInName } from "./currency-marks.ts";
import { linesText, sumText } from "./left-out.ts";
import { normalName } from "./normal-name.ts";
import type { Formula, Writer } from "./revenue-expression.ts";
import { noRowsLeftOut, type RowsLeftOut } from "./rows-left-out.ts";
import { sqlName } from "./sql-name.ts";

const id = "currency-columns";

/**
 * Lines whose amount is in a column of another currency, as `Amount EUR` beside `Amount USD`, one of which each line has: they
 * are left out, as lines of another currency are.
 */
export async function currencyColumns(
  asked: Asked,
  { file, numbers, reserved }: Writer,
  base: Formula["base"],
): Promise<RowsLeftOut> {
  const [, , main] = codeInName.exec(normalName(base.column)) ?? [];
  const stem = (name: string) => normalName(name).replace(codeInName, "$1$3");
  const other = file.columns.find(
    ({ name, filled }) =>
      name !== base.column && filled > 0 && codeInName.test(normalName(name)) && stem(name) === stem(base.column),
  );
  if (main === undefined || other === undefined || base.quantity !== undefined) return noRowsLeftOut;
  const [own, its] = [sqlName(base.column, reserved), sqlName(other.name, reserved)];
  const [both = 0, lines = 0] = await asked.numbers(
    `select count(*) filter (where ${own} is not null and ${its} is not null), count(*) filter (where ${own} is null and ${its} is not null) from ${file.table}`,
  );
  if (both > 0 || lines === 0) return noRowsLeftOut;
  const rows = await asked.rows(
    `select coalesce(sum(${numbers.typedOf(other)}), 0)::decimal(38, 2)::varchar from ${file.table}`,
  );
  const effect = `left out: ${linesText(lines)}, ${sumText(String(rows[0]?.[0] ?? "0"))} in ${other.name}`;
  const options = [{ id: "out", says: `lines with ${other.name} left out` }];
  const because = `${main.toUpperCase()} is the currency of most`;
  return {
    conditions: [`(${own} is not null or ${its} is null)`],
    parts: [],
    decisions: [{ id, about: `amounts in ${other.name}`, taken: "out", because, isAssumption: false, effect, options }],
  };
}
