import { sourceErrors } from "../../errors/source.ts";
import type { UnmappedError } from "../../errors.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import { contractOf, type TableName } from "../mapping/contract-tables.ts";
import { inLocalTime, type TimeRules } from "../mapping/local-time.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { ownColumnsOf } from "../mapping/own-columns.ts";

/** A column of a raw table. */
export interface ProjectedColumn {
  readonly name: string;
  /** SQL over the file's columns; undefined if the source has nothing for it. */
  readonly expression: string | undefined;
  /** The path of keys to it in the mapping; undefined if the file's column of the same name is used. */
  readonly path: readonly (string | number)[] | undefined;
}

/** How a table's columns are derived from a file's: an expression per column, a filter, a reduction. */
export interface Projection {
  readonly table: TableName;
  /** In the contract's order, then those that the mapping adds. */
  readonly columns: readonly ProjectedColumn[];
  readonly filter: string | undefined;
  readonly distinctOn: string | undefined;
  /** Undefined if nothing in it comes from a mapping. */
  readonly mapping: Mapping | undefined;
  /** The mapping's settings for time, whether or not the table is in it. */
  readonly times?: TimeRules | undefined;
}

/** The projection that a mapping defines, or the file's columns of the same names. Throws UserError for a missing column. */
export function projectionOf(
  table: TableName,
  mapping: Mapping | undefined,
  columns: readonly string[],
  file: string,
): Projection {
  const fill = mapping?.tables[table];
  const own = ownColumns(table, mapping, columns);
  if (mapping && fill) {
    const given = contractOf(table).columns.map((name) => {
      const expression = fill.columns[name];
      return {
        name,
        expression: expression && asColumn(expression, columns),
        path: expression === undefined ? undefined : ["tables", table, "columns", name],
      };
    });
    const rest = { filter: fill.filter, distinctOn: fill.distinct_on, mapping, times: mapping };
    return { table, columns: [...given, ...own], ...rest };
  }
  const equal = equallyNamed(table, columns, file);
  const used = own.length > 0 ? mapping : undefined;
  return {
    table,
    columns: [...equal, ...own],
    filter: undefined,
    distinctOn: undefined,
    mapping: used,
    times: mapping,
  };
}

/** Whether the columns that a mapping adds are plain columns of the file, not expressions over them. */
export function hasPlainOwnColumns(
  table: TableName,
  mapping: Mapping | undefined,
  columns: readonly string[] | undefined,
): boolean {
  const names = new Set(columns?.map((name) => name.toLowerCase()));
  return ownColumnsOf(mapping, table).every(({ expression }) => names.has(expression.trim().toLowerCase()));
}

function ownColumns(
  table: TableName,
  mapping: Mapping | undefined,
  columns: readonly string[],
): readonly ProjectedColumn[] {
  return ownColumnsOf(mapping, table).map(({ name, expression, path }) => ({
    name,
    expression: path[0] === "discounts" ? asAmount(expression, columns) : asColumn(expression, columns),
    path,
  }));
}

/** A bare column name is read as such, even if it contains spaces or is a keyword of SQL. */
function asColumn(expression: string, columns: readonly string[]): string {
  const wanted = expression.trim().toLowerCase();
  const name = columns.find((one) => one.toLowerCase() === wanted);
  return name === undefined ? expression : quoteName(name);
}

/** A plain column of amounts may have decimal commas: one or two digits after a comma can be nothing else. */
function asAmount(expression: string, columns: readonly string[]): string {
  const column = asColumn(expression, columns);
  return column === expression
    ? expression
    : `regexp_replace(${column}::varchar, '^([^,.]*),(\\d{1,2}\\D*)$', '\\1.\\2')`;
}

function equallyNamed(table: TableName, columns: readonly string[], file: string): readonly ProjectedColumn[] {
  const contract = contractOf(table);
  const own = new Map(columns.map((name) => [name.toLowerCase(), name]));
  const missing = contract.required.find((column) => !own.has(column));
  if (missing !== undefined) throw missingColumn(table, missing, columns, file);
  return contract.columns.map((name) => {
    const column = own.get(name);
    return { name, expression: column && quoteName(column), path: undefined };
  });
}

/** A piece of SQL in a mapping: which column (or the filter) it is for, and the path of keys to it. */
export interface MappedPart {
  readonly name: string;
  readonly expression: string;
  readonly path: readonly (string | number)[];
}

/** The filter and the expressions of a mapping that a projection runs; none without a mapping. */
export function mappedParts({ mapping, table, columns, filter }: Projection): readonly MappedPart[] {
  if (!mapping) return [];
  const ofFilter = { name: "filter", expression: filter, path: ["tables", table, "filter"] };
  return [ofFilter, ...columns].flatMap(({ name, expression, path }) =>
    expression === undefined || path === undefined ? [] : [{ name, expression, path }],
  );
}

/** The SQL of a column; undefined if the source has nothing for it. */
export function expressionFor({ columns }: Projection, name: string): string | undefined {
  return columns.find((column) => column.name === name)?.expression;
}

/** The select list, each expression on lines of its own so that a comment at its end swallows nothing else. */
export function selectList({ columns, table, times }: Projection): string {
  return columns
    .map(({ name, expression, path }) => {
      if (expression === undefined) return `null::varchar as ${quoteName(name)}`;
      const isOfContract = contractOf(table).columns.includes(name);
      const own = isOfContract ? inLocalTime(name, expression, times) : expression;
      if (path === undefined) return `${own} as ${quoteName(name)}`;
      return `nullif((${own}\n)::varchar, '') as ${quoteName(name)}`;
    })
    .join(",\n");
}

/** Keeps one row per value of `distinct_on`; empty without it. */
export function distinctClause(projection: Projection): string {
  const expression = expressionFor(projection, projection.distinctOn ?? "");
  return expression === undefined
    ? ""
    : `qualify row_number() over (partition by (${expression}\n) order by _record) = 1`;
}

function missingColumn(table: TableName, column: string, columns: readonly string[], file: string): UnmappedError {
  return sourceErrors.noColumn({ file, table, column, columns, quotedFile: quoteText(file) });
}
