import { type ColumnProposal, type TableProposal, tablesUnder } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/**
 * Ensures that customers have the same id in their own file and in the order lines. If few of the lines' ids are found there,
 * another column of the customers' file replaces their id, or a note says so.
 */
export async function matchKeys(reader: Reader, tables: TableProposal[], files: readonly SampledFile[]): Promise<void> {
  const at = tables.findIndex((table) => table.table === "customers" && table.distinctOn === undefined);
  const [customers, lines] = [tables[at], tables.find((table) => table.table === "transactions")];
  const [key, foreign] = [keyOf(customers), keyOf(lines)];
  const file = files.find((each) => each.table === customers?.from[0]);
  if (!customers || !lines || !key || !foreign || !file) return;
  const found = (expression: string) =>
    foundShare(reader, { lines, foreign: foreign.ofRow ?? foreign.expression, customers, expression });
  if ((await found(key.expression)) >= 0.5) return;
  for (const { name, isUnique, email } of file.columns) {
    const bare = sqlName(name, reader.reserved);
    const expression = foreign.expression.startsWith("md5(") && email > 0.5 ? `md5(lower(trim(${bare})))` : bare;
    if ((!isUnique && lines.joins.length === 0) || expression === key.expression || (await found(expression)) < 0.5)
      continue;
    const reason = `${name} is what the order lines call customers by`;
    const changed = withKey(customers, key, { ...key, expression, own: name, reason, confidence: "likely" });
    tables[at] = isUnique ? changed : { ...changed, distinctOn: "customer_id" };
    return;
  }
  const reason = `${key.reason}; NOT CERTAIN: few of the order lines' customers are found by it`;
  tables[at] = withKey(customers, key, { ...key, reason, confidence: "unclear" });
}

function keyOf(table: TableProposal | undefined): ColumnProposal | undefined {
  return table?.columns.find((column) => column.column === "customer_id");
}

function withKey(table: TableProposal, old: ColumnProposal, key: ColumnProposal): TableProposal {
  return { ...table, columns: table.columns.map((column) => (column === old ? key : column)) };
}

interface KeyPair {
  readonly lines: TableProposal;
  readonly foreign: string;
  readonly customers: TableProposal;
  readonly expression: string;
}

/** The share of the order lines' distinct customers that match an expression over the customers' file. */
async function foundShare({ database }: Reader, { lines, foreign, customers, expression }: KeyPair): Promise<number> {
  const values = (table: TableProposal, sql: string) =>
    tablesUnder(table)
      .map((from) => `select (${sql})::varchar as id from ${from} where (${sql}) is not null`)
      .join(" union ");
  const { rows } = await database.query(
    `select count(*), count(*) filter (where id in (${values(customers, expression)}))
     from (select distinct id from (${values(lines, foreign)}))`,
  );
  const [all, found] = (rows[0] ?? []).map(Number);
  return all ? (found ?? 0) / all : 1;
}
