import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { contractOf, type TableName } from "../../../source/warehouse/mapping/contract-tables.ts";

/** What the example job takes from an order's line, and the contract's column for it. */
const line = `{
  id: transaction_id, sku: product_id, quantity: quantity, net: net_revenue, list: list_revenue, discount: discount_amount,
  reversal_id: reversal_id
}`;

const customer = `{
  id: customer_id, created_at: created_at, email: email, first_name: first_name, last_name: last_name, region: customers.region,
  marketing_channel: marketing_channel, phone: phone,
  address: {city: address_city, region: address_region, postal_code: address_postal_code, country: address_country},
  consent: {ad_user_data: consent_ad_user_data, ad_personalization: consent_ad_personalization}, opted_out: opted_out
}`;

/** Writes the order lines and customers of a source as one nested JSON object per order. */
export async function writeNestedOrders(source: string, file: string): Promise<void> {
  const query = `
    with lines as (${readTable(source, "transactions")}), customers as (${readTable(source, "customers")})
    select order_id as id, transacted_at as placed_at,
      any_value(${customer}) as customer,
      transaction_type as type, currency, subscription_id, gift_recipient_id, {code: discount_id} as discount, list(${line}) as lines
    from lines left join customers using (customer_id)
    group by order_id, transacted_at, customer_id, transaction_type, currency, subscription_id, gift_recipient_id, discount_id`;
  await onDuckDb((run) => run(`copy (${query}) to '${file}' (format json)`));
}

/** A table of the contract from its file, with every column of the contract. */
function readTable(source: string, table: TableName): string {
  const columns = contractOf(table).columns.map((name) => `null::varchar as ${name}`);
  const file = join(source, `${table}.csv`);
  return `select ${columns.join(", ")} where false union all by name select * from read_csv('${file}', all_varchar = true)`;
}

interface ComparedRaw {
  /** Rows that only the table's file or only the job's Parquet has. */
  readonly differences: number;
  readonly values: number;
}

/** Compares a table's file with the job's Parquet, over the columns of the contract. */
export async function compareRaw(source: string, parquet: string, table: TableName): Promise<ComparedRaw> {
  const { columns } = contractOf(table);
  const bought = `select customer_id from (${readTable(source, "transactions")})`;
  // Customers who never ordered are in no order.
  const ours = `select ${columns} from (${readTable(source, table)}) where customer_id in (${bought})`;
  const theirs = `select ${columns} from read_parquet('${join(parquet, table)}/*.parquet')`;
  const only = (a: string, b: string) => `(select count(*) from (${a} except all ${b}))`;
  const sql = `select ${only(ours, theirs)} + ${only(theirs, ours)}, (select count(*) from (${ours}))`;
  const [[differences, rows] = []] = await onDuckDb((run) => run(sql));
  return { differences: Number(differences), values: Number(rows) * columns.length };
}

type Run = (sql: string) => Promise<readonly (readonly unknown[])[]>;

async function onDuckDb<T>(work: (run: Run) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    return await work(async (sql) => (await connection.runAndReadAll(sql)).getRowsJS());
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
