import { openWarehouse } from "../../source/warehouse/database/database.ts";

/** The vars that a warehouse was built with, in dbt's form: JSON. */
export async function varsOfBuild(warehouse: string): Promise<string> {
  const database = await openWarehouse(warehouse);
  try {
    const { rows } = await database.query("select vars from meta.runs order by ended_at desc limit 1");
    return String(rows[0]?.[0]);
  } finally {
    await database.close();
  }
}
