import { quoteText } from "../database/sql-text.ts";
import { keptRows } from "../ingest/kept-rows.ts";
import { distinctClause, projectionOf, selectList } from "../ingest/projection.ts";
import type { TableName } from "../mapping/contract-tables.ts";
import { type Mapping, parseMapping } from "../mapping/mapping.ts";
import type { Asked } from "./asked.ts";
import { type Proposal, type Totals, tablesUnder } from "./proposal.ts";
import { rateOn } from "./rate-table.ts";
import { utcDay } from "./utc-day.ts";
import { mappingText } from "./write-mapping.ts";

/** Totals of an empty proposal. */
export const noTotals: Totals = { netRevenue: "0.00", orders: 0, customers: 0, from: undefined, to: undefined };

/** The totals of a proposal: sums over exactly the expressions that the build reads, before anything is quarantined. */
export async function totalsOf(asked: Asked, proposal: Omit<Proposal, "totals">): Promise<Totals> {
  const mapping = mappingOf(proposal);
  const lines = linesOf(proposal, mapping);
  if (lines === undefined) return noTotals;
  const [row = []] = await asked.rows(
    `select (coalesce(sum(try_cast(net_revenue as decimal(18, 4))), 0) - ${takenOff(proposal, mapping)})::decimal(38, 4)::varchar,
       count(distinct coalesce(order_id, transaction_id, _record::varchar)), count(distinct customer_id),
       min(${utcDay("transacted_at")})::varchar, max(${utcDay("transacted_at")})::varchar
     from (${lines})`,
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

/** Totals as the screen shows them, with anomalies. */
export interface DrawnTotals extends Totals {
  readonly largestCustomer: Largest | undefined;
  readonly largestDay: Largest | undefined;
}

/** The largest one by net revenue of its lines, without reversals. */
export interface Largest {
  readonly name: string;
  readonly netRevenue: string;
}

/** The totals of a proposal, and the customer and day with the largest sums. Rejects if one of its expressions fails. */
export async function drawnTotals(asked: Asked, proposal: Proposal): Promise<DrawnTotals> {
  const totals = await totalsOf(asked, proposal);
  const lines = linesOf(proposal, mappingOf(proposal)) ?? "";
  const most = async (by: string): Promise<Largest | undefined> => {
    const [row] = await asked.rows(
      `select name, net::varchar from (
         select ${by} as name, sum(try_cast(net_revenue as decimal(18, 4)))::decimal(38, 4) as net from (${lines})
         where name is not null group by 1 order by net desc nulls last, 1 limit 1)`,
    );
    return row === undefined ? undefined : { name: String(row[0]), netRevenue: shortened(String(row[1] ?? "0")) };
  };
  return {
    ...totals,
    largestCustomer: await most("customer_id"),
    largestDay: await most(`${utcDay("transacted_at")}::varchar`),
  };
}

function mappingOf(proposal: Omit<Proposal, "totals">): Mapping {
  return parseMapping("grounds.yml", mappingText({ ...proposal, decisions: [], totals: noTotals }));
}

/** The order lines, each in the currency of the mapping if a file of rates converts them. */
function linesOf(proposal: Omit<Proposal, "totals">, mapping: Mapping): string | undefined {
  const lines = rowsOf(proposal, mapping, "transactions");
  const rates = rowsOf(proposal, mapping, "exchange_rates");
  const isConverted = mapping.tables.transactions?.columns.currency !== undefined;
  if (lines === undefined || rates === undefined || !isConverted) return lines;
  const typed = `select try_cast(day as timestamptz)::date as day, upper(trim(currency)) as code, try_cast(rate as decimal(19, 12)) as rate from (${rates})`;
  const code = `coalesce(upper(trim(line.currency)), ${quoteText(proposal.currency)})`;
  const rate = rateOn(typed, code, utcDay("line.transacted_at"));
  const amount = "try_cast(line.net_revenue as decimal(18, 4))";
  return `select * replace (if(${code} = ${quoteText(proposal.currency)}, ${amount}, (${amount} * ${rate})::decimal(18, 4)) as net_revenue) from (${lines}) as line`;
}

/** The rows of a table as the build reads them; undefined if the mapping has no such table. */
function rowsOf({ tables }: Pick<Proposal, "tables">, mapping: Mapping, name: TableName): string | undefined {
  const table = tables.find((each) => each.table === name);
  if (table === undefined) return undefined;
  const projection = projectionOf(name, mapping, [], table.files[0] ?? "");
  return tablesUnder(table)
    .map((from) => {
      const kept = keptRows(from, projection.filter);
      return `select ${selectList(projection)}, _record from (${kept}) as own ${distinctClause(projection)}`;
    })
    .join(" union all ");
}

/** Reversals that the lines' net revenue does not include yet, deducted as in silver. */
function takenOff(proposal: Omit<Proposal, "totals">, mapping: Mapping): string {
  const reversals = rowsOf(proposal, mapping, "reversals");
  if (reversals === undefined || proposal.netBefore.length === 0) return "0";
  const kinds = proposal.netBefore.map(quoteText).join(", ");
  return `(select coalesce(sum(try_cast(amount as decimal(18, 4))), 0) from (${reversals}) where lower(trim(kind)) in (${kinds}))`;
}

/** At least two decimals, and all there are. */
export function shortened(decimal: string): string {
  const [whole = "0", part = ""] = decimal.split(".");
  return `${whole}.${part.replace(/0+$/, "").padEnd(2, "0")}`;
}
