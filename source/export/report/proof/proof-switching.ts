import type { Investigation, StepPart } from "../../../analysis/investigation.ts";
import { noValue } from "../../../domain/dimension-value.ts";
import { selectFrom, withClauses } from "../../../query/statement.ts";
import { sqlName, sqlText, withLiterals } from "../sql-literal.ts";

/** The figures on what the same customers changed from and to, in both periods. */
export function switchingProof({ sql, table }: StepPart, { base, compare }: Investigation): string {
  const [statement] = sql;
  if (statement === undefined) return "";
  const of = (side: 0 | 1, expression: string) => `max(${expression}) filter (side = ${side})`;
  const customers = (side: 0 | 1) => `coalesce(${of(side, "customers")}, 0)`;
  const holders = (side: 0 | 1) => `(select customers from told where level = 'holders' and side = ${side})`;
  const values = (["from_value", "to_value"] as const).map((name) => `coalesce(${name}, ${sqlText(noValue)})`);
  const sides = [
    [0, base.label],
    [1, compare.label],
  ] as const;
  const final = selectFrom(
    [
      `${values[0]} as ${sqlName("from")}`,
      `${values[1]} as ${sqlName("to")}`,
      ...sides.map(([side, label]) => `${customers(side)} as ${sqlName(`customers ${label}`)}`),
      ...sides.map(
        ([side, label]) =>
          `coalesce(${customers(side)} * 1.0 / nullif(${holders(side)}, 0), 0) as ${sqlName(`share ${label}`)}`,
      ),
      ...sides.map(
        ([side, label]) =>
          `${of(side, "effect")} / ${of(side, "customers")} as ${sqlName(`price effect per customer ${label}`)}`,
      ),
    ],
    [
      "from told",
      "where level = 'pairs' and side is not null",
      "group by from_value, to_value",
      `order by ${customers(0)} + ${customers(1)} desc, 1, 2`,
      `limit ${table.rows.length}`,
    ],
  );
  return withClauses([["told", withLiterals(statement)]], final);
}
