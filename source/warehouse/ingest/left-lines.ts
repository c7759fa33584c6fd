import type { BuildConnection } from "../database/build-database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import type { TableName } from "../mapping/contract-tables.ts";
import type { Source } from "../mapping/source.ts";
import { keptRows } from "./kept-rows.ts";
import { expressionFor, type Projection } from "./projection.ts";

/** The columns by which rows of other tables and order lines refer to each other. */
const references = [
  { table: "reversals", column: "transaction_id" },
  { table: "reversals", column: "reversal_id" },
  { table: "line_discounts", column: "transaction_id" },
] as const;

const noted = "landing.work.left_lines";

/**
 * Order lines that the mapping's filter leaves out, by the ids with which reversals and discounts refer to them. Those are left
 * out with their lines: they are not bad.
 */
export class LeftLines {
  readonly #connection: BuildConnection;
  readonly #concerned: ReadonlySet<TableName>;
  readonly #finished: TableName[] = [];
  #hasNotes = false;

  constructor(connection: BuildConnection, { mapping, tables }: Source) {
    this.#connection = connection;
    const referring = references.map(({ table }) => table).filter((table) => tables.has(table));
    const leavesOut =
      mapping?.tables.transactions?.filter !== undefined && tables.has("transactions") && referring.length > 0;
    this.#concerned = new Set(leavesOut ? (["transactions", ...referring] as const) : []);
  }

  /** Whether the rows of a table depend on what is left out of the order lines. */
  concerns(table: TableName): boolean {
    return this.#concerned.has(table);
  }

  /** Notes the ids of the rows of a select that the filter leaves out. */
  async note(select: string, projection: Projection): Promise<void> {
    const { table, filter } = projection;
    if (table !== "transactions" || filter === undefined || !this.concerns(table)) return;
    const ids = [...new Set(references.map(({ column }) => column))].flatMap((column) => {
      const expression = expressionFor(projection, column);
      return expression === undefined ? [] : [{ column, expression }];
    });
    if (ids.length === 0) return;
    const out = keptRows(`(${select})`, `(${filter}\n) is not true`);
    const lists = ids.map(
      ({ column, expression }) =>
        `select ${quoteText(column)} as name, (${expression}\n)::varchar as id from (${out}) as own`,
    );
    const begin = this.#hasNotes ? `insert into ${noted}` : `create table ${noted} as`;
    await this.#connection.run(
      `${begin} select distinct name, id from (${lists.join(" union all ")}) as out where id <> ''`,
    );
    this.#hasNotes = true;
  }

  /** Tables that are whole once this one is finished: those that refer to each other are whole together. */
  async whole(table: TableName): Promise<readonly TableName[]> {
    if (!this.concerns(table)) return [table];
    this.#finished.push(table);
    if (this.#finished.length < this.#concerned.size) return [];
    await this.#leaveOut();
    return this.#finished;
  }

  /** Removes the rows that refer to lines left out, and to no line that counts. */
  async #leaveOut(): Promise<void> {
    if (!this.#hasNotes) return;
    for (const { table, column } of references.filter((each) => this.concerns(each.table))) {
      const id = quoteName(column);
      await this.#connection.run(`delete from landing.raw.${table} where ${id} in (select id from ${noted} where name = ${quoteText(column)})
        and ${id} not in (select ${id} from landing.raw.transactions where ${id} is not null)`);
    }
  }
}
