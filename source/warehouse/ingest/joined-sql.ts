import { quoteName } from "../database/sql-text.ts";

/** A column of the lines, and that of a file which has the same values. */
export interface KeyPair {
  readonly own: string;
  readonly key: string;
}

/** A file to look up in: its table in the connection, and the columns that match its rows. */
export interface JoinedTable {
  /** A table or select with `_record`. */
  readonly from: string;
  readonly columns: readonly string[];
  /** All of them match in a row of the file. */
  readonly on: readonly KeyPair[];
  /** The file's name, a prefix for columns that the lines have too. */
  readonly name: string;
  /** Instead of its first row per key: sums, by their names. */
  readonly sums: Readonly<Record<string, string>> | undefined;
}

/** Names and SQL of a table. */
export interface Named {
  readonly columns: readonly string[];
  readonly sql: string;
}

/**
 * The lines, each with its row of every joined file; if a key has several rows, the first one is used. Each join compares one
 * text for equality: with an "or" in it, every line would be compared with every row of the file. A line never finds a row in
 * both, because the keys that are alike but for zeros are either one or several.
 */
export function joinedSql(lines: Named, joins: readonly JoinedTable[]): Named {
  let { columns, sql } = lines;
  for (const join of joins) {
    const added = namesOfJoined(columns, join);
    const own = join.on.map((pair) => `own.${quoteName(pair.own)}`);
    const list = added.map(
      ({ own, as }) => `, coalesce(sole.${quoteName(own)}, same.${quoteName(own)}) as ${quoteName(as)}`,
    );
    sql = `with looked as materialized (${byBareKey(onceSql(join))})
      select own.*${list.join("")} from (${sql}) as own
      left join (from looked where _is_sole) as sole on ${bareKeys(own)} = sole._bare
      left join (from looked where not _is_sole) as same on ${wholeKeys(own)} = same._key`;
    columns = [...columns, ...added.map(({ as }) => as)];
  }
  return { columns, sql };
}

/** A number without spaces, `#` and leading zeros, because one export writes #0012 where another has 12. */
export function bareKey(sql: string): string {
  return `if(regexp_full_match(trim(${sql}), '(#0*|0+)[1-9]\\d*'), ltrim(trim(${sql}), '#0'), trim(${sql}))`;
}

/** Several keys as one text, each as `bareKey` has it; null if one is null. */
export function bareKeys(columns: readonly string[]): string {
  return columns.map(bareKey).join(between);
}

function wholeKeys(columns: readonly string[]): string {
  return columns.map((sql) => `trim(${sql})`).join(between);
}

/** No key contains it. */
const between = " || chr(31) || ";

/** If a file has both 00012 and 12, they are two keys. */
function byBareKey(sql: string): string {
  return `select *, count(*) over (partition by _bare) = 1 as _is_sole from (${sql})`;
}

function onceSql({ from, on, sums }: JoinedTable): string {
  const keys = on.map(({ key }) => quoteName(key));
  const [whole, bare] = [wholeKeys(keys), bareKeys(keys)];
  if (sums === undefined) {
    return `select *, ${whole} as _key, ${bare} as _bare from ${from} where ${whole} is not null
      qualify row_number() over (partition by ${whole} order by _record) = 1`;
  }
  const list = Object.entries(sums).map(
    ([name, sql]) => `, sum(try_cast((${sql}\n) as decimal(18, 4)))::varchar as ${quoteName(name)}`,
  );
  return `select ${whole} as _key, any_value(${bare}) as _bare${list.join("")} from ${from} where ${whole} is not null group by 1`;
}

/** A column that the lines have too is prefixed with its file's name: `orders_status`. The key itself is not repeated. */
function namesOfJoined(
  taken: readonly string[],
  { columns, on, name, sums }: Pick<JoinedTable, "columns" | "on" | "name" | "sums">,
): readonly { readonly own: string; readonly as: string }[] {
  const known = new Set(taken.map((each) => each.toLowerCase()));
  const prefix = (name.split(/[/#]/).at(-1) ?? name)
    .replace(/\.\w+(\.gz|\.zip)?$/, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "_");
  const wanted =
    sums === undefined
      ? columns.filter((each) => !on.some(({ own, key }) => each === key && key.toLowerCase() === own.toLowerCase()))
      : Object.keys(sums);
  return wanted.map((each) => ({ own: each, as: known.has(each.toLowerCase()) ? `${prefix}_${each}` : each }));
}

/** Fills in columns that are given on the first line of an order only, for all of its lines. */
export function filledSql({ columns, sql }: Named, by: string, filled: readonly string[]): Named {
  const key = quoteName(by);
  const list = filled.map((name) => {
    const own = quoteName(name);
    return `coalesce(${own}, if(${key} is null, null, first_value(${own} ignore nulls) over (partition by ${key} order by _record))) as ${own}`;
  });
  return { columns, sql: `select * replace (${list.join(", ")}) from (${sql})` };
}
