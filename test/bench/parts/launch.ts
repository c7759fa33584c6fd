import { rmSync } from "node:fs";
import { join } from "node:path";
import { plainEnvironment } from "../../torture/support/program.ts";
import type { DataSet } from "../data-set.ts";
import { duration, type Figure, interleaved, median, p95, spread, times } from "../figure.ts";
import type { Context, Part } from "../part.ts";
import { type Timed, timed } from "../stopwatch.ts";
import { targetOf } from "../targets.ts";

/** A frame with the grid's figures in it. */
export const gridDrawn = "\\n? {2}all +[\\d,]+";

export const launchPart: Part = {
  name: "launch",
  what: "P1, P2: from the start of the process to the first frame with figures",
  async run(context) {
    return [await current(context), await first(context)];
  },
};

/** The screens over a set, on a terminal. */
export function openTimed(data: DataSet, more: Partial<Parameters<typeof timed>[0]> = {}): Promise<Timed> {
  const { node, flags, entry } = data.program;
  return timed({
    command: [node, ...flags, entry, "open", ...(more.command ?? [])],
    cwd: data.folder,
    env: plainEnvironment(data.folder),
    ready: gridDrawn,
    patienceMs: 600_000,
    ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== "command")),
  });
}

async function current({ data, size, rounds }: Context): Promise<Figure> {
  await data.built();
  const floor = () =>
    timed({
      command: [data.program.node, join(import.meta.dirname, "../floor.mjs"), data.warehouse],
      cwd: data.folder,
      env: { ...plainEnvironment(data.folder), NODE_ENV: "production" },
      ready: "floor",
    });
  await floor();
  await openTimed(data);
  const samples = await interleaved(rounds, {
    grounds: async () => (await openTimed(data)).launch.ready,
    floor: async () => (await floor()).launch.ready,
  });
  const factor = median(samples.grounds) / median(samples.floor);
  const { limit, target } = targetOf("launch", size);
  return {
    id: "P1",
    what: "launch with a current warehouse, to the grid with figures",
    measured: `${spread(samples.grounds)}, ${times(factor)} floor`,
    target,
    reference: `floor: ${spread(samples.floor)}`,
    isMet: factor <= limit,
    samples,
  };
}

/** With no data yet: the set is generated, built and drawn in one go. */
async function first({ data, size, rounds }: Context): Promise<Figure> {
  const [ready, begins, pauses]: [number[], number[], number[]] = [[], [], []];
  // The set of a first launch has the default size, whatever the size of this run.
  const folder = data.place("first");
  for (let round = 0; round < Math.min(rounds, 5); round += 1) {
    rmSync(folder, { recursive: true, force: true });
    data.place("first");
    const { launch } = await openTimed(data, { env: plainEnvironment(folder) });
    ready.push(launch.ready);
    begins.push(launch.first);
    pauses.push(launch.longestPause);
  }
  rmSync(folder, { recursive: true, force: true });
  const { limit, target } = targetOf("firstLaunch", size);
  return {
    id: "P2",
    what: "first launch: generate 250k lines, build, check, grid",
    measured: `${spread(ready)}; first moves at ${duration(median(begins))}, longest pause ${duration(p95(pauses))}`,
    target,
    reference: size === "250k" ? "" : "(always the default set)",
    isMet: median(ready) <= limit && median(begins) <= targetOf("firstMove", size).limit,
    samples: { ready, begins, pauses },
  };
}
