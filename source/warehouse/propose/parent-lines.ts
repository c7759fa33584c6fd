import { quoteName } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import type { Choices } from "./decision.ts";
import { leftOutOrCounted } from "./left-out-or-counted.ts";
import { nearlyAll } from "./line-sample.ts";
import { normalName } from "./normal-name.ts";
import { baseExpression, type Formula, type Writer } from "./revenue-expression.ts";
import { noRowsLeftOut, type RowsLeftOut } from "./rows-left-out.ts";
import { sqlName } from "./sql-name.ts";

const id = "parts";
const fewest = 3;
/** Money that goes back also names what it was paid for. */
const back = /refund|return|revers|original|credit|chargeback|cancel|storn|erstatt|rembours/;

/**
 * Rows that name another row of the file and come to the same sum together, such as the parts of a bundle or the payments of a
 * pledge: the same money twice, unless the column's name leaves doubt.
 */
export async function partsOfRows(
  asked: Asked,
  writer: Writer,
  base: Formula["base"],
  hasRefunds: boolean,
  choices: Choices,
): Promise<RowsLeftOut> {
  const { file } = writer;
  if (hasRefunds || base.level !== "line") return noRowsLeftOut;
  const keys = file.columns.filter(({ isUnique, filled }) => isUnique && filled === file.records).slice(0, 4);
  const others = file.columns.filter(
    ({ name, isUnique, filled }) =>
      !isUnique && filled >= fewest && filled <= 0.9 * file.records && !back.test(normalName(name)),
  );
  const value = baseExpression(writer, base);
  for (const { name: key } of keys) {
    for (const { name, filled } of others.slice(0, 40)) {
      const [found = 0, parents = 0, same = 0] = await asked.numbers(
        `with own as (select ${quoteName(key)} as id, ${quoteName(name)} as parent, ${value} as v from ${file.table}),
           sums as (select parent, sum(v) as v, count(*) as n from own where parent is not null group by parent)
         select coalesce(sum(n), 0), count(*), count(*) filter (where own.v <> 0 and abs(own.v - sums.v) <= 0.0051 * (n + 1))
         from sums join own on own.id = sums.parent and own.id <> coalesce(own.parent, '')`,
      );
      if (parents < fewest || found < nearlyAll * filled || same < nearlyAll * parents) continue;
      return leftOutOrCounted(choices, {
        id,
        about: `rows that name another in ${name}`,
        because: `they come to the same as the row that they name in ${same} of ${parents}`,
        isShown: /parent|bundle|pledge|master|package|(^|_)(set|kit)(_|$)/.test(normalName(name)),
        condition: `${sqlName(name, writer.reserved)} is null`,
        without: { id: "out", says: "left out" },
        with: { id: "in", says: "counted too" },
      });
    }
  }
  return noRowsLeftOut;
}
