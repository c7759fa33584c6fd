import { mkdir, open, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { plainEnvironment } from "../../torture/support/program.ts";
import { type Figure, interleaved, median, spread, times } from "../figure.ts";
import type { Context, Part } from "../part.ts";
import { writeShop } from "../shop-files.ts";
import { timed } from "../stopwatch.ts";
import { targetOf } from "../targets.ts";

/** The time to understand a folder without a mapping. */
export const mapPart: Part = {
  name: "map",
  what: "P14: the mapping of an unknown folder",
  async run(context) {
    return [await wide(context), ...(await large(context))];
  },
};

/** The mapping screen with the first rows in it. */
const mappingDrawn = "first rows of transactions as mapped";
/** The same once every row is counted. */
const counted = "Every row is counted";

async function wide(context: Context): Promise<Figure> {
  const folder = context.data.place("wide");
  await writeFile(join(folder, "orders.csv"), wideFile(3000, 100));
  const ways = { screen: () => untilDrawn(context, folder, mappingDrawn) };
  const samples = await interleaved(Math.min(context.rounds, 3), ways);
  return figure(context, "mapWide", "mapping screen of 3,000 columns and 100 rows", samples.screen, "");
}

/** The mapping screen, beside DuckDB reading a megabyte of each file; and all rows, beside DuckDB reading them. */
async function large(context: Context): Promise<readonly Figure[]> {
  const folder = context.data.place("large");
  const heads = context.data.place("heads");
  for (const file of await writeShop(folder, 50 * 2 ** 20)) await copyHead(file, join(heads, basename(file)), 2 ** 20);
  const rounds = Math.min(context.rounds, 3);
  const first = await interleaved(rounds, {
    screen: () => untilDrawn(context, folder, mappingDrawn),
    heads: () => untilDrawn(context, heads, " rows", "heads.mjs"),
  });
  const all = await interleaved(1, {
    counted: () => untilDrawn(context, folder, counted),
    rows: () => untilDrawn(context, folder, " rows", "heads.mjs"),
  });
  const beside = (one: readonly number[], other: readonly number[], what: string) =>
    `${what}: ${spread(other)}, ${times(median(one) / median(other))}`;
  const screen = beside(first.screen, first.heads, "DuckDB reading the first MB of each file");
  const rows = beside(all.counted, all.rows, "DuckDB reading all rows");
  return [
    figure(context, "mapLarge", "mapping screen of 1 GB in 20 files, by samples", first.screen, screen),
    {
      ...{ id: "P14", what: "the same until every row is counted", measured: spread(all.counted), target: "" },
      ...{ reference: rows, isMet: undefined, samples: { mapCounted: all.counted } },
    },
  ];
}

/** From the start of the program on a terminal (or of a script of this folder) until it has drawn what is waited for, in ms. */
async function untilDrawn({ data }: Context, folder: string, ready: string, script?: string): Promise<number> {
  const { node, flags, entry } = data.program;
  const work = join(data.folder, "mapping");
  await mkdir(work, { recursive: true });
  const words = script === undefined ? [...flags, entry, folder] : [join(import.meta.dirname, "..", script), folder];
  const { launch } = await timed({
    ...{ command: [node, ...words], cwd: work, env: plainEnvironment(work), ready, patienceMs: 1_200_000 },
  });
  return launch.ready;
}

function figure(
  { size }: Context,
  name: "mapWide" | "mapLarge",
  what: string,
  samples: readonly number[],
  reference: string,
): Figure {
  const { limit, target } = targetOf(name, size);
  return {
    ...{ id: "P14", what, measured: spread(samples), target, reference },
    ...{ isMet: median(samples) <= limit, samples: { [name]: samples } },
  };
}

async function copyHead(file: string, to: string, bytes: number): Promise<void> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    await writeFile(to, buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(10) + 1));
  } finally {
    await handle.close();
  }
}

function wideFile(columns: number, rows: number): string {
  const more = Array.from({ length: columns - 4 }, (_, at) => `attribute_${at}`);
  const line = (row: number) => {
    const fixed = [`o${row}`, `c${row % 30}`, `2024-01-${String((row % 28) + 1).padStart(2, "0")}`, `${row}.50`];
    return [...fixed, ...more.map((_, at) => (row * at) % 97)].join(",");
  };
  const lines = Array.from({ length: rows }, (_, row) => line(row));
  return [["order_id", "customer_id", "created_at", "net_revenue", ...more].join(","), ...lines, ""].join("\n");
}
