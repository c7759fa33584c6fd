import { join } from "node:path";
import { encodeState, type SavedState } from "../../../source/domain/saved-state.ts";
import { emptySlice } from "../../../source/domain/slice.ts";
import { type Figure, interleaved, median, p95, spread, times } from "../figure.ts";
import type { Context, Part } from "../part.ts";
import { lastBytes, type Step } from "../stopwatch.ts";
import { targetOf } from "../targets.ts";
import { type OwnDimensions, withOwnDimensions } from "../with-own-dimensions.ts";
import { openTimed } from "./launch.ts";

/** What twenty own dimensions cost, on the same files with and without them. */
export const ownDimensionsPart: Part = {
  name: "own-dimensions",
  what: "P7 and the build with 20 own dimensions",
  async run(context) {
    await context.data.generated();
    const own = await withOwnDimensions(context.data.source, context.data.place("own-dimensions"));
    return [await built(context, own), await boards(context, own)];
  },
};

async function built({ data, size, rounds }: Context, own: OwnDimensions): Promise<Figure> {
  const build = async (mapping: string) =>
    (await data.run("build", "--full", "--source", own.source, ...warehouseOf(data.folder, mapping))).ms;
  const samples = await interleaved(Math.min(rounds, 5), {
    own: () => build(own.mapping),
    bare: () => build(own.bare),
  });
  const factor = median(samples.own) / median(samples.bare);
  const { limit, target } = targetOf("ownDimensions", size);
  return {
    id: "P3",
    what: "build with 20 own dimensions",
    measured: `${spread(samples.own)}, ${times(factor)} the build without them`,
    target,
    reference: `without: ${spread(samples.bare)}`,
    isMet: factor <= limit,
    samples,
  };
}

function warehouseOf(folder: string, mapping: string): readonly string[] {
  return ["--mapping", mapping, "--warehouse", join(folder, `${mapping.endsWith("own.yml") ? "own" : "bare"}.duckdb`)];
}

/** Leaderboards of all dimensions, each time of another measure. */
async function boards({ data, size }: Context, own: OwnDimensions): Promise<Figure> {
  const slice = { ...emptySlice, measures: ["net_revenue"] } as SavedState["slice"];
  const grid = { measure: "retention", axis: "tenure", grain: "month", tenure: "rolling", values: "count" } as const;
  const state = encodeState({
    ...{ v: 1, screen: "slices", cohorts: { ...grid, filters: [] }, view: "boards", slice },
    rows: { kind: "lines", slice },
  });
  const prepare = (keys: string): Step => ({ keys, label: "prepare", quietMs: 200 });
  const change: Step = { keys: "\r", label: "change", quietMs: 500 };
  const steps = Array(12)
    .fill([prepare("m"), prepare("\u001b[B"), change])
    .flat();
  const words = ["--source", own.source, ...warehouseOf(data.folder, own.mapping), "--state", state];
  const found = await openTimed(data, { command: words, ready: "▸ Slices", steps, coolMs: 1500 });
  const samples = lastBytes(found, "change");
  const { limit, target } = targetOf("change", size);
  return {
    ...{ id: "P7", what: "key to frame, leaderboards with 20 own dimensions, another measure" },
    ...{ measured: spread(samples), target, reference: "" },
    isMet: p95(samples) <= limit,
    samples: { samples },
  };
}
