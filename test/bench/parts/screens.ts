import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeState, type SavedState } from "../../../source/domain/saved-state.ts";
import { emptySlice } from "../../../source/domain/slice.ts";
import { plainEnvironment } from "../../torture/support/program.ts";
import { type Figure, median, p95, spread } from "../figure.ts";
import { gridByHand } from "../grid-by-hand.ts";
import type { Context, Part } from "../part.ts";
import { lastBytes, type Step, type Timed, timed } from "../stopwatch.ts";
import { targetOf } from "../targets.ts";
import { openTimed } from "./launch.ts";

export const screensPart: Part = {
  name: "screens",
  what: "P6, P7, P8, P12: from a key to the last byte of its frame on a real terminal; memory",
  async run(context) {
    await context.data.built();
    const changing = await openTimed(context.data, { steps: changes(), coolMs: 1500 });
    const drilling = await openTimed(context.data, { steps: drills(), coolMs: 1500 });
    const moving = [];
    for (const size of sizes) moving.push(await movedAt(context, size));
    return [
      ...moving.flatMap(({ figures }) => figures),
      await changed(context, changing),
      drilled(context, drilling),
      memory(context, [...moving.map(({ timed }) => timed), changing, drilling]),
    ];
  },
};

const [right, down, left, up] = ["\u001b[C", "\u001b[B", "\u001b[D", "\u001b[A"] as const;
const back = "\u001b";

/** Weekly cohorts fill every row and column of the terminal with heat. */
function weekly(): string {
  const cohorts = { measure: "retention", axis: "tenure", grain: "week", tenure: "rolling", values: "count" } as const;
  const slice = { ...emptySlice, by: ["region"], measures: ["net_revenue"] } as SavedState["slice"];
  return encodeState({
    v: 1,
    screen: "cohorts",
    cohorts: { ...cohorts, filters: [] },
    view: "boards",
    slice,
    rows: { kind: "lines", slice },
  });
}

const sizes = [
  { columns: 120, rows: 40, target: "move120" },
  { columns: 200, rows: 60, target: "move200" },
] as const;
type Size = (typeof sizes)[number];

/** Through the grid in every direction, past its edges too, without waiting for what accompanies a resting cursor. */
function moves(): readonly Step[] {
  const path = [right, down, right, down, left, down, up, right, down, down];
  const around = [...Array(6).fill(path), ...Array(3).fill(path.map((key) => opposite[key] ?? key))].flat();
  return around.map((keys: string) => ({ keys, label: keys === left || keys === right ? across : along, quietMs: 90 }));
}

const [along, across] = ["up and down", "left and right"];

const opposite: Readonly<Record<string, string>> = { [right]: left, [down]: up, [left]: right, [up]: down };

/** The paths of `vd` through a table of the same rows and columns. */
function movesOfVisiData(): readonly Step[] {
  const keys: Readonly<Record<string, string>> = { [right]: "l", [down]: "j", [left]: "h", [up]: "k" };
  return moves().map((step) => ({ ...step, keys: keys[step.keys] ?? "j" }));
}

/** Changes of the slice, each to one not seen before: time axis, kind of tenure, grain, values, measure. */
function changes(): readonly Step[] {
  const change = (keys: string): Step => ({ keys, label: "change", quietMs: 500 });
  const prepare = (keys: string): Step => ({ keys, label: "prepare", quietMs: 200 });
  const around = [change("t"), change("z"), change("t"), change("z"), change("T")];
  const measure = [prepare("m"), prepare(down), change("\r")];
  // The details of a cell appear by themselves when the cursor rests, and would be timed too.
  return [
    prepare("i"),
    ...around,
    ...Array(4)
      .fill([...measure, ...around])
      .flat(),
  ];
}

/** Into the lines and the customers of cells, each of another row, and back: upwards, since the grid opens near its last row. */
function drills(): readonly Step[] {
  const prepare = (keys: string): Step => ({ keys, label: "prepare", quietMs: 200 });
  const into = (keys: string): Step => ({ keys, label: "drill", quietMs: 600 });
  const one = [into("R"), prepare(back), prepare(up), into("C"), prepare(back), prepare(up)];
  return [prepare("i"), ...Array(8).fill(one).flat()];
}

async function movedAt(
  { data, size: lines }: Context,
  size: Size,
): Promise<{ figures: readonly Figure[]; timed: Timed }> {
  const more = { command: ["--state", weekly()], steps: moves(), coolMs: 1500, columns: size.columns, rows: size.rows };
  const timed = await openTimed(data, more);
  const theirs = await visidata(size);
  return {
    figures: [along, across].map((way) => moved(timed, theirs, way, { ...size, ...targetOf(size.target, lines) })),
    timed,
  };
}

function moved(
  grounds: Timed,
  theirs: Timed | undefined,
  way: string,
  { columns, rows, limit, target }: Pick<Size, "columns" | "rows"> & ReturnType<typeof targetOf>,
): Figure {
  const ours = lastBytes(grounds, way);
  const visidata = theirs && lastBytes(theirs, way);
  const isAhead = visidata === undefined || median(ours) < median(visidata);
  const bytes = grounds.steps.filter((step) => step.label === way).map((step) => step.bytes);
  return {
    id: "P6",
    what: `key to frame, ${way} in a full heat-mapped grid at ${columns}x${rows}`,
    measured: `${spread(ours)}, ${Math.round(median(bytes))} bytes a move`,
    target,
    reference: visidata === undefined ? "VisiData is not installed" : `VisiData: ${spread(visidata)}`,
    isMet: p95(ours) <= limit && isAhead,
    samples: { grounds: ours, bytes, ...(visidata ? { visidata } : {}) },
  };
}

async function visidata({ columns, rows: height }: Size): Promise<Timed | undefined> {
  if (spawnSync("vd", ["--version"]).status !== 0) return undefined;
  const folder = execFileSync("mktemp", ["-d"], { encoding: "utf8" }).trim();
  const file = join(folder, "grid.csv");
  const cells = (row: number) => Array.from({ length: 30 }, (_, column) => ((row * 37 + column * 11) % 1000) / 10);
  const rows = Array.from({ length: 131 }, (_, row) => [`2023-W${row}`, ...cells(row)].join(","));
  writeFileSync(file, [["cohort", ...Array.from({ length: 30 }, (_, at) => `w${at}`)].join(","), ...rows].join("\n"));
  const env = plainEnvironment(folder);
  const plan = { command: ["vd", file], cwd: folder, env, ready: "2023-W7", steps: movesOfVisiData(), coolMs: 1500 };
  const found = await timed({ ...plan, columns, rows: height });
  execFileSync("rm", ["-r", folder]);
  return found;
}

async function changed({ data, size }: Context, grounds: Timed): Promise<Figure> {
  const ours = lastBytes(grounds, "change");
  const byHand = await gridByHand(data.warehouse);
  const { limit, target } = targetOf("change", size);
  return {
    id: "P7",
    what: "key to frame, change of a cohort grid (axis, grain, tenure, measure)",
    measured: spread(ours),
    target,
    reference: `one grid of distinct customers by hand SQL, not drawn: ${spread(byHand)}`,
    isMet: p95(ours) <= limit,
    samples: { grounds: ours, byHand },
  };
}

function drilled({ size }: Context, grounds: Timed): Figure {
  const ours = lastBytes(grounds, "drill");
  const { limit, target } = targetOf("drill", size);
  return {
    id: "P8",
    what: "key to frame, drill to order lines or customers",
    measured: spread(ours),
    target,
    reference: "",
    isMet: p95(ours) <= limit,
    samples: { grounds: ours },
  };
}

function memory({ size }: Context, all: readonly Timed[]): Figure {
  const peaks = all.map((each) => each.memory.peak);
  const most = Math.max(...peaks);
  const { limit, target } = targetOf("memory", size);
  return {
    id: "P12",
    what: "peak resident memory of browsing",
    measured: `${Math.round(most)} MB (median ${Math.round(median(peaks))})`,
    target,
    reference: "",
    isMet: most <= limit,
    samples: { peaks, resident: all.map((each) => each.memory.resident) },
  };
}
