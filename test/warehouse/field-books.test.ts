import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fieldCases, fieldFolder, mapped } from "./support/field.ts";
import { built, landed, root } from "./support/scratch.ts";

const withTotal = Object.entries(fieldCases).filter(([, { net_revenue: net }]) => net !== undefined);

/** Net revenue in silver and of the quarantined records, after a build. */
async function books(folder: string): Promise<number> {
  const { outcome } = await built({ source: folder, warehouse: "memory", projectDir: join(root, "sql") });
  const { database } = outcome;
  if (database === undefined) throw new Error("a build in memory hands its database on");
  const silver = await database.query(
    "select coalesce(sum(net_revenue), 0)::decimal(38, 2)::varchar from silver.fct_transactions",
  );
  const quarantined = await database.query(
    "select distinct source_file, source_record::varchar from bronze.quarantine where source_table = 'transactions'",
  );
  await database.close();
  const places = quarantined.rows.map(([file, record]) => `('${String(file)}', ${String(record)})`);
  const [row] = await landed(
    folder,
    `select coalesce(sum(try_cast(net_revenue as decimal(18, 4))), 0)::decimal(38, 2)::varchar from landing.raw.transactions
     where (source_file, _record) in (${places.length > 0 ? places.join(", ") : "('', 0)"})`,
  );
  return Number(silver.rows[0]?.[0]) + Number(row?.[0]);
}

it.each(withTotal)("%s: silver and the quarantine add up to what the mapping screen shows", async (name) => {
  const folder = await fieldFolder(name);
  const { totals, text } = await mapped(folder, true);
  await writeFile(join(folder, "grounds.yml"), text);
  expect(await books(folder)).toBeCloseTo(Number(totals.netRevenue), 2);
});
