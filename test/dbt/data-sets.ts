import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generate } from "../../source/generate/generate.ts";
import { loadScenario } from "../../source/generate/scenario.ts";
import type { BuildOptions } from "../../source/warehouse/build/build-options.ts";
import { inTwoCurrencies } from "../fixtures/grocery.ts";
import { root } from "../helpers/places.ts";

export interface DataSetCase {
  readonly name: string;
  /** Makes the raw files in a folder, and returns what to build from. */
  prepare(folder: string): Promise<Pick<BuildOptions, "source" | "mapping">>;
}

/** The demo set, of a number of customers (each has ten order lines on average), clean or with the dirt of real exports. */
export async function demo(folder: string, customers: number | undefined, dirty: boolean) {
  const outDir = join(folder, "raw");
  const options = { scenario: await loadScenario("coffee"), customers, seed: 7, outDir, dirty, truth: false };
  for await (const progress of generate(options)) void progress;
  return { source: outDir };
}

const dimensionsOfAllKinds = `version: 1
dimensions:
  home_store: { of: customers, column: home_store, parent: region, cube: true }
  opened: { of: customers, column: "substr(created_at, 1, 4)", type: integer }
  pickup_store: { label: Pick-up store, of: lines, column: pickup_store, who: true, cube: true, parent: home_store }
  pieces: { of: lines, column: quantity, type: integer }
  grams: { of: products, column: bag_grams, type: integer, parent: roast }
  family: { of: products, column: "split_part(product_id, '-', 2)", cube: true, parent: pieces }
`;

/** The small demo set with its own dimensions, without and with many; with the dirt of real exports; and a real shop's lines. */
export const dataSets: readonly DataSetCase[] = [
  { name: "the demo set", prepare: (folder) => demo(folder, 1_500, false) },
  {
    name: "the demo set without dimensions of its own",
    prepare: async (folder) => {
      const { source } = await demo(folder, 1_500, false);
      await rm(join(source, "grounds.yml"));
      return { source };
    },
  },
  {
    name: "the demo set with dimensions of all kinds",
    prepare: async (folder) => {
      const { source } = await demo(folder, 1_500, true);
      await writeFile(join(source, "grounds.yml"), dimensionsOfAllKinds);
      return { source };
    },
  },
  {
    name: "a grocer with discounts by name, weeks from Sunday, dimensions of its own and two currencies",
    prepare: async (folder) => {
      const source = join(folder, "grocery");
      await mkdir(source);
      for (const [name, text] of Object.entries(inTwoCurrencies())) await writeFile(join(source, name), text);
      return { source };
    },
  },
  { name: "the dirty demo set", prepare: (folder) => demo(folder, 1_500, true) },
  {
    name: "online-retail through its mapping",
    prepare: async (folder) => {
      const source = join(folder, "retail");
      await cp(join(root, "test/fixtures/online-retail"), source, { recursive: true });
      return { source, mapping: join(root, "data/mappings/online-retail.yml") };
    },
  },
];

/** One of them by its name. */
export function dataSetNamed(name: string): DataSetCase {
  const found = dataSets.find((dataSet) => dataSet.name === name);
  if (found === undefined) throw new Error(`no data set is called ${name}`);
  return found;
}

/** The demo set at its default size. */
export const defaultDemo: DataSetCase = {
  name: "the demo set at default size",
  prepare: (folder) => demo(folder, undefined, false),
};
