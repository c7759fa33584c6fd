import { quoteName } from "../database/sql-text.ts";

/**
 * For a later part of a table: its columns whose names differ from the first part's only by case, spaces and punctuation
 * (`OrderDate`, `order_date`), each with its name there; all of them by their places if it has no header. A name that occurs twice this way in either part is left alone.
 */
export function alignedNames(
  first: readonly string[],
  own: readonly string[],
  others: OtherNames = {},
): ReadonlyMap<string, string> {
  if (areNumbered(own) && own.length === first.length && !areNumbered(first))
    return new Map(own.map((name, at) => [name, first[at] ?? name]));
  const plainOfFirst = once(first);
  const taken = new Set(own.map((name) => name.toLowerCase()));
  const found = new Map<string, string>();
  for (const [plain, name] of once(own)) {
    const as = plainOfFirst.get(plain);
    if (as !== undefined && as.toLowerCase() !== name.toLowerCase() && !taken.has(as.toLowerCase()))
      found.set(name, as);
  }
  for (const [as, names] of Object.entries(others)) {
    const name = own.find((each) => names.includes(each));
    if (name !== undefined && !taken.has(as.toLowerCase())) found.set(name, as);
  }
  return found;
}

/** Columns that parts of a table call differently: the name that counts, and the others. */
export type OtherNames = Readonly<Record<string, readonly string[]>>;

/** Whether a part has no header, as all but the first have after a file was split. */
export function areNumbered(names: readonly string[]): boolean {
  return names.every((name, at) => name === `column_${at + 1}`);
}

/** A select of a part under the first part's names. */
export function alignedSelect(
  table: string,
  first: readonly string[],
  own: readonly string[],
  others?: OtherNames | undefined,
): string {
  const names = [...alignedNames(first, own, others)].map(([name, as]) => `${quoteName(name)} as ${quoteName(as)}`);
  return names.length === 0 ? `select * from ${table}` : `select * rename (${names.join(", ")}) from ${table}`;
}

function once(names: readonly string[]): ReadonlyMap<string, string> {
  const plain = (name: string) =>
    name
      .normalize("NFD")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, "");
  const counts = Map.groupBy(names, plain);
  return new Map(
    [...counts].flatMap(([key, [name, ...others]]) =>
      key !== "" && name !== undefined && others.length === 0 ? [[key, name] as const] : [],
    ),
  );
}
