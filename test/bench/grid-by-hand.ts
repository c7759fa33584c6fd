import { DuckDBInstance } from "@duckdb/node-api";

const sql = `select c.acquisition_month, t.tenure_month, count(distinct t.customer_key)
  from silver.fct_transactions t join silver.dim_customer_acquisition c using (customer_key)
  group by all`;

/** Times of the home grid's distinct customers in hand-written SQL, on bare DuckDB, in ms. */
export async function gridByHand(warehouse: string, rounds = 9): Promise<readonly number[]> {
  const instance = await DuckDBInstance.create(warehouse, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await connection.runAndReadAll(sql);
    samples.push(performance.now() - started);
  }
  connection.closeSync();
  instance.closeSync();
  return samples;
}
