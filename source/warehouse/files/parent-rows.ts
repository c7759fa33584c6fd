import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";

const parent = "__parentId";

/**
 * Rows of a list that stand as records of their own after what held them and name it in `__parentId`, as Shopify's bulk
 * operations write them: each takes the values of its parent that it lacks, and a parent with children is no record any more. Any
 * other table, and one with children of children, stays as it is.
 */
export async function joinParents(
  database: Pick<Database, "query">,
  table: string,
  columns: readonly string[],
): Promise<void> {
  if (!columns.includes(parent) || !columns.includes("id")) return;
  const link = quoteName(parent);
  const { rows } = await database.query(
    `select count(*) filter (where child.${link} is not null), count(*) filter (where child.${link} is not null and (parent.id is null or parent.${link} is not null))
     from ${table} as child left join ${table} as parent on child.${link} = parent.id`,
  );
  const [children = 0, strays = 0] = (rows[0] ?? []).map(Number);
  if (children === 0 || strays > 0) return;
  const values = columns.map((name) => {
    const own = quoteName(name);
    return name === parent
      ? `coalesce(child.${own}, child.id) as ${own}`
      : `coalesce(child.${own}, parent.${own}) as ${own}`;
  });
  await database.query(`create or replace table ${table} as
    select ${values.join(", ")}, child._record, child._line from ${table} as child left join ${table} as parent on child.${link} = parent.id
    where child.${link} is not null or child.id not in (select ${link} from ${table} where ${link} is not null)
    order by child._record`);
}
