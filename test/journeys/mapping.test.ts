import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { nothingDecided, openMapper } from "../../source/commands/mapper.ts";
import { sessionOn } from "../../source/commands/open-session.ts";
import { projectDir } from "../../source/commands/places.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import type { DraftColumn, DraftTable, MappingDraft } from "../../source/domain/mapping-draft.ts";
import { widthOf } from "../../source/domain/width.ts";
import { fileErrors } from "../../source/errors/file.ts";
import { UnmappedError } from "../../source/errors.ts";
import { keyOf, mappingItems } from "../../source/ui/screens/mapping/state.ts";
import type { Mapper } from "../../source/ui/state/core.ts";
import { buildWarehouse } from "../../source/warehouse/build/build.ts";
import type { Database } from "../../source/warehouse/database/database.ts";
import { foreignShop } from "../fixtures/foreign-shop.ts";
import { statesIn } from "../helpers/states.ts";
import { seeded } from "../torture/support/random.ts";
import { scratch } from "../warehouse/support/scratch.ts";
import { type Driver, type DriverOptions, openDriver } from "./driver.ts";
import { fakeCore } from "./fake-core.ts";

const toClose: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

interface Opened {
  readonly app: Driver;
  readonly folder: string;
  readonly failures: readonly Error[];
}

/** The program on an unknown folder, as `grounds FOLDER` opens it. */
async function open(files: Readonly<Record<string, string>>, options: DriverOptions = {}): Promise<Opened> {
  const folder = await scratch(files);
  const failures: Error[] = [];
  let built: Database | undefined;
  async function* build() {
    built = (yield* buildWarehouse({ source: folder, projectDir: projectDir(), warehouse: "memory" })).database;
  }
  const load = async () => {
    if (built === undefined) throw new Error("a build in memory hands its database on");
    const session: Session = await sessionOn(built, false);
    toClose.push(() => session.close());
    return coreOf(session);
  };
  const decided = nothingDecided();
  const map = async (error: Error | undefined, signal: AbortSignal, onProgress: (done: number) => void) => {
    if (error !== undefined) {
      failures.push(error);
      if (!(error instanceof UnmappedError)) return undefined;
    }
    const mapper = await openMapper(folder, signal, onProgress, decided);
    toClose.push(() => mapper.close());
    return mapper;
  };
  const app = await openDriver(fakeCore(), { build, load, map, ...options });
  toClose.push(() => app.close());
  return { app, folder, failures };
}

/** The draft of the open mapping. */
function draftIn(app: Driver): MappingDraft | undefined {
  return statesIn(app.store().state().place).mapping?.draft;
}

function tableOf(app: Driver, name: string): DraftTable | undefined {
  return draftIn(app)?.tables.find((table) => table.table === name);
}

function columnOf(app: Driver, table: string, column: string): DraftColumn | undefined {
  return tableOf(app, table)?.columns.find((one) => one.column === column);
}

/** Moves to a table, or to one of its columns. */
async function moveTo(app: Driver, table: string, column?: string): Promise<void> {
  const draft = draftIn(app);
  if (draft === undefined) throw new Error("no mapping is open");
  const key = column === undefined ? `table ${table}` : `column ${table} ${column}`;
  const row = mappingItems(draft).findIndex((item) => keyOf(item) === key);
  await app.press("first_row");
  await app.send("j".repeat(row));
}

async function choose(app: Driver, text: string): Promise<void> {
  await app.press("change");
  await app.type(text);
  await app.send("\r");
}

describe.each([
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
])("files that are not understood, at $columns x $rows", (size) => {
  it("shows per table its file, per column where it comes from, why and how certain, and the first rows", async () => {
    const { app, failures } = await open(foreignShop(), size);
    expect(failures).toEqual([expect.any(UnmappedError)]);
    const screen = app.screen();
    for (const text of ["Map your files", "transactions  from order export.csv  57 rows", "amounts in GBP"])
      expect(screen).toContain(text);
    expect(screen).toMatch(/net revenue 485\.50 GBP +30 orders +9 customers +2024-01-01 to 2024-09-27/);
    expect(screen).toMatch(/largest customer \d+ [\d.]+ \([\d.]+ %\) +largest day 2024-/);
    expect(screen).toMatch(/▸✓ amount +Qty x Unit Price/);
    expect(screen).toMatch(/✓ cancelled lines +reversals of what the customer/);
    expect(screen).toMatch(/first rows of transactions as mapped ─+\n transaction_id +order_id.*\n 1000-1 +1000 +200/);
    await moveTo(app, "transactions", "net_revenue");
    expect(app.screen()).toMatch(/✓ customer_id +"Customer ID" +by its name/);
    expect(app.screen()).toMatch(/▸ +~ net_revenue +\(try_cast\(/);
    await app.press("next_screen");
    expect(app.screen()).toMatch(/■ {2}customers {2}from clients\.csv {2}9 rows/);
    expect(app.screen()).not.toContain("@x.example");
    const lines = app.screen().split("\n");
    expect(lines).toHaveLength(size.rows);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(size.columns);
  });

  it("opens the list of a table's files on the one that it is made from", async () => {
    const { app } = await open(foreignShop(), size);
    for (const [table, file] of [
      ["transactions", "order export.csv"],
      ["customers", "clients.csv"],
    ] as const) {
      await moveTo(app, table);
      await app.press("change");
      expect(app.screen()).toMatch(new RegExp(`▸ +${file.replace(".", "\\.")}`));
      await app.send("\u001b");
    }
  });

  it("goes to the clicked line, and to the clicked entry of a list", async () => {
    const { app } = await open(foreignShop(), size);
    const lines = app.screen().split("\n");
    const y = lines.findIndex((line) => /[✓~] order_id /.test(line));
    app.store().dispatch({ type: "point", x: 9, y });
    await app.waitForIdle();
    expect(app.screen()).toContain("── transactions.order_id ──");
    await app.press("change");
    app.store().dispatch({ type: "point", x: 9, y: 7 });
    await app.waitForIdle();
    expect(app.screen().split("\n")[7]).toMatch(/▸ /);
    await app.send("\u001b");
    app.store().dispatch({ type: "point", x: 9, y: 0 });
    await app.waitForIdle();
    expect(app.screen()).toContain("── transactions.order_id ──");
  });

  it("says that a currency cannot be left out", async () => {
    const { app } = await open(foreignShop(), size);
    await moveTo(app, "transactions", "currency");
    await app.press("leave_out");
    expect(app.screen()).toContain("Amounts must have a currency: ⏎ chooses another");
  });

  it("says in full what went wrong and what to do, above the last line if it is long", async () => {
    const { app: first } = await open(foreignShop(), size);
    const draft = draftIn(first);
    if (draft === undefined) throw new Error("no mapping is open");
    const why = "The disk is full, and this sentence is so long that it would not fit beside all the others on a line.";
    const accept = async () => {
      throw fileErrors.unwritable({ file: "/data/shop.grounds.yml", why });
    };
    const { app } = await open(foreignShop(), {
      ...size,
      map: async () => ({ draft, change: async () => draft, accept, close: async () => {} }),
    });
    await app.press("accept");
    const lines = app.screen().split("\n");
    expect(lines).toHaveLength(size.rows);
    expect(lines.at(-1)).toMatch(/nothing was left behind\.$/);
    expect(app.screen().replace(/\s+/g, " ")).toContain(why);
    await app.press("down");
    expect(app.screen()).not.toContain("The disk is full");
  });

  it("writes the mapping on a, builds from it and opens the cohorts", async () => {
    const { app, folder } = await open(foreignShop(), size);
    await app.press("accept");
    expect(app.screen()).toContain("▸ Cohorts");
    expect(app.screen()).toContain("─ What was read ──");
    expect(app.screen()).toContain("transactions  60 records of order export.csv");
    expect(app.screen()).toContain("57  loaded");
    await app.send("\r");
    expect(app.screen()).toMatch(/\n {2}all +9 /);
    const text = await readFile(join(folder, "grounds.yml"), "utf8");
    expect(text).toContain('# Proposed by "grounds map"');
    expect(text).toContain("customer_id: '\"Customer ID\"'");
  });
});

describe("readings of the data", () => {
  const rows = Array.from({ length: 12 }, (_, at) => `${at},c${at % 3},2024-01-${10 + at},pending,2,${at + 1}.25\n`);
  const doubtful = {
    "orders.csv": `order id,customer,date,status,qty,price\n${rows.join("")}99,c1,2024-02-01,paid,2,50.00\n`,
  };

  it("are switched by ⏎: the totals change at once, the mapping says so, and u undoes it", {
    timeout: 90_000,
  }, async () => {
    const { app, folder } = await open(doubtful);
    expect(app.screen()).toContain("2 assumptions");
    expect(app.screen()).toMatch(/▸\? amount +qty x price +100\.00 or 50\.00/);
    await app.press("next_step");
    expect(app.screen()).toMatch(/▸\? rows that are revenue +without status pending +100\.00 or 262\.00/);
    expect(app.screen()).toMatch(/otherwise: every row \(net revenue 262\.00, 13 orders, 3 customers\)/);
    await app.press("change");
    expect(app.screen()).toMatch(/net revenue 262\.00 USD +13 orders/);
    expect(app.screen()).toMatch(/▸✓ rows that are revenue +every row +262\.00 or 100\.00/);
    expect(app.screen()).toContain("1 assumption ");
    await app.press("undo");
    expect(app.screen()).toMatch(/net revenue 100\.00 USD +1 order /);
    await app.press("change", "previous_step", "keep");
    expect(app.screen()).not.toContain("assumption");
    await app.press("accept");
    const text = await readFile(join(folder, "grounds.yml"), "utf8");
    expect(text).toMatch(
      /about: rows that are revenue\n +taken: every row\n +net_revenue: "?262\.00"?\n +because: as you said/,
    );
    expect(text).not.toContain("assumption: true");
  });
});

describe("what the files do not show", () => {
  const ledger = `sale no,day,pieces,line amount,counterpart\n${Array.from({ length: 40 }, (_, at) => `${9000 + at},2024-01-${1 + (at % 28)},${1 + (at % 3)},${at + 1}.50,K${at % 9}`).join("\n")}\n`;

  it("is shown as missing, with the columns that it could be, and chosen there", { timeout: 90_000 }, async () => {
    const { app } = await open({ "ledger.csv": ledger });
    expect(app.screen()).toContain("customer is missing");
    expect(app.screen()).toContain("nothing can be added up yet");
    expect(app.screen()).toMatch(/✗ customer +nothing in ledger\.csv says which/);
    expect(app.screen()).toContain("first rows of ledger.csv as it is");
    await app.press("accept");
    expect(app.screen()).toContain("The mapping is not complete: nothing says which column is the customer");
    await app.press("change");
    expect(app.screen()).toMatch(/The customer is in ─[\s\S]*▸ counterpart/);
    await app.send("\r");
    expect(app.screen()).toMatch(/net revenue 840\.00 USD +40 orders +9 customers/);
    await app.press("undo");
    expect(app.screen()).toContain("customer is missing");
    await app.press("change");
    await app.send("\r");
    await app.press("accept");
    expect(app.screen()).toContain("▸ Cohorts");
  });

  it("may be all three of customer, date and amount", async () => {
    const rows = Array.from({ length: 9 }, (_, at) => `K${at % 4},2024-02-0${at + 1} x,x${at}`).join("\n");
    const { app } = await open({ "notes.csv": `who,moment,sum\n${rows}\n` });
    expect(app.screen()).toMatch(/customer is missing {2}date is missing|amount is missing/);
  });
});

describe("a mapping that is changed before it is written", () => {
  it("takes another column of the file, previews it, and undoes it", async () => {
    const { app } = await open(foreignShop());
    await moveTo(app, "transactions", "order_id");
    await choose(app, "Article");
    expect(columnOf(app, "transactions", "order_id")).toMatchObject({ expression: "Article", confidence: "sure" });
    expect(app.screen()).toMatch(/first rows of transactions as mapped ─+\n order_id +transaction_id.*\n A-0 /);
    await app.press("undo");
    expect(columnOf(app, "transactions", "order_id")?.expression).toBe('"Invoice No"');
    await app.press("undo");
    expect(app.screen()).toContain("Nothing to undo");
  });

  it("fills a column that nothing was found for, and leaves one out", async () => {
    const { app, folder } = await open(foreignShop());
    await moveTo(app, "customers", "created_at");
    await choose(app, "signup");
    expect(columnOf(app, "customers", "created_at")).toMatchObject({ expression: "signup", confidence: "sure" });
    await moveTo(app, "transactions", "product_id");
    await app.press("leave_out");
    expect(columnOf(app, "transactions", "product_id")?.expression).toBeUndefined();
    await app.press("leave_out");
    expect(app.screen()).toContain("left out already");
    await app.press("accept");
    const text = await readFile(join(folder, "grounds.yml"), "utf8");
    expect([text.includes("created_at: signup"), text.includes("product_id:")]).toEqual([true, false]);
  });

  it("reads cancelled lines as reversals, leaves a table out, and takes it in again", async () => {
    const { app } = await open(foreignShop());
    expect(["transactions", "reversals"].map((name) => tableOf(app, name)?.preview?.rows)).toEqual([57, 3]);
    await moveTo(app, "customers");
    await app.press("leave_out");
    expect([tableOf(app, "customers")?.files, tableOf(app, "transactions")?.preview?.rows]).toEqual([[], 57]);
    expect(app.screen()).toContain("Not used: clients.csv");
    await moveTo(app, "customers");
    await choose(app, "clients");
    expect(tableOf(app, "customers")).toMatchObject({ files: ["clients.csv"], preview: { rows: 9 } });
    expect(app.screen()).not.toContain("Not used");
  });

  it("makes a table from another file, and keeps the changes to the others", async () => {
    const more = { "people.csv": "client_id,county\n200,Kent\n201,Devon\n" };
    const { app } = await open({ ...foreignShop(), ...more });
    await moveTo(app, "transactions", "quantity");
    await app.press("leave_out");
    await moveTo(app, "customers");
    await choose(app, "people");
    expect(tableOf(app, "customers")).toMatchObject({ files: ["people.csv"], preview: { rows: 2 } });
    expect(columnOf(app, "transactions", "quantity")?.expression).toBeUndefined();
  });

  it("asks how dates are written if both ways fit, and goes there on n", async () => {
    const rows = Array.from({ length: 12 }, (_, at) => `c${at % 3},0${(at % 9) + 1}/0${(at % 7) + 1}/2024,${at}.50`);
    const { app } = await open({ "sales.csv": `customer,date,amount\n${rows.join("\n")}\n` });
    expect(app.screen()).toContain("1 assumption  1 table proposed  2 not certain");
    await app.press("next_step");
    expect(app.screen()).toContain("── transactions.transacted_at ");
    expect(app.screen()).toContain("not certain:");
    await choose(app, "month first");
    expect(columnOf(app, "transactions", "transacted_at")?.expression).toContain("%m/%d/%Y");
    expect(app.screen()).toMatch(/✓ dates in date +date with the month first +72\.00 or 72\.00/);
    expect(app.screen()).toContain("1 table proposed  1 not certain");
    await app.press("next_step");
    expect(app.screen()).toContain("── transactions.currency ");
    await choose(app, "EUR");
    await app.press("next_step");
    expect(app.screen()).toContain("Nothing here is uncertain");
  });

  it("says which currency the amounts are in if values do not, and takes another one", async () => {
    const { app, folder } = await open({
      "sales.csv": "customer,date,amount\nc1,2024-01-31,5.00\nc2,2024-01-30,6.00\n",
    });
    expect(app.screen()).toContain("1 not certain  amounts in USD");
    await app.press("next_step");
    expect(app.screen()).toContain("── transactions.currency ");
    expect(app.screen()).toContain("not certain: no value names a currency");
    await choose(app, "Swiss");
    expect(app.screen()).toContain("nothing uncertain  amounts in CHF");
    await moveTo(app, "transactions", "net_revenue");
    await choose(app, "amount");
    await app.press("accept");
    expect(await readFile(join(folder, "grounds.yml"), "utf8")).toContain("# as you said\ncurrency: CHF");
  });

  it("does not continue without what is required, says what it is, and writes nothing", async () => {
    const { app, folder } = await open(foreignShop());
    await moveTo(app, "transactions", "customer_id");
    await app.press("leave_out");
    expect(app.screen()).toContain("required: ⏎ chooses one");
    await app.press("accept");
    expect(app.screen()).toContain("The mapping is not complete: transactions.customer_id is required");
    await moveTo(app, "transactions");
    await app.press("leave_out", "accept");
    expect(app.screen()).toContain("transactions have no file");
    await app.send("Q");
    expect(app.hasExited()).toBe(true);
    await expect(readFile(join(folder, "grounds.yml"))).rejects.toThrow("ENOENT");
  });

  const badDates = () => {
    const line = (at: number) =>
      `${at},c-${at % 7},${at % 10 === 0 ? "n/a" : "2024-01-02"},2024-01-0${1 + (at % 9)},5.00`;
    const lines = Array.from({ length: 60 }, (_, at) => line(at));
    return { "orders.csv": `Order ID,Customer ID,Order Date,Paid At,Total\n${lines.join("\n")}\n` };
  };

  it("can be reopened with m, as it was left, when the build finds too much wrong with it, and written again", async () => {
    const { app, folder } = await open(badDates(), { hasBuiltBefore: () => false });
    await moveTo(app, "transactions", "order_id");
    await app.press("leave_out", "accept");
    expect(app.screen()).toContain("r try again  m change the mapping  q quit");
    const first = await readFile(join(folder, "grounds.yml"), "utf8");
    await app.send("m");
    expect(columnOf(app, "transactions", "order_id")?.expression).toBeUndefined();
    await moveTo(app, "transactions", "transacted_at");
    await choose(app, "Paid At");
    await app.press("accept");
    expect(app.screen()).toContain("60");
    expect(app.screen()).toContain("What was read");
    const second = await readFile(join(folder, "grounds.yml"), "utf8");
    expect(first).toContain("Order Date");
    expect(second).toContain("Paid At");
    expect(second).not.toContain("order_id");
  });

  it("can be reopened with its undo steps, and starts over if the files have other columns by then", async () => {
    const { app, folder } = await open(badDates());
    await moveTo(app, "transactions", "order_id");
    await app.press("leave_out", "accept");
    await app.send("m");
    await app.press("undo");
    expect(columnOf(app, "transactions", "order_id")?.expression).toBeDefined();
    await app.press("accept");
    await writeFile(join(folder, "orders.csv"), "Customer,Sold On,Amount\nc1,2024-01-01,5.00\nc2,2024-01-02,6.00\n");
    await app.send("m");
    expect(columnOf(app, "transactions", "transacted_at")?.expression).toContain("Sold On");
  });

  it("does not overwrite a mapping that was edited by hand after it was accepted", async () => {
    const { app, folder } = await open(badDates(), { hasBuiltBefore: () => true });
    await app.press("accept");
    expect(app.screen()).toContain("m change the mapping  o open the earlier warehouse  q quit");
    await writeFile(join(folder, "grounds.yml"), "# mine\n", { flag: "a" });
    await app.send("m");
    await moveTo(app, "transactions", "transacted_at");
    await choose(app, "Paid At");
    await app.press("accept");
    expect(await readFile(join(folder, "grounds.yml"), "utf8")).toContain("# mine");
    expect(app.screen()).toContain("already exists");
  });

  it("does not replace a mapping that was created meanwhile", async () => {
    const { app, folder } = await open(foreignShop());
    const { writeFile } = await import("node:fs/promises");
    await writeFile(join(folder, "grounds.yml"), "version: 1\ntables: {}\n");
    await app.press("accept");
    expect(app.screen()).toContain("already exists");
    expect(await readFile(join(folder, "grounds.yml"), "utf8")).toBe("version: 1\ntables: {}\n");
  });
});

describe("around the mapping", () => {
  it("shows its keys, finds every action, and shows the file that it would write", async () => {
    const { app } = await open(foreignShop(), { columns: 120, rows: 40 });
    await app.press("help");
    expect(app.screen()).toContain("The totals, how the data is read and could be read otherwise");
    expect(app.screen()).toMatch(/a +Write the mapping, build from it and open the cohorts/);
    expect(app.screen()).not.toContain("Choose the measure");
    await app.send("\u001b");
    await app.press("sql");
    expect(app.screen()).toContain("grounds.yml as it would be written");
    expect(app.screen()).toContain("currency: GBP");
    await app.send("\u001b");
    await moveTo(app, "transactions");
    await app.press("palette");
    await app.type("leave this column");
    await app.send("\r");
    expect(app.screen()).toContain("transactions have no file");
    await app.press("undo", "back");
    expect(app.screen()).toContain("q leaves and writes nothing");
  });

  it("is read out as sentences for a screen reader", async () => {
    const { app } = await open(foreignShop(), { isSpoken: true });
    expect(app.screen()).toContain("grounds, Map your files.");
    expect(app.screen()).toContain("✓ customer_id");
  });

  it("says why if there is nothing to choose from", async () => {
    const { app, failures } = await open({ "notes.csv": "" }, { columns: 120 });
    expect(failures).toHaveLength(1);
    expect(app.screen()).toContain("No file of");
  });

  it.each([
    [60, 15],
    [80, 24],
    [200, 60],
  ])("fills exactly one frame of %i x %i and lets no control character out", async (columns, rows) => {
    const { app } = await open(foreignShop("\u001b[2J\u0007\u202e"), { columns, rows });
    for (const action of ["last_row", "change", "back", "first_row", "right", "next_screen", "sql"] as const) {
      await app.press(action);
      const lines = app.screen().split("\n");
      expect(lines).toHaveLength(rows);
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not come out
      expect(app.screen()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
    await app.resize(50, 10);
    expect(app.screen()).toContain("60x15");
  });
});

describe("any keys in any order", () => {
  it("leave one complete frame and a mapping that can be undone to the first", { timeout: 60_000 }, async () => {
    const { app } = await open(foreignShop());
    const first = draftIn(app)?.text;
    const random = seeded(20261122);
    const keys = [
      "j",
      "k",
      "l",
      "h",
      "\r",
      "\r",
      "x",
      "u",
      "n",
      "p",
      "\t",
      "G",
      "g",
      "?",
      "S",
      ":",
      "i",
      "o",
      " ",
      "\u001b",
    ];
    for (let at = 0; at < 150; at++) {
      await app.send(keys[Math.floor(random() * keys.length)] ?? "");
      expect(app.hasExited()).toBe(false);
      expect(app.screen().split("\n"), `after ${at}`).toHaveLength(24);
      expect(app.screen()).toContain("▸ Map your files");
    }
    for (let at = 0; at < 3; at++) await app.send("\u001b");
    for (let at = 0; at < 150 && !app.screen().includes("Nothing to undo"); at++) await app.press("undo");
    expect(draftIn(app)?.text).toBe(first);
  });
});

describe("a mapper", () => {
  it("releases its copies when it is closed", async () => {
    const mapper: Mapper = await openMapper(await scratch(foreignShop()), new AbortController().signal, () => {});
    expect(mapper.draft.tables.map((table) => table.files.length > 0)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    await mapper.close();
    await mapper.close();
  });
});
