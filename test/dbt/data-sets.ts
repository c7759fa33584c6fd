import { cp } from "node:fs/promises";
import { join } from "node:path";
import { generate } from "../../source/generate/generate.ts";
import { loadScenario } from "../../source/generate/scenario.ts";
import type { BuildOptions } from "../../source/warehouse/build-options.ts";
import { root } from "../helpers/places.ts";

export interface DataSetCase {
  readonly name: string;
  /** Makes the raw files in a folder, and tells what to build from. */
  prepare(folder: string): Promise<Pick<BuildOptions, "source" | "mapping">>;
}

async function demo(folder: string, customers: number | undefined, dirty: boolean) {
  const outDir = join(folder, "raw");
  const options = { scenario: await loadScenario("coffee"), customers, seed: 7, outDir, dirty, truth: false };
  for await (const progress of generate(options)) void progress;
  return { source: outDir };
}

/** The small demo set, the same with the dirt of real exports, and a real shop's lines through its mapping. */
export const dataSets: readonly DataSetCase[] = [
  { name: "the demo set", prepare: (folder) => demo(folder, 1_500, false) },
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

/** The demo set at its default size. */
export const defaultDemo: DataSetCase = {
  name: "the demo set at default size",
  prepare: (folder) => demo(folder, undefined, false),
};
