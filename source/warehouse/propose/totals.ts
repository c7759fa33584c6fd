import { parseMapping } from "../ingest/mapping.ts";
import { projectionOf, selectList } from "../ingest/projection.ts";
import type { Asked } from "./asked.ts";
import { type Proposal, type Totals, tablesUnder } from "./proposal.ts";
import { mappingText } from "./write-mapping.ts";

/** What a proposal comes to: the sum over the very expressions that the build reads, before anything is quarantined. */
export async function totalsOf(asked: Asked, proposal: Omit<Proposal, "totals">): Promise<Totals> {
  const lines = proposal.tables.find(({ table }) => table === "transactions");
  const none: Totals = { netRevenue: "0.00", orders: 0, customers: 0, from: undefined, to: undefined };
  if (lines === undefined) return none;
  const mapping = parseMapping("grounds.yml", mappingText({ ...proposal, decisions: [], totals: none }));
  const projection = projectionOf("transactions", mapping, [], lines.files[0] ?? "");
  const where = projection.filter === undefined ? "" : `where (${projection.filter}\n)`;
  const rows = tablesUnder(lines).map(
    (from) => `select ${selectList(projection)}, _record from (select * from ${from}) as own ${where}`,
  );
  const [row = []] = await asked.rows(
    `select coalesce(sum(try_cast(net_revenue as decimal(18, 4))), 0)::decimal(38, 4)::varchar, count(distinct coalesce(order_id, transaction_id, _record::varchar)),
       count(distinct customer_id), min(try_cast(transacted_at as timestamptz))::date::varchar, max(try_cast(transacted_at as timestamptz))::date::varchar
     from (${rows.join(" union all ")})`,
  );
  const [net, orders, customers, from, to] = row;
  return {
    netRevenue: shortened(String(net ?? "0")),
    orders: Number(orders ?? 0),
    customers: Number(customers ?? 0),
    from: from === null || from === undefined ? undefined : String(from),
    to: to === null || to === undefined ? undefined : String(to),
  };
}

/** At least two decimals, as many as there are. */
function shortened(decimal: string): string {
  const [whole = "0", part = ""] = decimal.split(".");
  return `${whole}.${part.replace(/0+$/, "").padEnd(2, "0")}`;
}
