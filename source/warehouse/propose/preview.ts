import { personalColumns } from "../../domain/contact-columns.ts";
import { quoteName } from "../database/sql-text.ts";
import { keptRows } from "../ingest/kept-rows.ts";
import { distinctClause, type Projection, projectionOf, selectList } from "../ingest/projection.ts";
import { contractOf } from "../mapping/contract-tables.ts";
import { parseMapping } from "../mapping/mapping.ts";
import { type TableProposal, tablesUnder } from "./proposal.ts";
import type { Proposed } from "./propose.ts";
import { mappingText } from "./write-mapping.ts";

/** The first rows of a table, as the mapping would make them. */
export interface Preview {
  readonly table: string;
  readonly files: readonly string[];
  readonly rows: number;
  readonly columns: readonly string[];
  /** Values of personal columns are masked. */
  readonly sample: readonly (readonly (string | null)[])[];
  /** Rows in which a required value is missing or cannot be read. */
  readonly bad: number;
}

/** Runs the written mapping on the files as read. Rejects with UserError for an expression that fails. */
export async function previewTables({ proposal, connection }: Proposed, limit: number): Promise<readonly Preview[]> {
  const mapping = parseMapping("grounds.yml", mappingText(proposal));
  const previews: Preview[] = [];
  for (const table of proposal.tables) {
    const projection = projectionOf(table.table, mapping, [], table.files[0] ?? "");
    const mapped = `(${tablesUnder(table)
      .map((from) => rowsOf(projection, from))
      .join(" union all ")})`;
    const [counts] = (
      await connection.database.query(`select count(*), count(*) filter (where ${badRow(table)}) from ${mapped}`)
    ).rows;
    const columns = contractOf(table.table).columns.filter((column) =>
      table.columns.some((each) => each.column === column),
    );
    const list = columns.map((column) =>
      personalColumns.includes(column) ? `if(${column} is null, null, '(personal)')` : quoteName(column),
    );
    const { rows } = await connection.database.query(
      `select ${list.join(", ")} from ${mapped} order by _record limit ${limit}`,
    );
    const sample = rows.map((row) => row.map((value) => (value === null ? null : shortened(String(value)))));
    previews.push({
      table: table.table,
      files: table.files,
      rows: Number(counts?.[0]),
      bad: Number(counts?.[1]),
      columns,
      sample,
    });
  }
  return previews;
}

/** A product of decimals has meaningless trailing zeros. */
function shortened(text: string): string {
  return text.replace(/^(-?\d+\.\d{2}\d*?)0+$/, "$1");
}

function rowsOf(projection: Projection, from: string): string {
  return `select ${selectList(projection)}, _record from (${keptRows(from, projection.filter)}) as own ${distinctClause(projection)}`;
}

/** The simplest of bronze's rules: enough to notice a mapping that reads the wrong column. */
function badRow(table: TableProposal): string {
  const mapped = new Set(table.columns.map((column) => column.column));
  const required = contractOf(table.table).required.filter((column) => !(table.hasGuests && column === "customer_id"));
  const tests = required.map((column) => `${quoteName(column)} is null`);
  for (const column of contractOf(table.table).columns) {
    if (!mapped.has(column)) continue;
    const name = quoteName(column);
    const type = /_at$|^day$|^valid_|^price_valid_/.test(column)
      ? "timestamptz"
      : /revenue|amount|price$|cost$|percent|quantity|grams|^rate$|_days$|_orders$/.test(column)
        ? "decimal(18, 4)"
        : undefined;
    if (type) tests.push(`(${name} is not null and try_cast(${name} as ${type}) is null)`);
  }
  return tests.join(" or ");
}
