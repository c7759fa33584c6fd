import { quoteName } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import type { Choices } from "./decision.ts";
import { leftOutOrCounted } from "./left-out-or-counted.ts";
import { counted } from "./proposal.ts";
import type { Writer } from "./revenue-expression.ts";
import { noRowsLeftOut, type RowsLeftOut } from "./rows-left-out.ts";
import { sqlName } from "./sql-name.ts";

const id = "repeated";
const fewest = 3;
const mostKeys = 6;

/**
 * Rows that repeat an earlier one in every column, under a key that no other rows share, as where an export was appended to one
 * that overlaps it. Equal rows that follow each other, such as the tickets of one order, are not meant.
 */
export async function repeatedLines(asked: Asked, { file, reserved }: Writer, choices: Choices): Promise<RowsLeftOut> {
  if (file.lists !== undefined && file.lists.length > 0) return noRowsLeftOut;
  const keys = file.columns.filter(
    ({ name, isUnique, filled, different }) =>
      !isUnique &&
      filled === file.records &&
      different > 0.5 &&
      /(^|[^a-z])(id|no|nr|number|key|invoice|order|ref\w*|code)($|[^a-z])/i.test(
        name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " "),
      ),
  );
  const content = `hash(${file.columns.map(({ name }) => quoteName(name)).join(", ")})`;
  for (const { name } of keys.slice(0, mostKeys)) {
    const [several = 0, same = 0, apart = 0, again = 0] = await asked.numbers(
      `select count(*), count(*) filter (where contents = 1), count(*) filter (where contents = 1 and reach >= rows), coalesce(sum(rows - 1), 0)
       from (select count(*) as rows, count(distinct content) as contents, max(_record) - min(_record) as reach
         from (select ${quoteName(name)} as key, _record, ${content} as content from ${file.table}) group by key having count(*) > 1)`,
    );
    if (several < fewest || same < several || apart < several) continue;
    return leftOutOrCounted(choices, {
      id,
      about: "rows that are in the file twice",
      because: `${counted(again)} rows repeat an earlier one with the same ${name} in every column`,
      isShown: false,
      condition: `row_number() over (partition by ${sqlName(name, reserved)}) = 1`,
      without: { id: "once", says: "counted once" },
      with: { id: "each", says: "counted each time" },
    });
  }
  return noRowsLeftOut;
}
