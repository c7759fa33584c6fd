import { resolve } from "node:path";
import { exitCode } from "../errors.ts";
import type { Command } from "./command.ts";
import { demoDir } from "./places.ts";
import { choice, wholeNumber } from "./shared-options.ts";

/** The seed of the demo set. */
export const demoSeed = 7;

export const generateCommand: Command = {
  name: "generate",
  group: "own-data",
  summary: "write a synthetic data set of a scenario",
  options: [
    { name: "scenario", value: "NAME|FILE", description: "a shipped scenario or a scenario file (default: coffee)" },
    { name: "customers", value: "N", description: "number of customers (default: the scenario's, about 25,000)" },
    { name: "seed", value: "S", description: `the same seed gives the same bytes (default: ${demoSeed})` },
    { name: "out", value: "DIR", description: "where the files go (default: the demo set's folder)" },
    { name: "format", value: "FORMAT", description: "csv (default) or parquet" },
    { name: "truth", description: "also write the planted drivers and their contributions" },
    { name: "dirty", description: "with duplicates and bad rows, as real exports have" },
  ],
  async run(args, streams) {
    const { generate } = await import("../generate/generate.ts");
    const { loadScenario } = await import("../generate/scenario.ts");
    const format = choice(args, "format", ["csv", "parquet"], "csv");
    const outDir = resolve(args.get("out") ?? demoDir());
    const scenario = await loadScenario(args.get("scenario") ?? "coffee");
    const options = {
      scenario,
      customers: wholeNumber(args, "customers", 1),
      seed: wholeNumber(args, "seed", 0) ?? demoSeed,
      outDir,
      dirty: args.has("dirty"),
      truth: args.has("truth"),
      ...(format === "parquet" ? { convert: await parquetWriter() } : {}),
    };
    for await (const { done, total, label } of generate(options)) {
      if (streams.log.isTTY) streams.log.write(`\r${label} ${Math.floor((100 * done) / Math.max(1, total))} %\u001b[K`);
    }
    streams.log.write(
      `${streams.log.isTTY ? "\r" : ""}wrote scenario ${scenario.name}, seed ${options.seed}, to ${outDir}\n`,
    );
    return exitCode.done;
  },
};

async function parquetWriter() {
  const { csvToParquet } = await import("../warehouse/build/csv-to-parquet.ts");
  return csvToParquet;
}
