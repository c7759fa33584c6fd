import { sourceErrors } from "../../errors/source.ts";
import type { UnmappedError } from "../../errors.ts";
import { contractOf, type TableName } from "../contract-tables.ts";
import { quoteName, quoteText } from "../sql-text.ts";
import type { Mapping } from "./mapping.ts";

/** How a table's columns come from a file's own: an expression per contract column, a filter, a reduction. */
export interface Projection {
  readonly table: TableName;
  /** In the contract's order; undefined where the source has nothing for it. */
  readonly expressions: readonly (string | undefined)[];
  readonly filter: string | undefined;
  readonly distinctOn: string | undefined;
  readonly mapping: Mapping | undefined;
}

/** The projection a mapping gives, or that of the file's equally named columns. Throws UserError for a missing column. */
export function projectionOf(
  table: TableName,
  mapping: Mapping | undefined,
  columns: readonly string[],
  file: string,
): Projection {
  const fill = mapping?.tables[table];
  const contract = contractOf(table);
  const own = new Map(columns.map((name) => [name.toLowerCase(), name]));
  if (mapping && fill) {
    // A bare name of a column is meant as such, also with blanks in it or where SQL has a word of the same letters.
    const quoted = (expression: string) => {
      const name = own.get(expression.trim().toLowerCase());
      return name === undefined ? expression : quoteName(name);
    };
    const given = contract.columns.map((column) => fill.columns[column]);
    const expressions = given.map((expression) => (expression === undefined ? undefined : quoted(expression)));
    return { table, expressions, filter: fill.filter, distinctOn: fill.distinct_on, mapping };
  }
  const missing = contract.required.find((column) => !own.has(column));
  if (missing !== undefined) throw missingColumn(table, missing, columns, file);
  const expressions = contract.columns.map((column) => {
    const name = own.get(column);
    return name === undefined ? undefined : quoteName(name);
  });
  return { table, expressions, filter: undefined, distinctOn: undefined, mapping: undefined };
}

/** A text of SQL in a mapping: which column (or the filter) it is for, and the path of keys to it. */
export interface MappedPart {
  readonly name: string;
  readonly expression: string;
  readonly path: readonly string[];
}

/** The filter and the expressions of a mapping that a projection runs; none where it follows no mapping. */
export function mappedParts({ mapping, table, expressions, filter }: Projection): readonly MappedPart[] {
  if (!mapping) return [];
  const ofFilter = { name: "filter", expression: filter, path: ["tables", table, "filter"] };
  const ofColumns = contractOf(table).columns.map((name, index) => ({
    name,
    expression: expressions[index],
    path: ["tables", table, "columns", name],
  }));
  return [ofFilter, ...ofColumns].flatMap(({ expression, ...part }) =>
    expression === undefined ? [] : [{ ...part, expression }],
  );
}

/** The select list, each expression on lines of its own so that a comment at its end swallows nothing. */
export function selectList(projection: Projection): string {
  const { table, expressions, mapping } = projection;
  return contractOf(table)
    .columns.map((column, index) => {
      const expression = expressions[index];
      if (expression === undefined) return `null::varchar as ${quoteName(column)}`;
      if (!mapping) return `${expression} as ${quoteName(column)}`;
      return `nullif((${expression}\n)::varchar, '') as ${quoteName(column)}`;
    })
    .join(",\n");
}

/** What keeps one row per value of `distinct_on`; empty without it. */
export function distinctClause(projection: Projection): string {
  const index = contractOf(projection.table).columns.indexOf(projection.distinctOn ?? "");
  const expression = projection.expressions[index];
  return expression === undefined
    ? ""
    : `qualify row_number() over (partition by (${expression}\n) order by _record) = 1`;
}

function missingColumn(table: TableName, column: string, columns: readonly string[], file: string): UnmappedError {
  return sourceErrors.noColumn({ file, table, column, columns, quotedFile: quoteText(file) });
}
