import type { Database } from "../database/database.ts";
import { hasTable } from "../database/has-table.ts";
import { assumptionLine } from "../mapping/assumptions.ts";
import type { Mapping } from "../mapping/mapping.ts";

/** Columns of meta.large_discounts: order lines with discounts larger than their list value, and the first of them. */
export const largeDiscountColumns = `order_lines bigint, excess decimal(38, 4), transaction_id varchar, file varchar, line bigint,
    mapping varchar, mapping_line integer`;

type Cell = string | number | boolean | null;

const large = "from silver.fct_transactions where bags > 0 and discounts > 0 and discounts > list_revenue";

const largeSql = `select count(*), coalesce(sum(discounts - list_revenue), 0)::decimal(38, 4)::varchar ${large}`;

/** The first of them in the order of the files; if there is one, the large table is read just for it. */
const firstSql = `
select id, source_file, _line from (
  select coalesce(transaction_id, source_file || ':' || cast(_record as varchar)) as id, source_file, _line, _record
  from landing.raw.transactions
) as records
where id in (select transaction_id ${large}) order by source_file, _record limit 1`;

/** The row of meta.large_discounts; none if every discount fits its line. A line without a quantity is a discount itself. */
export async function largeDiscountRows(
  database: Database,
  mapping: Pick<Mapping, "discounts" | "file" | "lineOf"> | undefined,
): Promise<readonly (readonly Cell[])[]> {
  if (!(await hasTable(database, "silver", "fct_line_discounts"))) return [];
  const [[lines = 0, excess = "0"] = []] = (await database.query(largeSql)).rows;
  if (Number(lines) === 0) return [];
  const [[id = null, file = null, line = null] = []] = (await database.query(firstSql)).rows;
  const place = mapping?.discounts === undefined ? [null, null] : [mapping.file, mapping.lineOf("discounts")];
  return [[Number(lines), String(excess), text(id), text(file), line === null ? null : Number(line), ...place]];
}

function text(cell: unknown): Cell {
  return cell === null ? null : String(cell);
}

const turnedSql = `
select discount_name, order_lines, negative_lines, abs(amount)::varchar from bronze.discount_signs
where sign = -1 and not is_said order by discount_name`;

/**
 * Discounts whose amounts are mostly negative and are nevertheless read as lowering net revenue, although nobody has confirmed
 * it.
 */
export async function turnedDiscounts(
  database: Database,
  mapping: Pick<Mapping, "confirmed"> | undefined,
): Promise<readonly string[]> {
  if (mapping?.confirmed === true || !(await hasTable(database, "bronze", "discount_signs"))) return [];
  const { rows } = await database.query(turnedSql);
  return rows.map(([name, lines, negative, amount]) =>
    assumptionLine({
      about: `sign of the discount ${name}`,
      taken: `turned, as ${negative} of its ${lines} amounts are negative: ${amount} off the list value (sign: turned)`,
      otherwise: [{ reading: `as written: ${amount} on top of it (sign: as_written)` }],
    }),
  );
}
