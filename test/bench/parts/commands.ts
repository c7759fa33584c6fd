import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Figure, interleaved, median, spread, times } from "../figure.ts";
import type { Context, Part } from "../part.ts";
import { targetOf } from "../targets.ts";

const commands: readonly (readonly string[])[] = [["--version"], ["catalog"], ["slice", "--by", "region"]];

/** The time a command takes to print, beside a process that only loads the database's library. */
export const commandsPart: Part = {
  name: "commands",
  what: "P17: commands that print, from start to end",
  async run(context) {
    await context.data.built();
    const figures: Figure[] = [];
    for (const words of commands) figures.push(await printing(context, words));
    return figures;
  },
};

async function printing({ data, size, rounds }: Context, words: readonly string[]): Promise<Figure> {
  const loading = async () => {
    const started = performance.now();
    await promisify(execFile)(data.program.node, [join(import.meta.dirname, "../loaded.mjs")]);
    return performance.now() - started;
  };
  const samples = await interleaved(rounds, {
    grounds: async () => (await data.run(...words)).ms,
    loading,
  });
  const factor = median(samples.grounds) / median(samples.loading);
  const { limit, target } = targetOf("command", size);
  return {
    id: "P17",
    what: `grounds ${words.join(" ")}`,
    measured: `${spread(samples.grounds)}, ${times(factor)}`,
    target,
    reference: `a process that loads @duckdb/node-api: ${spread(samples.loading)}`,
    isMet: factor <= limit,
    samples,
  };
}
