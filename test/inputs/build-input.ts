import { join } from "node:path";
import type { Database } from "../../source/warehouse/database/database.ts";
import { built, root } from "../warehouse/support/scratch.ts";

export const projectDir = join(root, "sql");
/** Well after all good rows, well before the ones in the future. */
export const runAt = "2025-06-30 00:00:00";

export interface Quarantined {
  readonly table: string;
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
}

/** Builds a source in memory with the real project, however many of its rows are bad. */
export async function buildInput(source: string, vars: Readonly<Record<string, unknown>> = {}): Promise<Database> {
  const { outcome } = await built({
    source,
    warehouse: "memory",
    projectDir,
    vars: { run_at: runAt, bad_row_share: 1, ...vars },
  });
  if (!outcome.database) throw new Error("a build in memory hands its database on");
  return outcome.database;
}

export async function quarantineOf(database: Database): Promise<readonly Quarantined[]> {
  const { rows } = await database.query(
    `select source_table, source_file, source_line, column_name, value, reason from bronze.quarantine
     order by source_table, source_file, source_line, column_name`,
  );
  return rows.map(([table, file, line, column, value, reason]) => ({
    table: String(table),
    file: String(file),
    line: line === null || line === undefined ? null : Number(line),
    column: (column ?? null) as string | null,
    value: (value ?? null) as string | null,
    reason: String(reason),
  }));
}

/** Net revenue in cents of bronze, silver and gold. */
export async function netCents(database: Database): Promise<readonly number[]> {
  const { rows } = await database.query(
    `select (select sum(net_revenue) * 100 from bronze.stg_transactions)::bigint,
       (select sum(net_revenue) * 100 from silver.fct_transactions)::bigint,
       (select sum(net_revenue) * 100 from gold.cube_customer_transaction_behavior)::bigint`,
  );
  return (rows[0] ?? []).map(Number);
}
