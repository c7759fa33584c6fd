import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { nothingDecided, openMapper } from "../../source/commands/mapper.ts";
import { UserError } from "../../source/errors.ts";
import type { Mapper } from "../../source/ui/state/core.ts";
import { statesIn } from "../helpers/states.ts";
import { scratch } from "../warehouse/support/scratch.ts";
import { type Driver, openDriver } from "./driver.ts";
import { fakeCore } from "./fake-core.ts";

const toClose: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

/** So little of each file that what is between the samples is seen by nobody before all rows are read. */
const sample = { whole: 0, bytes: 6000 };

/** Orders, one of which in none of the samples is another than the rest. */
function orders(odd: string): string {
  const rows = Array.from({ length: 1200 }, (_, at) => {
    const day = `2024-0${1 + (at % 6)}-${10 + (at % 15)}`;
    return at === 400 ? odd : `${1000 + at},p${at % 40}@x.example,${day},paid,Tea ${at % 9},2,${5 + (at % 37)}.50,USD`;
  });
  return `Order,Email,Order Date,Status,Item,Quantity,Item Price,Currency\n${rows.join("\n")}\n`;
}

const plain = "1400,p0@x.example,2024-05-20,paid,Tea 4,2,35.50,USD";

/** The screens on a folder whose rows are counted once `count` is called; `a` on the mapping is noted. */
async function open(files: Readonly<Record<string, string>>) {
  const folder = await scratch(files);
  const counting = Promise.withResolvers<void>();
  const decided = nothingDecided();
  const map = async (_: Error | undefined, signal: AbortSignal, onProgress: (done: number) => void) => {
    const mapper = await openMapper(folder, signal, onProgress, decided, sample);
    toClose.push(() => mapper.close());
    const follow: Mapper["follow"] = (take) => {
      void counting.promise.then(() => mapper.follow?.(take));
      return () => {};
    };
    return { ...mapper, follow };
  };
  // biome-ignore lint/correctness/useYield: nothing is built before there is a mapping
  async function* build(): AsyncGenerator<never> {
    throw new Error("no mapping yet");
  }
  const app = await openDriver(fakeCore(), { build, map, columns: 120, rows: 40 });
  toClose.push(() => app.close());
  return { app, folder, count: () => counting.resolve() };
}

function draftIn(app: Driver) {
  const draft = statesIn(app.store().state().place).mapping?.draft;
  if (draft === undefined) throw new Error("no mapping is open");
  return draft;
}

describe("the mapping of large files", () => {
  it("stands on samples without a figure, keeps what was switched, and has the totals of all rows at the end", async () => {
    const { app, count } = await open({ "orders.csv": orders(plain) });
    expect(app.screen()).toMatch(/net revenue +counting … +0\.0 % of the work\n what is below comes from samples/);
    expect(app.screen()).toContain("transactions  from orders.csv");
    expect(app.screen()).not.toMatch(/\d rows|net revenue \d|\d orders/);
    expect(draftIn(app)).toMatchObject({ isCounted: false, totals: undefined });
    const price = draftIn(app).decisions.find(({ readings }) => readings.length > 1);
    if (price === undefined) throw new Error("nothing to decide");
    const row = draftIn(app).decisions.indexOf(price);
    await app.press("first_row");
    await app.send("j".repeat(row));
    await app.press("change");
    await until(app, () => draftIn(app).decisions[row]?.taken !== price.taken && !isBusy(app));
    const chosen = draftIn(app).decisions[row]?.taken;
    count();
    await until(app, () => draftIn(app).isCounted);
    expect(draftIn(app).decisions.find(({ id }) => id === price.id)).toMatchObject({
      taken: chosen,
      isAssumption: false,
    });
    expect(app.screen()).toMatch(/net revenue [\d,]+\.\d\d USD +1,200 orders +40 customers/);
    expect(app.screen()).toContain("Every row is counted: nothing else changed");
  });

  it("cannot be written before every row is counted, on the screen or below it", async () => {
    const { app, folder, count } = await open({ "orders.csv": orders(plain) });
    await app.press("accept");
    expect(app.screen()).toContain("Every row must be counted first: a works once the totals are there");
    await expect(readFile(join(folder, "grounds.yml"))).rejects.toThrow("ENOENT");
    const mapper = await openMapper(folder, new AbortController().signal, () => {}, nothingDecided(), sample);
    toClose.push(() => mapper.close());
    const refused = await mapper.accept().catch((error: unknown) => error);
    expect(refused instanceof UserError && refused.message).toBe("Not every row is counted yet");
    count();
    await until(app, () => draftIn(app).isCounted);
    await new Promise<void>((resolve) => mapper.follow?.(({ kind }) => kind === "counted" && resolve()));
    await mapper.accept();
    expect(await readFile(join(folder, "grounds.yml"), "utf8")).toContain("Item Price");
  });

  it.each([
    ["a currency", "1400,p0@x.example,2024-05-20,paid,Tea 4,2,35.50,EUR", /currency: USD alone/],
    ["a status", "1400,p0@x.example,2024-05-20,cancelled,Tea 4,2,35.50,USD", /rows that are revenue: .*cancelled/],
    ["a day that is none", "1400,p0@x.example,soon,paid,Tea 4,2,35.50,USD", /1 row of transactions cannot be read/],
    ["a total", "Total,,,,,2400,57350.50,USD", /orders\.csv: .*1 total row/],
  ])("says what all rows changed: %s", async (_, odd, says) => {
    const { app, count } = await open({ "orders.csv": orders(odd) });
    count();
    await until(app, () => draftIn(app).isCounted);
    expect(app.screen().replaceAll(/\s*\n\s*/g, " ")).toMatch(says);
    expect(statesIn(app.store().state().place).mapping?.changes?.join("; ")).toMatch(says);
  });

  it("stops counting at once when it is closed", async () => {
    const folder = await scratch({ "orders.csv": orders(plain) });
    const mapper = await openMapper(folder, new AbortController().signal, () => {}, nothingDecided(), sample);
    const news: string[] = [];
    mapper.follow?.(({ kind }) => news.push(kind));
    await mapper.close();
    expect(new Set(news)).toEqual(new Set(["counting"]));
  });

  it("has its figures from the first on if the files are small", async () => {
    const folder = await scratch({ "orders.csv": orders(plain) });
    const mapper = await openMapper(folder, new AbortController().signal, () => {});
    toClose.push(() => mapper.close());
    expect(mapper.draft.isCounted).toBe(true);
    expect(mapper.follow).toBeUndefined();
  });
});

function isBusy(app: Driver): boolean {
  return statesIn(app.store().state().place).mapping?.isBusy === true;
}

async function until(app: Driver, isSo: () => boolean): Promise<void> {
  await vi.waitUntil(isSo, { timeout: 30_000, interval: 20 });
  await app.waitForIdle();
}
