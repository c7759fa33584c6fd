import type { Cell, Run } from "./statement.ts";

/**
 * The rows of several small statements by the statements' names, in one round trip to DuckDB: alone, each takes almost as long as
 * all of them. For texts, whole numbers, doubles and booleans, which JSON keeps as they are; days and times become texts.
 */
export async function readTogether<Name extends string>(
  run: Run,
  statements: Readonly<Record<Name, string>>,
): Promise<(name: Name) => readonly (readonly Cell[])[]> {
  const parts = Object.entries<string>(statements).map(
    ([name, sql]) =>
      `select '${name}' as part, row_number() over () as place, cast(to_json(each) as varchar) as cells from (${sql}) as each`,
  );
  const rows = await run({ sql: `${parts.join("\nunion all\n")}\norder by part, place`, params: [] });
  const found = Map.groupBy(rows, ([part]) => part);
  return (name) => (found.get(name) ?? []).map(([, , cells]) => Object.values<Cell>(JSON.parse(String(cells))));
}
