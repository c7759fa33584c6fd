import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { columnsOf, tables } from "../../source/generate/contract.ts";
import { generate } from "../../source/generate/generate.ts";
import { loadScenario } from "../../source/generate/scenario.ts";
import { generated, inFolder, openFiles } from "./helpers.ts";

const root = new URL("../..", import.meta.url).pathname;
const coffee = await loadScenario("coffee");

async function contents(folder: string) {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")]));
}

/** A table's text without the column of its own dimension, the last one. */
function withoutStores(table: string, text: string): string {
  if (table === "customers") return text.replaceAll(/(,[^,\n]*){9}$/gm, "");
  return table === "transactions" ? text.replaceAll(/,[^,\n]*$/gm, "") : text;
}

describe("generate", () => {
  it("writes the same bytes for the same seed, in any time zone and locale, and others for another seed", () =>
    inFolder(async (folder) => {
      const outDir = join(folder, "here");
      await generated({ scenario: coffee, customers: 400, seed: 7, outDir });
      const program = `
        import { generate } from "${root}source/generate/generate.ts";
        import { loadScenario } from "${root}source/generate/scenario.ts";
        const scenario = await loadScenario("coffee");
        for await (const _ of generate({ scenario, customers: 400, seed: 7, outDir: ${JSON.stringify(join(folder, "tokyo"))} }));`;
      const env = { ...process.env, TZ: "Asia/Tokyo", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" };
      await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], { env, cwd: root });
      await generated({ scenario: coffee, customers: 400, seed: 8, outDir: join(folder, "other") });
      const here = await contents(outDir);
      expect(await contents(join(folder, "tokyo"))).toEqual(here);
      expect(await contents(join(folder, "other"))).not.toEqual(here);
    }));

  it("writes the same bytes for a seed as ever, clean and dirty", () =>
    inFolder(async (folder) => {
      const hashes = [];
      for (const dirty of [false, true]) {
        const outDir = join(folder, `${dirty}`);
        await generated({ scenario: coffee, customers: 400, seed: 7, outDir, dirty });
        const hash = createHash("sha256");
        for (const table of tables)
          hash.update(withoutStores(table, await readFile(join(outDir, `${table}.csv`), "utf8")));
        hashes.push(hash.digest("hex"));
      }
      // Without the stores in the last column and the customers' contacts before it.
      expect(hashes).toEqual([
        "7cdaab9f02941ad3a22370e8e8781f669a9f32c42f2f4e6607a7144fc78b8ac8",
        "6eca34dc1615257c12beb67009661c91256deea18bdd94ee869b7c6c892d6adf",
      ]);
    }));

  it("gives customers and picked-up orders a store in their region", () =>
    inFolder(async (folder) => {
      const outDir = join(folder, "set");
      await generated({ scenario: coffee, customers: 400, seed: 7, outDir });
      const read = async (table: string) =>
        (await readFile(join(outDir, `${table}.csv`), "utf8"))
          .trim()
          .split("\n")
          .slice(1)
          .map((line) => line.split(","));
      const regions = new Map((await read("customers")).map((cells) => [cells[0], cells.at(-11)]));
      const homes = (await read("customers")).map((cells) => [cells.at(-11), cells.at(-1) ?? ""]);
      const pickups = (await read("transactions")).filter((cells) => cells.at(-1) !== "");
      expect(homes.filter(([, store]) => store !== "").length).toBeGreaterThan(200);
      expect(homes.every(([region, store]) => store === "" || store?.startsWith(`${region}-`))).toBe(true);
      expect(pickups.length).toBeGreaterThan(50);
      expect(pickups.every((cells) => cells.at(-1)?.startsWith(`${regions.get(cells[2])}-`))).toBe(true);
      expect(pickups.some((cells) => cells[4] === "subscription")).toBe(false);
    }));

  it("leaves a folder alone if somebody changed its mapping", () =>
    inFolder(async (folder) => {
      const outDir = join(folder, "set");
      await generated({ scenario: coffee, customers: 20, seed: 7, outDir });
      await generated({ scenario: coffee, customers: 20, seed: 8, outDir });
      await writeFile(join(outDir, "grounds.yml"), "version: 1\n");
      await expect(generated({ scenario: coffee, customers: 20, seed: 9, outDir })).rejects.toThrow(/is not replaced/);
    }));

  it("writes the contract's files and columns, and counts their rows", () =>
    inFolder(async (folder) => {
      const outDir = join(folder, "set");
      const { files, rows, progress } = await generated({ scenario: coffee, customers: 500, seed: 1, outDir });
      expect(files).toEqual([...tables.map((table) => `${table}.csv`), "grounds.yml"]);
      expect(await readdir(folder)).toEqual(["set"]);
      expect(progress.at(-1)).toMatchObject({ done: 500, total: 500 });
      for (const [label, steps] of Map.groupBy(progress, (step) => step.label))
        expect(steps.at(-1)?.done, label).toBe(steps.at(-1)?.total);
      for (const table of tables) {
        const lines = (await readFile(join(outDir, `${table}.csv`), "utf8")).trimEnd().split("\n");
        expect(lines[0]).toBe(columnsOf[table].join(","));
        expect(lines.length - 1).toBe(rows[table]);
      }
    }));

  it("refers only to what exists, and books list less discount, reversals and plug", () =>
    inFolder(async (folder) => {
      const outDir = join(folder, "set");
      await generated({ scenario: coffee, customers: 1200, seed: 3, outDir });
      const ask = await openFiles(outDir);
      const [broken] = await ask(`SELECT
        (SELECT count(*) FROM transactions ANTI JOIN customers USING (customer_id)) AS customer,
        (SELECT count(*) FROM transactions WHERE gift_recipient_id NOT IN (SELECT customer_id FROM customers)) AS recipient,
        (SELECT count(*) FROM transactions WHERE discount_id NOT IN (SELECT discount_id FROM discount_offerings)) AS deal,
        (SELECT count(*) FROM transactions WHERE reversal_id NOT IN (SELECT reversal_id FROM reversals)) AS reversal,
        (SELECT count(*) FROM reversals ANTI JOIN transactions USING (transaction_id, customer_id, reversal_id)) AS reversed,
        (SELECT count(*) FROM subscription_state_changes ANTI JOIN customers USING (customer_id)) AS changed,
        (SELECT count(*) - count(DISTINCT transaction_id) FROM transactions) AS key`);
      expect(broken).toEqual(Object.fromEntries(Object.keys(broken ?? {}).map((name) => [name, "0"])));
      const [booked] = await ask(`
        WITH lines AS (
          SELECT t.net_revenue::DECIMAL(18,2) AS net, (p.gross_price * t.quantity)::DECIMAL(18,2) AS list,
            round((p.gross_price * t.quantity)::DECIMAL(18,2) * coalesce(d.percent_off, 0) / 100, 2)::DECIMAL(18,2) AS discount,
            CASE WHEN r.kind IN ('refund', 'credit', 'chargeback') THEN r.amount ELSE 0 END::DECIMAL(18,2) AS reversed
          FROM transactions t
          LEFT JOIN coffee_profiles p ON p.product_id = t.product_id AND t.transacted_at >= p.price_valid_from
            AND (p.price_valid_to IS NULL OR t.transacted_at < p.price_valid_to)
          LEFT JOIN discount_offerings d USING (discount_id) LEFT JOIN reversals r USING (reversal_id))
        SELECT count(*) = (SELECT count(*) FROM transactions) AS one_price, min(list - discount - reversed - net)::DOUBLE AS low,
          max(list - discount - reversed - net)::DOUBLE AS high,
          count(*) FILTER (list - discount - reversed != net) / count(*) < 0.05 AS rare FROM lines`);
      expect(booked).toEqual({ one_price: true, low: 0, high: 2.19, rare: true });
    }));

  it("starts each subscription with an order at the same instant and keeps its time of day", () =>
    inFolder(async (folder) => {
      const outDir = join(folder, "set");
      await generated({ scenario: coffee, customers: 1200, seed: 5, outDir });
      const ask = await openFiles(outDir);
      const [subscriptions] = await ask(`
        SELECT count(*) > 500 AS many, count(*) FILTER (first != changed_at) AS late, count(*) FILTER (times != 1) AS moved
        FROM subscription_state_changes JOIN (SELECT subscription_id, min(transacted_at) AS first,
          count(DISTINCT transacted_at::TIME) AS times FROM transactions GROUP BY 1) USING (subscription_id)
        WHERE state = 'started'`);
      expect(subscriptions).toEqual({ many: true, late: "0", moved: "0" });
      const [aside] = await ask(`SELECT count(DISTINCT customer_id) FILTER (transaction_type = 'gift') > 50 AS gifts,
        count(DISTINCT customer_id) FILTER (transaction_type = 'a_la_carte') > 100 AS single,
        (SELECT count(*) FROM reversals JOIN transactions t USING (transaction_id)
          WHERE reversed_at > t.transacted_at + INTERVAL 60 DAY) > 0 AS late
        FROM transactions WHERE customer_id IN (SELECT customer_id FROM subscription_state_changes)`);
      expect(aside).toEqual({ gifts: true, single: true, late: true });
    }));

  it("adds bad rows to the good ones if requested, below one percent", () =>
    inFolder(async (folder) => {
      const [clean, dirty] = [join(folder, "clean"), join(folder, "dirty")];
      const options = { scenario: coffee, customers: 1000, seed: 7 };
      const before = await generated({ ...options, outDir: clean });
      const after = await generated({ ...options, outDir: dirty, dirty: true });
      const added = after.rows.transactions - before.rows.transactions;
      expect(added).toBeGreaterThan(10);
      expect(added / after.rows.transactions).toBeLessThan(0.01);
      const sound = new Set((await readFile(join(dirty, "transactions.csv"), "utf8")).split("\n"));
      for (const line of (await readFile(join(clean, "transactions.csv"), "utf8")).split("\n"))
        if (!sound.has(line)) expect.unreachable(line);
      const ask = await openFiles(dirty, true);
      const [bad] = await ask(`SELECT bool_or(try_cast(transacted_at AS TIMESTAMP) IS NULL) AS dates,
        bool_or(try_cast(net_revenue AS DECIMAL(18,2)) IS NULL) AS numbers, bool_or(quantity = '0') AS zero,
        bool_or(customer_id = 'c-unknown') AS unknown, bool_or(transacted_at > '2100') AS future,
        count(*) > count(DISTINCT transaction_id) AS duplicates FROM transactions`);
      expect(bad).toEqual({ dates: true, numbers: true, zero: true, unknown: true, future: true, duplicates: true });
    }));

  it("replaces an earlier set completely, and leaves it alone if stopped or if the folder is somebody's", () =>
    inFolder(async (folder) => {
      const outDir = join(folder, "set");
      const options = { scenario: coffee, customers: 600, outDir };
      await generated({ ...options, seed: 1 });
      const first = await contents(outDir);
      for await (const _ of generate({ ...options, seed: 2 })) break;
      expect(await contents(outDir)).toEqual(first);
      await generated({ ...options, seed: 2 });
      expect(await contents(outDir)).not.toEqual(first);
      await writeFile(join(outDir, "mine.txt"), "mine");
      await expect(generated({ ...options, seed: 3 })).rejects.toThrow("is not replaced");
      expect(await readdir(folder)).toEqual(["set"]);
    }));
});
