import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";

/** How many of the 20 files are of each kind. */
const parts = { customers: 4, orders: 4, order_lines: 12 } as const;

/** An unknown shop's 20 files of so many bytes each: customers, their orders, and the lines of the orders. */
export async function writeShop(folder: string, bytes: number): Promise<readonly string[]> {
  const random = randomNumbers(7);
  const files: string[] = [];
  const write = async (kind: keyof typeof parts, header: string, line: () => string) => {
    for (let part = 1; part <= parts[kind]; part += 1) {
      files.push(join(folder, `${kind}_${part}.csv`));
      await writeLines(files.at(-1) ?? "", header, bytes, line);
    }
  };
  let [customers, orders, lines, order, left] = [0, 0, 0, -1, 0];
  await write("customers", "customer_id,email,first_name,last_name,region,marketing_channel,created_at", () => {
    customers += 1;
    const day = `2023-0${1 + (customers % 9)}-1${customers % 9} 08:30:00`;
    const [region, channel] = [
      pick(["North", "South", "East", "West"], customers),
      pick(["organic", "social"], customers),
    ];
    return `${customerId(customers)},person${customers}@example.com,Ada,Meier,${region},${channel},${day}`;
  });
  await write("orders", "order_id,customer_id,order_date,status,currency,shipping", () => {
    orders += 1;
    const day = new Date(Date.UTC(2023, 0, 1 + (Math.floor(orders / 2500) % 700))).toISOString().slice(0, 10);
    const status = pick(["completed", "completed", "shipped", "completed", "cancelled"], orders);
    const who = customerId(1 + Math.floor(random() * customers));
    return `${100_000 + orders},${who},${day} 09:15:00,${status},USD,${(random() * 9).toFixed(2)}`;
  });
  await write("order_lines", "line_id,order_id,sku,product_name,quantity,unit_price,discount,line_total", () => {
    lines += 1;
    left -= 1;
    if (left < 0) [order, left] = [order + 1, Math.floor(random() * 5)];
    const product = Math.floor(random() * 60);
    const [quantity, price] = [1 + Math.floor(random() * 3), pick([9.5, 12, 14.9, 18, 22.5], product)];
    const off = lines % 7 === 0 ? Math.round(quantity * price * 10) / 100 : 0;
    const key = 100_001 + (order % orders);
    const name = `SKU-${String(product).padStart(3, "0")},Product number ${product}`;
    return `${lines},${key},${name},${quantity},${price.toFixed(2)},${off.toFixed(2)},${(quantity * price - off).toFixed(2)}`;
  });
  return files;
}

function customerId(number: number): string {
  return `C${String(number).padStart(7, "0")}`;
}

function pick<Value>(values: readonly [Value, ...Value[]], at: number): Value {
  return values[at % values.length] ?? values[0];
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function writeLines(file: string, header: string, bytes: number, line: () => string): Promise<void> {
  const stream = createWriteStream(file);
  let [written, piece] = [0, `${header}\n`];
  while (written < bytes) {
    const next = `${line()}\n`;
    written += next.length;
    piece += next;
    if (piece.length < 2 ** 18) continue;
    if (!stream.write(piece)) await once(stream, "drain");
    piece = "";
  }
  stream.end(piece);
  await finished(stream);
}
