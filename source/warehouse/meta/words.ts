import { type BusinessWords, coffeeWords, type Noun, nounOf, plainWords } from "../../domain/business-words.ts";
import type { Database } from "../database/database.ts";
import type { Mapping } from "../mapping/mapping.ts";

/** Columns of meta.words: what the business calls its products and their units, in singular and plural. */
export const wordColumns = "name varchar, one varchar, many varchar";

const isCoffeeSql = `
select exists (select 1 from landing.raw.coffee_profiles
  where roast is not null or grind is not null or caffeination is not null or method is not null)`;

/** Whether the source sells coffee: its products have an attribute that only coffee has. */
export async function sellsCoffee(database: Database): Promise<boolean> {
  const { rows } = await database.query(isCoffeeSql);
  return rows[0]?.[0] === true;
}

/** The mapping's words; for those it leaves out, the words for coffee or for any business. */
export function wordRows(
  mapping: Pick<Mapping, "words"> | undefined,
  isCoffee: boolean,
): readonly (readonly string[])[] {
  const usual = isCoffee ? coffeeWords : plainWords;
  const names = ["product", "unit"] as const satisfies readonly (keyof BusinessWords)[];
  return names.map((name) => {
    const { one, many } = chosen(mapping?.words?.[name]) ?? usual[name];
    return [name, one, many];
  });
}

function chosen(given: string | Noun | undefined): Noun | undefined {
  return typeof given === "string" ? nounOf(given) : given;
}
