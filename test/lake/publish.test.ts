import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { openFolderStore } from "../../source/lake/folder-store.ts";
import { type Manifest, parseManifest, pathOf } from "../../source/lake/manifest.ts";
import { publish } from "../../source/lake/publish.ts";
import { openS3Store } from "../../source/lake/s3-store.ts";
import type { Store } from "../../source/lake/store.ts";
import { hashOf } from "../../source/warehouse/build/fingerprint.ts";
import { takeLock } from "../../source/warehouse/build/lock.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse } from "../helpers/tiny-warehouse.ts";
import { scratch } from "../warehouse/support/scratch.ts";
import { fakeS3 } from "./fake-s3.ts";

const day = 24 * 3_600_000;
const build = (run_id: string): Manifest["build"] => ({ run_id, ended_at: "2026-01-01T00:00:00Z", source: "raw" });

/** Tables to publish, by name and content. */
async function tablesOf(contents: Readonly<Record<string, string>>) {
  const folder = await scratch(contents);
  const tables = Object.entries(contents).map(async ([name, content]) => {
    const localFile = join(folder, name);
    const sha256 = await hashOf(localFile);
    const file = { path: pathOf("gold", name, sha256), bytes: content.length, sha256 };
    return { schema: "gold", name, rows: 1, columns: [{ name: "a", type: "BIGINT" }], file, localFile };
  });
  return Promise.all(tables);
}

/** The contents that a reader finds through the manifest. */
async function seen(store: Store, read: (path: string) => Promise<string> | string | undefined) {
  const found = await store.manifest();
  const { tables } = parseManifest(found?.text ?? "", store.place);
  return Object.fromEntries(await Promise.all(tables.map(async ({ name, file }) => [name, await read(file.path)])));
}

/** Tables whose files have different rows from the warehouse, or another number than the manifest says. */
async function differences(warehouse: string, folder: string, { tables }: Manifest): Promise<readonly string[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`attach '${warehouse}' as w (read_only)`);
  const found: string[] = [];
  for (const { schema, name, rows, file } of tables) {
    const [ours, theirs] = [`from w.${schema}.${name}`, `from read_parquet('${join(folder, file.path)}')`];
    const sql = `select (select count(*) ${theirs}), (select count(*) from (${ours} except all ${theirs}))`;
    const [[count, missing] = []] = (await connection.runAndReadAll(sql)).getRowsJS();
    if (Number(count) !== rows || Number(missing) !== 0) found.push(name);
  }
  connection.closeSync();
  instance.closeSync();
  return found;
}

describe("publishing to S3", () => {
  it("uploads what changed, and shows all of it at once", async () => {
    const s3 = await fakeS3();
    const store = await openS3Store("s3://coffee/gold");
    const read = (path: string) => s3.text(`gold/${path}`);
    await publish(store, { tables: await tablesOf({ cube: "1", first_month: "1" }), build: build("a") });
    const before = await seen(store, read);
    s3.asked.length = 0;
    const tables = await tablesOf({ cube: "2", first_month: "1" });
    expect(await publish(store, { tables, build: build("b") })).toMatchObject({ status: "published", uploaded: 1 });
    expect(s3.asked.filter((one) => one.startsWith("PutObject")).at(-1)).toBe("PutObject gold/manifest.json");
    expect([before, await seen(store, read)]).toEqual([
      { cube: "1", first_month: "1" },
      { cube: "2", first_month: "1" },
    ]);
    expect(await publish(store, { tables, build: build("b") })).toMatchObject({ status: "unchanged" });
  });

  it("leaves the previous tables if an upload breaks, even in the middle of a part", async () => {
    const s3 = await fakeS3();
    const store = await openS3Store("s3://coffee/gold");
    const read = (path: string) => s3.text(`gold/${path}`);
    await publish(store, { tables: await tablesOf({ cube: "1" }), build: build("a") });
    const large = await tablesOf({ cube: "x".repeat(20 * 2 ** 20) });
    const stopping = new AbortController();
    s3.before = (operation, { PartNumber }) => {
      if (operation !== "UploadPart" || PartNumber !== 3) return;
      stopping.abort();
      stopping.signal.throwIfAborted();
    };
    const broken = publish(store, { tables: large, build: build("b"), signal: stopping.signal });
    await expect(broken).rejects.toMatchObject({ name: "AbortError" });
    expect([await seen(store, read), s3.uploads.size]).toEqual([{ cube: "1" }, 0]);
    s3.before = () => {};
    await publish(store, { tables: large, build: build("b") });
    expect((await seen(store, read)).cube).toHaveLength(20 * 2 ** 20);
  });

  it("lets one of two writers win, and shows the other's files to no reader", async () => {
    const s3 = await fakeS3();
    const store = await openS3Store("s3://coffee/gold");
    // Each has read the same manifest before the first writes its own: one who reads later is no rival.
    let ready = 0;
    const all = Promise.withResolvers<void>();
    s3.before = (operation, { Key }) => {
      if (operation !== "PutObject" || Key !== "gold/manifest.json") return;
      ready += 1;
      if (ready === 4) all.resolve();
      return all.promise;
    };
    const writers = ["1", "2", "3", "4"].map(async (content) =>
      publish(await openS3Store("s3://coffee/gold"), {
        tables: await tablesOf({ cube: content }),
        build: build(content),
      }),
    );
    const ended = await Promise.allSettled(writers);
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = ended.flatMap((one) => (one.status === "rejected" ? [one.reason.id] : []));
    expect(lost).toEqual(["lake.overtaken", "lake.overtaken", "lake.overtaken"]);
    const winner = ended.findIndex(({ status }) => status === "fulfilled") + 1;
    expect(await seen(store, (path) => s3.text(`gold/${path}`))).toEqual({ cube: String(winner) });
  });

  it("counts a manifest as published if its answer was lost", async () => {
    const s3 = await fakeS3();
    const store = await openS3Store("s3://coffee/gold");
    s3.before = (operation, { Key, Body }) => {
      // The request arrived, its answer did not, so it is sent again.
      if (operation === "PutObject" && Key === "gold/manifest.json") s3.put(Key, Body as Uint8Array);
    };
    expect(await publish(store, { tables: await tablesOf({ cube: "1" }), build: build("a") })).toMatchObject({
      status: "published",
    });
  });

  it("removes only its own files, after two manifests and a day", async () => {
    const s3 = await fakeS3();
    const store = await openS3Store("s3://coffee/gold");
    s3.put("gold/data/gold/cube/notes.txt", "mine", new Date(0));
    const start = Date.now();
    const removed: number[] = [];
    for (const [index, content] of ["1", "2", "3", "4"].entries()) {
      const now = new Date(start + index * 2 * day);
      removed.push(
        (await publish(store, { tables: await tablesOf({ cube: content }), build: build(content), now })).removed,
      );
    }
    expect(removed).toEqual([0, 0, 1, 1]);
    expect([...(s3.buckets.get("coffee")?.keys() ?? [])].sort()).toHaveLength(4);
    expect(s3.text("gold/data/gold/cube/notes.txt")).toBe("mine");
  });
});

describe("publishing to a folder", () => {
  it("publishes a warehouse that DuckDB reads back, the same bytes every time", async () => {
    const [folder, warehouse] = [join(await scratch(), "out"), join(await scratch(), "w.duckdb")];
    await copyTinyWarehouse(warehouse);
    const words = ["publish", folder, "--source", tinySource, "--warehouse", warehouse];
    const first = await runHere(...words);
    expect([first.code, first.log]).toEqual([0, expect.stringContaining(`published to ${folder}: `)]);
    const manifest = parseManifest(await readFile(join(folder, "manifest.json"), "utf8"), folder);
    const names = manifest.tables.map(({ schema, name }) => `${schema}.${name}`);
    expect(names).toContain("gold.cube_customer_transaction_behavior");
    expect(names.every((name) => /^(silver|gold)\./.test(name))).toBe(true);
    expect(await differences(warehouse, folder, manifest)).toEqual([]);
    expect(manifest.tables.flatMap(({ columns }) => columns.map(({ name }) => name))).not.toContain("email");
    expect((await runHere(...words)).log).toContain("nothing changed");
    await runHere("build", "--full", ...words.slice(2));
    const again = await runHere(...words);
    expect(again.log).toContain("0 tables uploaded");
  });

  it("rejects a folder of something else", async () => {
    const folder = await scratch({ "thesis.txt": "mine" });
    expect((await runHere("publish", folder, "--source", tinySource)).log).toContain("code: lake.notPublished");
    expect(await readdir(folder)).toEqual(["thesis.txt"]);
  });

  it("lets one of two writers win", async () => {
    const place = join(await scratch(), "out");
    const writers = ["1", "2"].map(async (content) =>
      publish(await openFolderStore(place, takeLock), {
        tables: await tablesOf({ cube: content }),
        build: build(content),
      }),
    );
    const ended = await Promise.allSettled(writers);
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const store = await openFolderStore(place, takeLock);
    const winner = ended.findIndex(({ status }) => status === "fulfilled") + 1;
    expect(await seen(store, (path) => readFile(join(place, path), "utf8"))).toEqual({ cube: String(winner) });
  });
});
