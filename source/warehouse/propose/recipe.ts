import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { packageRoot } from "../../package-root.ts";
import type { HintedRows, Hints } from "./hints.ts";
import type { MoneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import type { SampledFile } from "./sampled-file.ts";

const names = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const words = z.array(z.string()).default([]);
const kinds = [
  "net",
  "amount",
  "gross",
  "subtotal",
  "total",
  "unit_price",
  "price",
  "discount",
  "refund",
  "tax",
  "shipping",
  "tip",
  "fee",
  "aside",
] as const;

/** A known export: its columns as documented. Columns that a file lacks are skipped. */
const recipeSchema = z.strictObject({
  name: z.string(),
  documentation: z.url(),
  /** Sets of columns; a file with all columns of one set is such an export. */
  recognise: z.array(z.array(z.string()).min(3)).min(1),
  roles: z.strictObject({
    ...{ order: names.optional(), customer: names.optional(), date: names.optional(), time: names.optional() },
    ...{ quantity: names.optional(), product: names.optional(), currency: names.optional() },
  }),
  money: z.partialRecord(z.enum(kinds), z.array(z.string())),
  /** Whether columns are still to be deducted from the base, if documented. */
  taken_off: z.record(z.string(), z.boolean()).default({}),
  minor_unit: z.boolean().default(false),
  /** Possible bases of the revenue, of which the first that the file has is used: a column, or `quantity * price`. */
  base: z.array(z.string()).min(1),
  rows: z
    .array(
      z.strictObject({
        column: z.string(),
        revenue: words,
        not: words,
        doubt: words,
        filled_is_not: z.boolean().default(false),
      }),
    )
    .default([]),
});

export type Recipe = z.infer<typeof recipeSchema>;

/** The recipes shipped with the program. */
export async function readRecipes(
  folder: string = join(packageRoot(), "data", "mappings"),
): Promise<readonly Recipe[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".yml")).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  // Mappings of data sets are in the same folder, without anything to recognise.
  return texts
    .map((text): unknown => parse(text))
    .filter(isRecipe)
    .map((each) => recipeSchema.parse(each));
}

function isRecipe(value: unknown): boolean {
  return typeof value === "object" && value !== null && "recognise" in value;
}

/** The contents of the matching recipe in the file's own names; of several, the recipe that knows most of its columns. */
export function recognised(recipes: readonly Recipe[], file: SampledFile): Hints | undefined {
  const own = new Map(file.columns.map(({ name }) => [normalName(name), name]));
  const fits = recipes.filter(({ recognise }) =>
    recognise.some((set) => set.every((name) => own.has(normalName(name)))),
  );
  const [best] = fits.toSorted((a, b) => (b.recognise[0]?.length ?? 0) - (a.recognise[0]?.length ?? 0));
  return best === undefined ? undefined : hintsOf(best, own, file);
}

function hintsOf(recipe: Recipe, own: ReadonlyMap<string, string>, file: SampledFile): Hints {
  const of = (name: string) => own.get(normalName(name));
  const filled = (name: string) => {
    const found = of(name);
    return file.columns.some((facts) => facts.name === found && facts.filled > 0) ? found : undefined;
  };
  const first = (list: readonly string[] | undefined) => list?.map(filled).find((name) => name !== undefined);
  const { roles, money, taken_off: takenOff } = recipe;
  return {
    ...{ recipe: recipe.name, documentation: recipe.documentation, isComplete: true, isMinorUnit: recipe.minor_unit },
    ...{ order: first(roles.order), customer: first(roles.customer), date: first(roles.date), time: first(roles.time) },
    ...{ quantity: first(roles.quantity), product: first(roles.product), currency: first(roles.currency) },
    money: Object.fromEntries(
      Object.entries(money).flatMap(([kind, list]) =>
        (list ?? []).flatMap((name) => pair(of(name), kind as MoneyKind)),
      ),
    ),
    takenOff: Object.fromEntries(Object.entries(takenOff).flatMap(([name, isOff]) => pair(of(name), isOff))),
    base: recipe.base.map((text) => baseOf(text, filled)).find((text) => text !== undefined),
    rows: recipe.rows.flatMap(({ column, filled_is_not: isFilledNot, ...rows }): readonly HintedRows[] => {
      const name = of(column);
      return name === undefined ? [] : [{ column: name, isFilledNot, ...rows }];
    }),
  };
}

function pair<Value>(name: string | undefined, value: Value): readonly (readonly [string, Value])[] {
  return name === undefined ? [] : [[name, value]];
}

function baseOf(text: string, of: (name: string) => string | undefined): string | undefined {
  const parts = text.split(" * ").map(of);
  return parts.every((part) => part !== undefined) ? parts.join(" * ") : undefined;
}
