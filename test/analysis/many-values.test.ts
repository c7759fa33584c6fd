import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Investigation, Question } from "../../source/analysis/investigation.ts";
import { toJson } from "../../source/analysis/to-json.ts";
import { explain } from "../../source/commands/explain.ts";
import type { Session } from "../../source/commands/session.ts";
import { bridgeProof } from "../../source/export/report/proof/proof-bridge.ts";
import { mixEffectsProof } from "../../source/export/report/proof/proof-mix.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { projectDir } from "../helpers/places.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";
import { numbers } from "./random-cells.ts";

const channels = 400;
const flavors = 60;
const customers = 2400;

let session: Session;
let found: Investigation;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
  const source = join(scratch.path, "source");
  await mkdir(source);
  for (const [name, lines] of Object.entries(filesOf())) {
    await writeFile(join(source, `${name}.csv`), `${lines.join("\n")}\n`);
  }
  session = await memorySession({ source, projectDir });
  found = await ask();
}, 240_000);
afterAll(async () => {
  await session.close();
  await scratch.remove();
});

/** Customers of 400 channels, one of which is called Other and one of which fell, and coffees of 60 flavors. */
function filesOf() {
  const next = numbers(11);
  const people = ["customer_id,region,marketing_channel"];
  const orders = ["transaction_id,customer_id,transacted_at,product_id,quantity,net_revenue"];
  for (let at = 0; at < customers; at += 1) {
    const isLater = at % 2 === 1;
    const channel = next() < 0.2 ? "partner" : next() < 0.05 ? "Other" : `affiliate ${Math.floor(next() * channels)}`;
    const [day, product] = [1 + Math.floor(next() * 28), Math.floor(next() * flavors)];
    const price = 10 + (product % 7) + (isLater ? product % 3 : 0);
    const kept = channel === "partner" && isLater ? 0.5 : 0.9 + 0.1 * next();
    const date = `${isLater ? 2025 : 2024}-02-${String(day).padStart(2, "0")}`;
    people.push(`c${at},${at % 3 === 0 ? "north" : "south"},${channel}`);
    orders.push(`t${at},c${at},${date},p${product},${1 + Math.floor(next() * 2)},${(price * kept).toFixed(2)}`);
  }
  orders.push("last,c0,2025-06-30,p0,1,10");
  const coffees = Array.from({ length: flavors }, (_, at) => {
    const price = (factor: number) => 10 + (at % 7) + factor * (at % 3);
    return [
      `p${at},standard,flavor ${at},${price(0)},2024-01-01,2024-12-31`,
      `p${at},standard,flavor ${at},${price(1)},2025-01-01,`,
    ];
  });
  const profiles = ["product_id,bag_size,flavor,gross_price,price_valid_from,price_valid_to", ...coffees.flat()];
  return { customers: people, transactions: orders, coffee_profiles: profiles };
}

function ask(change: Partial<Question> = {}): Promise<Investigation> {
  return explain(session, { ...yearOnYear, replicates: 80, ...change }, new AbortController().signal);
}

describe("factors with more values than anybody reads", () => {
  it("tells 30 apart and groups the others, sums exactly, and says so", () => {
    for (const bars of [found.groups, found.drivers]) {
      expect(bars.reduce((sum, bar) => sum + bar.contribution, 0)).toBeCloseTo(found.change, 9);
    }
    const categories = (name: string) => found.groups.find((bar) => bar.name === name)?.categories ?? [];
    expect(categories("channel_mix").length).toBeLessThanOrEqual(31);
    expect(categories("channel_mix").map(({ label }) => label)).toContain("Other");
    expect(categories("coffee_profile").length).toBeLessThanOrEqual(30);
    const sentence = /Of \d{3} channels the bridge shows the 30 largest; the other 3\d\d, with \d\d\.\d % of the/;
    expect(found.steps.find(({ id }) => id === "bridge")?.finding).toMatch(sentence);
    expect(found.caveats.join(" ")).toMatch(sentence);
    expect(found.caveats.join(" ")).toMatch(/Of 60 products the bridge shows the 26 largest; the other 34,/);
    expect(JSON.parse(toJson(found, [])).together).toMatchObject([
      { factor: "marketing_channel", kept: 30, of: "customers" },
      { factor: "coffee_profile", values: 60, kept: 26, of: "units" },
    ]);
  });

  it("ties out by channel, with the grouped ones as one", () => {
    const { trueUp } = found;
    const parts = trueUp.parts.filter(({ by, period }) => by === "channel" && period === "base");
    expect(parts.length).toBeLessThanOrEqual(31);
    expect(parts.reduce((sum, { rows }) => sum + rows, 0)).toBe(trueUp.baseRows);
    expect(parts.every(({ difference }) => difference.units === 0n)).toBe(true);
  });

  it("searches the segments over all values", () => {
    expect(found.segments.map(({ label }) => label)).toEqual(["channel partner"]);
  });

  it("gives the same bars in the report's SQL", async () => {
    const rows = await session.run({ sql: bridgeProof(found) ?? "", params: [] });
    const bySql = new Map(rows.map(([driver, contribution]) => [String(driver), Number(contribution)]));
    for (const { label, contribution } of found.groups) expect(bySql.get(label)).toBeCloseTo(contribution, 9);
  });

  it("does the same for mix and rate, by every dimension, and in the SQL of the effects", async () => {
    const retention = await ask({ metric: "retention", by: "marketing_channel" });
    expect(retention.together).toMatchObject([{ factor: "marketing_channel", kept: 30 }]);
    expect(retention.groups.reduce((sum, bar) => sum + bar.contribution, 0)).toBeCloseTo(retention.change, 12);
    const { method } = retention.metric;
    if (method.kind !== "mix") throw new Error("retention has no tree");
    const rows = await session.run({ sql: mixEffectsProof(retention, method), params: [] });
    const table = retention.steps.find(({ id }) => id === "bridge")?.table?.rows ?? [];
    expect(rows.map(([dimension, category]) => `${dimension} ${category}`)).toEqual(
      table.map(([dimension, category]) => `${dimension} ${category}`),
    );
    for (const [at, row] of table.entries()) expect(Number(rows[at]?.[7])).toBeCloseTo(Number(row[7]), 9);
  });
});
