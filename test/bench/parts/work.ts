import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { bareCopy, loadOnly } from "../bare.ts";
import { DataSet, isLarge, sizes } from "../data-set.ts";
import { duration, type Figure, interleaved, median, spread, times } from "../figure.ts";
import { withManyChannels } from "../many-channels.ts";
import type { Part } from "../part.ts";
import { type Probed, probed } from "../probe.ts";
import { targetOf } from "../targets.ts";

export const loopPart: Part = {
  name: "loop",
  what: "P9: the event loop's longest gap",
  async run({ data, size, rounds }) {
    await data.built();
    const { limit, target } = targetOf("loop", size);
    const [build, query]: [Probed[], Probed[]] = [[], []];
    for (let round = 0; round < Math.min(rounds, 3); round += 1) {
      build.push(await probed(data, "output", "build", "--full", "--json"));
      query.push(await probed(data, "query", "investigate", "--format", "json"));
    }
    const of = (all: readonly Probed[], name: "longest" | "busiest" | "idle") => all.map((one) => one[name]);
    const gaps = [of(build, "longest"), of(query, "longest")].map(median);
    const busiest = [of(build, "busiest"), of(query, "busiest")].map(median);
    const idle = of([...build, ...query], "idle");
    return [
      {
        id: "P9",
        what: "the event loop's longest gap: build; investigation",
        measured: `${gaps.map(duration).join("; ")}; of our own work ${busiest.map(duration).join("; ")}`,
        target,
        reference: `a process that does nothing: ${duration(median(idle))} (longest ${duration(Math.max(...idle))})`,
        isMet: Math.max(...busiest) < limit,
        samples: {
          ...{ build: of(build, "longest"), query: of(query, "longest"), idle },
          ...{ busiestOfBuild: of(build, "busiest"), busiestOfQuery: of(query, "busiest") },
        },
      },
    ];
  },
};

export const investigatePart: Part = {
  name: "investigate",
  what: "P10: a whole investigation as a command",
  async run({ data, size, rounds }) {
    await data.built();
    const { limit, target } = targetOf("investigation", size);
    const figures = [];
    for (const { what, words } of questions) {
      const [samples, processor]: [number[], number[]] = [[], []];
      for (let round = 0; round < Math.min(rounds, 5); round += 1) {
        const run = await probed(data, "query", "investigate", ...words, "--replicates", "2000", "--format", "json");
        samples.push(run.ms);
        processor.push(run.processorMs);
      }
      figures.push({
        ...{ id: "P10", what },
        measured: `${spread(samples)}; ${duration(median(processor))} of the processor`,
        target,
        reference: "",
        isMet: median(samples) <= limit,
        samples: { samples, processor },
      });
    }
    return [...figures, await manyChannels(data)];
  },
};

/** One question of each kind. */
const questions = [
  { what: "investigation, 2,000 replicates, segments of 3 dimensions, process and all", words: [] },
  { what: "the same of two periods of all customers", words: ["--of", "period"] },
  {
    what: "the same of two groups of customers",
    words: [
      "--of",
      "groups",
      "--base-where",
      "point_of_entry=a_la_carte",
      "--compare-where",
      "point_of_entry=subscription",
    ],
  },
] as const;

/** A dimension of many values, on the default set: the 30 largest and Other. */
async function manyChannels({ program }: DataSet): Promise<Figure> {
  const [data, channels] = [new DataSet(program, "250k"), 10_000];
  try {
    await data.generated();
    const source = data.place("channels");
    await withManyChannels(data.source, source, channels);
    const from = ["--source", source, "--warehouse", join(data.folder, "channels.duckdb")];
    await data.run("build", ...from);
    const samples: number[] = [];
    for (let round = 0; round < 3; round += 1)
      samples.push((await data.run("investigate", "--format", "json", ...from)).ms);
    const { limit, target } = targetOf("manyChannels", data.size);
    return {
      ...{ id: "P10", what: `investigation of ${channels.toLocaleString("en-US")} channels, 250k lines` },
      ...{ measured: spread(samples), target, reference: "", isMet: median(samples) <= limit, samples: { samples } },
    };
  } finally {
    data.remove();
  }
}

export const generatePart: Part = {
  name: "generate",
  what: "P11: generation",
  async run({ data, size, rounds }) {
    const lines = await data.ask("select count(*) from silver.fct_transactions");
    const out = data.place("generated");
    const [speed, peak, peakOfQuarter]: [number[], number[], number[]] = [[], [], []];
    const ofProcessor: number[] = [];
    for (let round = 0; round < (size === "10m" ? 1 : Math.min(rounds, 3)); round += 1) {
      const words = (customers: number) => ["generate", "--customers", `${customers}`, "--out", out];
      const whole = await probed(data, "output", ...words(sizes[size]));
      const quarter = await probed(data, "output", ...words(sizes[size] / 4));
      speed.push(lines / (whole.ms / 1000));
      ofProcessor.push(lines / (whole.processorMs / 1000));
      peak.push(whole.peakMb);
      peakOfQuarter.push(quarter.peakMb);
    }
    await rm(out, { recursive: true });
    const { limit, target } = targetOf("generation", size);
    const memory = `${Math.round(median(peak))} MB (${Math.round(median(peakOfQuarter))} MB for a quarter)`;
    return [
      {
        ...{ id: "P11", what: "generation, order lines a second; peak memory" },
        measured: `${thousands(speed)} lines/s, ${thousands(ofProcessor)} a second of the processor; ${memory}`,
        target,
        reference: "",
        isMet: median(speed) >= limit && median(peak) <= 1.3 * median(peakOfQuarter),
        samples: { speed, ofProcessor, peak, peakOfQuarter },
      },
    ];
  },
};

function thousands(samples: readonly number[]): string {
  return (Math.round(median(samples) / 1000) * 1000).toLocaleString("en-US");
}

export const loadPart: Part = {
  name: "load",
  what: "loading alone, into raw tables in a file",
  async run({ data, size, rounds }) {
    await data.generated();
    const [speed, peak]: [number[], number[]] = [[], []];
    for (let round = 0; round < (size === "10m" ? 1 : Math.min(rounds, 3)); round += 1) {
      const load = await loadOnly(data.program.node, data.source, data.place("loaded"));
      speed.push(load.records / (load.ms / 1000));
      peak.push(load.peakMb);
    }
    data.place("loaded");
    return [
      {
        ...{ id: "L", what: "loading alone, records a second; peak memory" },
        measured: `${thousands(speed)} records/s; ${Math.round(median(peak))} MB`,
        target: "≥ 500,000 records/s, ≤ 700 MB at any size",
        reference: "",
        isMet: median(speed) >= 500_000 && median(peak) <= 700,
        samples: { speed, peak },
      },
    ];
  },
};

export const exportPart: Part = {
  name: "export",
  what: "P13: a million order lines to CSV and to a workbook",
  async run(context) {
    if (isLarge(context.size)) return exports(context.data, context.rounds);
    // The default set does not have as many lines.
    const data = new DataSet(context.data.program, "1m");
    try {
      return await exports(data, context.rounds);
    } finally {
      data.remove();
    }
  },
};

async function exports(data: DataSet, rounds: number): Promise<readonly Figure[]> {
  return [await exported(data, rounds), await workbook(data, rounds)];
}

/** Rows a second, and that a workbook of four times as many rows takes no more memory. */
async function workbook(data: DataSet, rounds: number): Promise<Figure> {
  await data.built();
  const lines = await data.ask("select count(*) from silver.fct_transactions");
  const out = join(data.place("workbook"), "lines.xlsx");
  const write = async (limit: number) => {
    await rm(out, { force: true });
    return probed(data, "query", "rows", "--limit", `${limit}`, "--out", out);
  };
  const [speed, peak, peakOfQuarter]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < Math.min(rounds, 3); round += 1) {
    const whole = await write(lines);
    const quarter = await write(Math.trunc(lines / 4));
    speed.push(lines / (whole.ms / 1000));
    peak.push(whole.peakMb);
    peakOfQuarter.push(quarter.peakMb);
  }
  const { limit, target } = targetOf("xlsx", data.size);
  const memory = `${Math.round(median(peak))} MB (${Math.round(median(peakOfQuarter))} MB for a quarter)`;
  return {
    ...{ id: "P13", what: `export of ${lines.toLocaleString("en-US")} order lines to a workbook, rows a second` },
    ...{ measured: `${thousands(speed)} rows/s; ${memory}`, target, reference: "" },
    isMet: median(speed) >= limit && median(peak) <= 1.3 * median(peakOfQuarter),
    samples: { speed, peak, peakOfQuarter },
  };
}

async function exported(data: DataSet, rounds: number): Promise<Figure> {
  await data.built();
  const limit = 1_000_000;
  const folder = data.place("export");
  const [ours, theirs] = [join(folder, "ours.csv"), join(folder, "theirs.csv")];
  const printed = await data.run("rows", "--limit", `${limit}`, "--sql");
  const sql = printed.stdout
    .replaceAll(/^--.*$/gm, "")
    .trim()
    .replace(/;$/, "");
  const samples = await interleaved(Math.min(rounds, 3), {
    grounds: async () => {
      await rm(ours, { force: true });
      return (await data.run("rows", "--limit", `${limit}`, "--format", "csv", "--out", ours)).ms;
    },
    copy: async () => {
      await rm(theirs, { force: true });
      return bareCopy(data.program.node, data.warehouse, sql, theirs);
    },
  });
  const { size: bytes } = await stat(ours);
  await rm(folder, { recursive: true });
  const factor = median(samples.grounds) / median(samples.copy);
  const { limit: most, target } = targetOf("csv", data.size);
  const lines = Math.min(limit, await data.ask("select count(*) from silver.fct_transactions"));
  return {
    ...{ id: "P13", what: `export of ${lines.toLocaleString("en-US")} order lines to CSV` },
    measured: `${spread(samples.grounds)}, ${times(factor)} (${Math.round(bytes / 2 ** 20)} MB)`,
    target,
    reference: `COPY of the same query: ${spread(samples.copy)}`,
    isMet: factor <= most,
    samples,
  };
}
