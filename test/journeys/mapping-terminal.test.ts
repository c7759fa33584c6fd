import { readFileSync } from "node:fs";
import { chmod, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { foreignShop, foreignShopTotals } from "../fixtures/foreign-shop.ts";
import { frameFault } from "../torture/support/frame.ts";
import { prepareProgram, run } from "../torture/support/program.ts";
import { noPty, Pty, type PtyOptions } from "../torture/support/pty.ts";
import { scratch, writeFiles } from "../warehouse/support/scratch.ts";

const closing: Pty[] = [];

afterEach(() => {
  for (const pty of closing.splice(0)) pty.close();
});

/** A folder to work in, with the shop's files in a subfolder. */
async function shopIn(files: Readonly<Record<string, string>> = foreignShop()) {
  const work = await scratch({});
  const shop = join(work, "shop");
  await mkdir(shop);
  await writeFiles(shop, files);
  return { work, shop };
}

function open(work: string, words: readonly string[], options: PtyOptions = {}): Pty {
  const pty = Pty.open(prepareProgram(), words, work, { columns: 80, rows: 24, ...options });
  closing.push(pty);
  return pty;
}

/** Orders as a shop's plugin exports them: some on hold, and a price that may be per piece or per line. */
function wooLike() {
  const header = "Order Number,Order Status,Order Date,Email (Billing),Item Name,Quantity,Item Price";
  const lines = Array.from({ length: 40 }, (_, at) => {
    const day = `2024-0${1 + (at % 6)}-${10 + (at % 15)} 09:${10 + at}`;
    return { status: at % 8 === 5 ? "On hold" : "Completed", day, quantity: 2, cents: 500 + 37 * at, who: at % 8, at };
  });
  const rows = lines.map(({ status, day, quantity, cents, who, at }) =>
    [1000 + at, status, day, `p${who}@x.example`, `Tea ${at}`, quantity, (cents / 100).toFixed(2)].join(","),
  );
  const sum = lines.reduce((all, { quantity, cents }) => all + quantity * cents, 0);
  return { text: `${header}\n${rows.join("\n")}\n`, every: (sum / 100).toFixed(2) };
}

const isMap = (text: string) => text.includes("▸ Map your files") && / rows of \w+ as mapped/.test(text);
const isTrying = (text: string) => text.includes("trying it on the files");
const isGrid = (text: string) => text.includes("▸ Cohorts") && /\n {2}all +9 /.test(text);

describe.skipIf(noPty() !== undefined)("own data on a real terminal", () => {
  it("grounds FOLDER: an unknown folder, the mapping, a change, accept, the grid", { timeout: 90_000 }, async () => {
    const { work, shop } = await shopIn();
    const pty = open(work, ["shop"]);
    await pty.until(isMap, "the mapping", 30_000);
    expect(frameFault(pty.screen)).toBeUndefined();
    pty.press("\t\t");
    await pty.until((text) => text.includes("── customers "), "another table");
    await pty.resize(120, 40);
    await pty.until(() => frameFault(pty.screen) === undefined && isMap(pty.screen.text()), "a larger frame");
    pty.press("g\tjj\r");
    await pty.until((text) => text.includes("transactions.order_id is made from"), "the columns to choose from");
    pty.press("Invoice\r");
    await pty.until((text) => /order_id +"Invoice No" +as you said/.test(text), "what was chosen");
    pty.press("a");
    await pty.until((text) => text.includes("transactions  60 records of order export.csv"), "the summary", 30_000);
    pty.press("\r");
    await pty.until(isGrid, "the grid");
    expect(frameFault(pty.screen)).toBeUndefined();
    pty.press("Q");
    expect(await pty.ended()).toBe(0);
    expect(pty.screen.leftOn()).toEqual([]);
    expect(readFileSync(join(shop, "grounds.yml"), "utf8")).toContain("# sure: as you said");

    const words = ["slice", "--measure", "orders,net_revenue", "--source", "shop", "--format", "csv"];
    const slice = await run(prepareProgram(), words, work);
    const { orders, netRevenue } = foreignShopTotals;
    expect([slice.code, slice.stdout]).toEqual([0, `orders,net_revenue\n${orders},${netRevenue}\n`]);
    const again = open(work, ["shop"]);
    await again.until(isGrid, "the grid at once, without the mapping", 30_000);
  });

  it("a shop's export with two assumptions answered, to the grid at 80x24", { timeout: 90_000 }, async () => {
    const orders = wooLike();
    const { work } = await shopIn({ "orders-2025-05-01.csv": orders.text });
    const pty = open(work, ["shop"]);
    await pty.until((text) => isMap(text) && text.includes("2 assumptions"), "the mapping", 30_000);
    expect(frameFault(pty.screen)).toBeUndefined();
    pty.press(" ");
    await pty.until((text) => text.includes(" 1 assumption ") && !isTrying(text), "the amount as it is taken");
    pty.press("n\r");
    const every = new RegExp(`net revenue ${orders.every} USD +40 orders`);
    await pty.until(
      (text) => every.test(text) && !/assumption/.test(text) && !isTrying(text),
      "orders on hold taken in",
    );
    pty.press("a");
    await pty.until((text) => text.includes("40 records of orders-2025-05-01.csv"), "the summary", 30_000);
    pty.press("\r");
    await pty.until((text) => text.includes("▸ Cohorts") && /\n {2}all +8\b/.test(text), "the grid");
    expect(frameFault(pty.screen)).toBeUndefined();
    expect(pty.screen.text()).not.toContain("assumption");
    pty.press("Q");
    expect(await pty.ended()).toBe(0);
    const slice = await run(prepareProgram(), ["slice", "--measure", "net_revenue", "--source", "shop"], work);
    expect(slice.stdout).toBe(`net_revenue\n${Number(orders.every)}\n`);
    expect(slice.stderr).not.toContain("assumption");
  });

  it("an export that does not show which column is the customer: a column is chosen", { timeout: 90_000 }, async () => {
    const rows = Array.from({ length: 40 }, (_, at) => `${9000 + at},2024-01-${10 + (at % 9)},${at + 1}.50,K${at % 9}`);
    const { work } = await shopIn({ "ledger.csv": `sale no,day,line amount,counterpart\n${rows.join("\n")}\n` });
    const pty = open(work, ["shop"]);
    await pty.until((text) => text.includes("nothing in ledger.csv says which"), "what is missing", 30_000);
    expect(frameFault(pty.screen)).toBeUndefined();
    pty.press("\r");
    await pty.until((text) => /The customer is in/.test(text) && /▸ counterpart/.test(text), "the candidates");
    pty.press("\r");
    await pty.until(
      (text) => /net revenue 840\.00 USD +40 orders +9 customers/.test(text) && !isTrying(text),
      "what comes out",
    );
    pty.press("a");
    await pty.until((text) => text.includes("40 records of ledger.csv"), "the summary", 30_000);
    pty.press("\r");
    await pty.until((text) => text.includes("▸ Cohorts") && /\n {2}all +9\b/.test(text), "the grid");
    expect(frameFault(pty.screen)).toBeUndefined();
  });

  it.each([
    ["a pattern", "shop/*.csv", 0o755, /^grounds\.yml$/, "shop"],
    ["a file in a folder that may not be written to", "shop/order export.csv", 0o555, /\.grounds\.yml$/, "."],
  ])("%s: an accepted mapping is saved where it is found again", { timeout: 90_000 }, async (...row) => {
    const [, source, mode, name, place] = row;
    const { work, shop } = await shopIn();
    await chmod(shop, mode);
    const pty = open(work, [source]);
    await pty.until(isMap, "the mapping", 30_000);
    pty.press("a");
    await pty.until((text) => text.includes("What was read"), "the summary", 30_000);
    pty.press("q");
    await pty.until(isGrid, "the grid");
    expect((await readdir(join(work, place))).filter((file) => name.test(file))).toHaveLength(1);
    await chmod(shop, 0o755);
    pty.close();
    const again = open(work, [source]);
    await again.until(isGrid, "the grid at once", 30_000);
  });

  it("Q leaves the folder and the terminal as they were", { timeout: 60_000 }, async () => {
    const { work, shop } = await shopIn();
    const pty = open(work, ["open", "--source", "shop/*.csv"]);
    await pty.until(isMap, "the mapping", 30_000);
    pty.press("Q");
    expect(await pty.ended()).toBe(0);
    expect(pty.screen.leftOn()).toEqual([]);
    await expect(readFile(join(shop, "grounds.yml"))).rejects.toThrow("ENOENT");
  });

  it("grounds map asks about what is not certain, and accepts the answer", { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 12 }, (_, at) => `c${at % 3},0${(at % 9) + 1}/0${(at % 7) + 1}/2024,${at}.50`);
    const { work } = await shopIn({ "sales.csv": `customer,date,amount\n${rows.join("\n")}\n` });
    const pty = open(work, ["map", "shop", "--out", "mine.yml"], { columns: 120, rows: 40 });
    await pty.until((text) => text.includes("Enter keeps it; d day first, m month first:"), "the question", 30_000);
    expect(pty.screen.text()).toContain("transactions.transacted_at = ");
    pty.press("m\r");
    await pty.until((text) => text.includes("amounts are in USD"), "the currency's question");
    pty.press("\r");
    expect(await pty.ended(20_000)).toBe(0);
    expect(pty.screen.text()).toContain("wrote the mapping to mine.yml");
    expect(readFileSync(join(work, "mine.yml"), "utf8")).toContain("%m/%d/%Y");
  });

  it.each(["SIGTERM", "hang-up"] as const)(
    "%s at the mapping gives the terminal back and leaves no copies of the files",
    { timeout: 60_000 },
    async (how) => {
      const { work } = await shopIn();
      const copies = join(work, "tmp");
      await mkdir(copies);
      const pty = open(work, ["shop"], { env: { TMPDIR: copies } });
      await pty.until(isMap, "the mapping", 30_000);
      expect(await readdir(copies)).toEqual([expect.stringMatching(/^grounds-\d+-/)]);
      if (how === "hang-up") pty.hangUp();
      else pty.signal(how);
      // The shell hangs up too, at any time.
      const shell = setInterval(() => how === "hang-up" && pty.signal("SIGHUP"), 2);
      expect(await pty.ended(10_000).finally(() => clearInterval(shell))).toBe(how === "SIGTERM" ? 143 : 129);
      if (how !== "hang-up") expect(pty.screen.leftOn()).toEqual([]);
      expect(await readdir(copies)).toEqual([]);
    },
  );

  it("q while a large file is still being read leaves no copy of it either", { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 400_000 }, (_, at) => `c${at % 900},2024-01-${10 + (at % 19)},${at}.50,x${at}\n`);
    const { work } = await shopIn({ "sales.csv": `customer,date,amount,note\n${rows.join("")}` });
    const copies = join(work, "tmp");
    await mkdir(copies);
    const pty = open(work, ["shop"], { env: { TMPDIR: copies } });
    await pty.until((text) => text.includes("reading the files to propose a mapping"), "the reading", 30_000);
    pty.press("q");
    expect(await pty.ended(10_000)).toBe(0);
    expect(pty.screen.leftOn()).toEqual([]);
    expect(await readdir(copies)).toEqual([]);
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("grounds map stops at %s and writes nothing", { timeout: 60_000 }, async (_name, key) => {
    const { work } = await shopIn({ "sales.csv": "customer,date,amount\nc1,03/04/2024,5\nc2,05/06/2024,6\n" });
    const pty = open(work, ["map", "shop", "--out", "mine.yml"]);
    await pty.until((text) => text.includes("Enter keeps it"), "the question", 30_000);
    pty.press(key);
    expect(await pty.ended(20_000)).toBe(130);
    await expect(readFile(join(work, "mine.yml"))).rejects.toThrow("ENOENT");
    expect((await pty.modes()).canonical).toBe(true);
  });

  it("without a terminal it is an error with its next step", { timeout: 60_000 }, async () => {
    const { work } = await shopIn();
    const { code, stdout, stderr } = await run(prepareProgram(), ["cohorts", "--source", "shop"], work);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("grounds map FOLDER");
  });
});
