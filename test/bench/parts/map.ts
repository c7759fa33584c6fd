import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { type Figure, median, spread } from "../figure.ts";
import type { Context, Part } from "../part.ts";
import { targetOf } from "../targets.ts";

/** The time to understand a folder without a mapping. */
export const mapPart: Part = {
  name: "map",
  what: "P14: the mapping of an unknown folder",
  async run(context) {
    return [await wide(context), await large(context)];
  },
};

async function wide(context: Context): Promise<Figure> {
  const folder = context.data.place("wide");
  await writeFile(join(folder, "orders.csv"), wideFile(3000, 100));
  return mapped(context, folder, "mapWide", "map of 3,000 columns and 100 rows");
}

async function large(context: Context): Promise<Figure> {
  const folder = context.data.place("large");
  for (let part = 1; part <= 20; part += 1) await writeOrders(join(folder, `orders-${part}.csv`), part, 50 * 2 ** 20);
  return mapped(context, folder, "mapLarge", "map of 1 GB in 20 files, to the proposal");
}

async function mapped(
  { data, size, rounds }: Context,
  folder: string,
  name: "mapWide" | "mapLarge",
  what: string,
): Promise<Figure> {
  const samples: number[] = [];
  for (let round = 0; round < Math.min(rounds, 3); round += 1)
    samples.push((await data.run("map", folder, "--yes")).ms);
  await rm(folder, { recursive: true });
  const { limit, target } = targetOf(name, size);
  return {
    ...{ id: "P14", what, measured: spread(samples), target, reference: "" },
    isMet: median(samples) <= limit,
    samples: { [name]: samples },
  };
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

async function writeOrders(file: string, part: number, bytes: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write("order_id,customer_id,created_at,product,quantity,net_revenue\n");
  let written = 0;
  for (let row = 0; written < bytes; row += 1) {
    const day = `2024-${String((part % 12) + 1).padStart(2, "0")}-${String((row % 28) + 1).padStart(2, "0")}`;
    const line = `o${part}-${row},c${(row * 7919) % 400_000},${day},product ${row % 50},${(row % 3) + 1},${row % 90}.50\n`;
    written += line.length;
    if (!stream.write(line)) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
}
