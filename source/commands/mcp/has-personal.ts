import { personalColumns } from "../../domain/contact-columns.ts";
import type { Session } from "../session.ts";

/** Whether any table of the warehouse has a value in a personal column. */
export async function hasPersonal({ run }: Session): Promise<boolean> {
  const { quoteName } = await import("../../warehouse/database/sql-text.ts");
  const names = personalColumns.map((_, index) => `$${index + 1}`).join(", ");
  const columns = await run({
    sql: `select table_schema, table_name, column_name from information_schema.columns where column_name in (${names})`,
    params: [...personalColumns],
  });
  if (columns.length === 0) return false;
  const anyValue = columns.map(
    ([schema, table, column]) =>
      `exists (select 1 from ${quoteName(String(schema))}.${quoteName(String(table))} where ${quoteName(String(column))} is not null)`,
  );
  const [[found = false] = []] = await run({ sql: `select ${anyValue.join(" or ")}`, params: [] });
  return found === true;
}
