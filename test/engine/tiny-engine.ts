import { duckdbDialect } from "../../source/engine/dialect.ts";
import type { Engine } from "../../source/engine/engine.ts";
import { openTinyWarehouse } from "../helpers/tiny-warehouse.ts";

/** The tables of the tiny source as an engine without `meta`; some texts of statements may be replaced. */
export async function tinyEngine(replaced: readonly (readonly [text: string, by: string])[] = []): Promise<Engine> {
  const database = await openTinyWarehouse();
  return {
    dialect: duckdbDialect,
    place: { target: "lake", description: "the tiny tables" },
    version: async () => ({ name: "Tiny", version: "1" }),
    pages({ sql, params }, signal) {
      if (/\bmeta\./.test(sql)) throw new Error(`another engine has no schema meta: ${sql}`);
      const text = replaced.reduce((before, [from, to]) => before.replaceAll(from, to), sql);
      return database.pages(text, params, { signal });
    },
    close: () => database.close(),
  };
}
