import { appendFile, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeXlsx } from "hucre/xlsx";
import { createBuildDatabase } from "../../../source/warehouse/database/build-database.ts";
import { attachDatabase } from "../../../source/warehouse/files/attach-database.ts";
import { readCsv } from "../../../source/warehouse/files/read-csv.ts";
import { takeSnapshot } from "../../../source/warehouse/files/snapshot.ts";
import { loadSource } from "../../../source/warehouse/ingest/load-source.ts";
import { findSource } from "../../../source/warehouse/mapping/source.ts";
import { drained, scratch, transactions } from "../../warehouse/support/scratch.ts";
import { failedBuild, raised, replaceForNow, reported, type Trigger } from "./trigger.ts";

/** Besides those of test/inputs/broken-files.ts. */
export const source: Readonly<Record<string, Trigger>> = {
  async unfinishedDatabase() {
    const folder = await scratch({ "shop.duckdb": "", "shop.duckdb.wal": "a change" });
    const connection = await createBuildDatabase(undefined, [folder]);
    const file = { path: `${folder}/shop.duckdb`, name: "shop.duckdb", format: "duckdb", isGzip: false } as const;
    const snapshot = await takeSnapshot({ ...file, given: {} }, await scratch(), 1);
    const id = await raised(() => attachDatabase(connection, snapshot));
    await connection.database.close();
    return id;
  },
  expandsTooFar() {
    replaceForNow(process, "env", { ...process.env, GROUNDS_EXPAND_LIMIT: "1kB" });
    const packed = gzipSync(transactions("c,2024-01-01,1\n".repeat(1000)));
    return failedBuild({ "transactions.csv.gz": packed });
  },
  async linkedOut() {
    const folder = await scratch();
    await symlink("/etc/hostname", join(folder, "transactions.csv"));
    return reported("build", "--source", folder, "--memory");
  },
  mixedCurrencies: () =>
    failedBuild({
      "transactions.csv":
        "customer_id,transacted_at,net_revenue,currency\nc,2024-01-01,1.00,EUR\nc,2024-01-02,2.00,USD\n",
    }),
  /** A workbook whose directory says that its texts take half a gigabyte. */
  async tooLarge() {
    const content = Buffer.from(await writeXlsx({ sheets: [{ name: "Sheet1", rows: [["a text"], ["another"]] }] }));
    const entry = content.lastIndexOf("xl/sharedStrings.xml") - 46;
    content.writeUInt32LE(2 ** 29, entry + 24);
    return failedBuild({ "transactions.xlsx": content });
  },
  async changing() {
    const folder = await scratch({ "transactions.csv": transactions("c,2024-01-01,1\n".repeat(400_000).trimEnd()) });
    const copies = await scratch();
    const connection = await createBuildDatabase(undefined, [copies]);
    const landing = drained(
      loadSource({ connection, source: await findSource({ source: folder }), directory: copies }),
    );
    while ((await readdir(copies)).length === 0) await new Promise(setImmediate);
    await appendFile(`${folder}/transactions.csv`, "c-2,2024-01-01,1\n");
    const id = await raised(() => landing);
    await connection.database.close();
    return id;
  },
  /** The copy grows between counting and reading, which only a broken disk or an attacker does. */
  async notInFull() {
    const folder = await scratch({ "transactions.csv": transactions("c,2024-01-01,1") });
    const copies = await scratch();
    const connection = await createBuildDatabase(undefined, [copies]);
    const [file] = (await findSource({ source: folder })).tables.get("transactions") ?? [];
    if (file === undefined) throw new Error("the file is not found");
    const snapshot = await takeSnapshot(file, copies, 1);
    const { csv } = snapshot;
    if (csv === undefined) throw new Error("the file is not read as CSV");
    await appendFile(snapshot.path, "c,2024-01-02,2\n");
    const sink = { write: async () => 2, clear: async () => {} };
    const id = await raised(() => readCsv(connection, "transactions", snapshot, csv, sink));
    await connection.database.close();
    return id;
  },
};
