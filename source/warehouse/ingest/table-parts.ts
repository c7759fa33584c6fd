import { mappingErrors } from "../../errors/mapping.ts";
import { quoteText } from "../database/sql-text.ts";
import { alignedNames, alignedSelect } from "../files/aligned-names.ts";
import { isPattern, namePattern } from "../files/name-pattern.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { TableMapping } from "../mapping/mapping-schema.ts";
import { filledSql, type JoinedTable, joinedSql, type Named } from "./joined-sql.ts";

/** A file that was read in full into a table of the connection. */
export interface ReadPart {
  readonly file: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** Whether the rows of a table depend on more than one file at a time. */
export function hasParts(fill: TableMapping | undefined): boolean {
  return fill !== undefined && (fill.files.length > 1 || fill.join !== undefined || fill.fill !== undefined);
}

/**
 * The lines of all files of a table with their lookups in other files, as the mapping says; columns that only some files have
 * are empty in the others. Throws UserError for a join or fill that names a missing column.
 */
export function preparedSql(
  mapping: Mapping,
  table: keyof Mapping["tables"],
  lines: readonly ReadPart[],
  lookups: readonly ReadPart[],
): Named {
  const fill = mapping.tables[table];
  const first = lines[0]?.columns ?? [];
  const named = (own: readonly string[]) => {
    const aligned = alignedNames(first, own, fill?.other_names);
    return own.map((name) => aligned.get(name) ?? name);
  };
  const columns = [...new Set(lines.flatMap((part) => named(part.columns)))];
  const all = lines.map(
    (part) =>
      `select *, ${quoteText(part.file)} as _file from (${alignedSelect(part.table, first, part.columns, fill?.other_names)})`,
  );
  const united: Named = { columns, sql: all.join(" union all by name ") };
  const joins = (fill?.join ?? []).map(({ file, on, add_up: sums }, index): JoinedTable => {
    const pairs = [on].flat().map((each) => (typeof each === "string" ? { own: each, key: each } : each));
    const found = lookups.filter((part) => part.file === file || isNamed(file, part.file));
    const parts = found.toSorted((a, b) => (a.file < b.file ? -1 : 1));
    const has = (list: readonly string[], name: string) =>
      list.some((each) => each.toLowerCase() === name.toLowerCase());
    const keys = [...new Set(parts.flatMap((part) => part.columns))];
    const refuse = (name: string, of: string) => {
      throw mappingErrors.noJoinColumn({
        name,
        of,
        table,
        file: mapping.file,
        line: mapping.lineOf("tables", table, "join", index, "on"),
      });
    };
    for (const { key } of pairs) if (!has(keys, key)) refuse(key, file);
    const from = parts.map((part) => `select * from ${part.table}`).join(" union all by name ");
    return { from: `(${from})`, columns: keys, on: pairs, name: parts[0]?.file ?? file, sums };
  });
  const joined = joinedSql(united, joins);
  if (fill?.fill === undefined) return joined;
  return filledSql(joined, fill.fill.by, fill.fill.columns);
}

/** Whether a pattern of a mapping, such as `orders-*.csv`, matches a file name. */
function isNamed(pattern: string, name: string): boolean {
  return isPattern(pattern) && namePattern(pattern)?.matches(name) === true;
}
