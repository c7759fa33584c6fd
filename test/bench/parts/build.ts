import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compareTables } from "../../dbt/compare-tables.ts";
import { findDbt } from "../../dbt/find-dbt.ts";
import { dbtWarehouse, runDbt } from "../../dbt/run-dbt.ts";
import { varsOfBuild } from "../../dbt/vars-of-build.ts";
import { bareBuild } from "../bare.ts";
import { DataSet } from "../data-set.ts";
import { duration, type Figure, interleaved, median, skipped, spread, times } from "../figure.ts";
import { loadForDbt } from "../load-for-dbt.ts";
import type { Context, Part } from "../part.ts";
import { targetOf } from "../targets.ts";

/** A part with one figure, over existing files. */
function partOf(name: string, what: string, measure: (context: Context) => Promise<Figure>): Part {
  return {
    name,
    what,
    async run(context) {
      await context.data.generated();
      return [await measure(context)];
    },
  };
}

export const buildParts: readonly Part[] = [
  partOf("build", "P3: the build against bare DuckDB", againstBare),
  partOf("dbt", "P4: the build against dbt", againstDbt),
  partOf("growth", "P5: the build's own growth", growth),
];

async function againstBare({ data, size, rounds }: Context): Promise<Figure> {
  const { statements, file } = await recorded(data);
  const samples = await interleaved(size === "10m" ? 2 : Math.min(rounds, 5), {
    grounds: async () => (await data.run("build", "--full")).ms,
    bare: async () => {
      await rm(file, { force: true });
      return bareBuild(data.program.node, statements, file);
    },
  });
  await rm(file, { force: true });
  const factor = median(samples.grounds) / median(samples.bare);
  const { limit, target } = targetOf("build", size);
  return {
    id: "P3",
    what: "build: read, model, check, keep",
    measured: `${spread(samples.grounds)}, ${times(factor)}`,
    target,
    reference: `the same SQL bare, in order: ${spread(samples.bare)}`,
    isMet: factor <= limit,
    samples,
  };
}

/** The statements of one build, reading the source's own files instead of the copies. */
async function recorded(data: DataSet) {
  const folder = data.place("recorded");
  const [log, statements] = [join(folder, "all.json"), join(folder, "statements.json")];
  const env = { GROUNDS_RECORD: log, NODE_OPTIONS: `--import=${join(import.meta.dirname, "../record.mjs")}` };
  await data.runWith(env, "build", "--full", "--warehouse", join(folder, "w.duckdb"));
  const all: string[] = JSON.parse(await readFile(log, "utf8"));
  const skip = /^\s*(attach|detach|use|checkpoint|set|select current_setting)\b|\$\d/i;
  const kept = all.filter((sql) => !skip.test(sql)).map((sql) => ofSource(sql, data.source));
  await writeFile(statements, JSON.stringify(kept));
  await rm(join(folder, "w.duckdb"));
  return { statements, file: join(folder, "bare.duckdb") };
}

function ofSource(sql: string, source: string): string {
  const name = /'([\w-]+\.csv)' as source_file/.exec(sql)?.[1];
  return name === undefined ? sql : sql.replaceAll(/'[^']*\/input-\d+\.csv(\.normal)?'/g, `'${join(source, name)}'`);
}

/**
 * On the same files: dbt reads no files, so for its user the simplest way to get them into raw tables counts too. Both
 * results are compared, so that neither side is timed on less work.
 */
async function againstDbt({ data, size }: Context): Promise<Figure> {
  const what = "build, against dbt build of the same models and tests";
  const { limit, target } = targetOf("dbt", size);
  if (findDbt() === undefined) return skipped("P4", what, target, "dbt-duckdb is not installed (GROUNDS_DBT)");
  const folder = data.place("dbt");
  const landing = join(folder, "landing.duckdb");
  const loads: number[] = [];
  const builds: number[] = [];
  const samples = await interleaved(size === "250k" ? 3 : 1, {
    grounds: async () => (await data.run("build", "--full")).ms,
    dbt: async () => {
      await rm(dbtWarehouse(folder), { force: true });
      const load = await loadForDbt(data.source, landing);
      const vars = await varsOfBuild(data.warehouse);
      const { code, ms, text } = await runDbt(["build", "--vars", vars], { folder, landing });
      if (code !== 0) throw new Error(`dbt build ended with ${code}: ${text.slice(-2000)}`);
      loads.push(load);
      builds.push(ms);
      return load + ms;
    },
  });
  const { differences } = await compareTables(data.warehouse, dbtWarehouse(folder));
  if (differences.length > 0) throw new Error(`dbt built other tables: ${JSON.stringify(differences)}`);
  await rm(folder, { recursive: true });
  const factor = median(samples.dbt) / median(samples.grounds);
  const alone = median(builds) / median(samples.grounds);
  return {
    id: "P4",
    what,
    measured: `${spread(samples.grounds)}, ${times(factor)} faster (${times(alone)} than dbt without reading the files)`,
    target,
    reference: `read_csv ${duration(median(loads))}, then dbt build ${spread(builds)}`,
    isMet: factor >= limit,
    samples: { ...samples, load: loads, build: builds },
  };
}

/** With 2 GB of memory, from a tenth of the lines to all of them. */
async function growth({ data, size }: Context): Promise<Figure> {
  const what = "growth of the build from 1M to 10M lines, with 2 GB";
  const { limit: most, target } = targetOf("growth", size);
  if (size !== "10m") return skipped("P5", what, target, "only with --size 10m");
  const small = new DataSet(data.program, "1m");
  try {
    await small.generated();
    const limit = { GROUNDS_MEMORY_LIMIT: "2GB" };
    const samples = await interleaved(1, {
      "1m": async () => (await small.runWith(limit, "build", "--full")).ms,
      "10m": async () => (await data.runWith(limit, "build", "--full")).ms,
    });
    const [few, many] = [median(samples["1m"]), median(samples["10m"])];
    return {
      id: "P5",
      what,
      measured: `${times(many / few)}, ${duration(many)}`,
      target,
      reference: `1M: ${duration(few)}`,
      isMet: many / few <= most && many < targetOf("tenMillion", size).limit,
      samples,
    };
  } finally {
    small.remove();
  }
}
