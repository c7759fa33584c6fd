import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { copySource } from "../../source/lake/copy-source.ts";
import { scratch } from "../warehouse/support/scratch.ts";
import { type FakeS3, fakeS3, refusal } from "./fake-s3.ts";

/** Copies `s3://coffee/raw` (or another address) into a folder, by the rules of a source. */
async function copied(folder: string, address = "s3://coffee/raw") {
  const isRead = (path: string) => /\.(csv|parquet)$/.test(path);
  const events = copySource({ address, folder, isRead });
  let step = await events.next();
  while (!step.done) step = await events.next();
  return step.value;
}

async function sourceOn(s3: FakeS3): Promise<string> {
  s3.put("raw/transactions.csv", "a\n1\n");
  s3.put("raw/customers/part-0.csv", "b\n1\n");
  s3.put("raw/grounds.yml", "name: Bean\n");
  s3.put("raw/notes.pdf", "%PDF");
  s3.put("raw/deep/er/transactions.csv", "no");
  s3.put("raw2/transactions.csv", "another source");
  return join(await scratch(), "copy/raw");
}

describe("a source on S3", () => {
  it("is copied with its folders and its mapping, without objects in unsupported formats", async () => {
    const s3 = await fakeS3();
    const folder = await sourceOn(s3);
    expect(await copied(folder)).toMatchObject({ objects: 3, fetched: 3 });
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(
      ["customers", "customers/part-0.csv", "grounds.yml", "transactions.csv"].sort(),
    );
    expect((await stat(folder)).mode & 0o222).toBe(0);
  });

  it("fetches what changed, and removes what is gone", async () => {
    const s3 = await fakeS3();
    const folder = await sourceOn(s3);
    await copied(folder);
    expect(await copied(folder)).toMatchObject({ objects: 3, fetched: 0 });
    s3.put("raw/transactions.csv", "a\n2\n");
    s3.buckets.get("coffee")?.delete("raw/customers/part-0.csv");
    s3.asked.length = 0;
    expect(await copied(folder)).toMatchObject({ objects: 2, fetched: 1 });
    expect(s3.asked).toEqual(["ListObjectsV2 raw/", "GetObject raw/transactions.csv"]);
    expect(await readFile(join(folder, "transactions.csv"), "utf8")).toBe("a\n2\n");
    expect(existsSync(join(folder, "customers/part-0.csv"))).toBe(false);
  });

  it("may be one object, or the objects of a pattern", async () => {
    const s3 = await fakeS3();
    const folder = await sourceOn(s3);
    expect(await copied(`${folder}-one`, "s3://coffee/raw/transactions.csv")).toMatchObject({ objects: 2 });
    s3.put("raw/transactions-2024.csv", "a\n1\n");
    s3.put("raw/customers.csv", "b\n1\n");
    expect(await copied(`${folder}-pattern`, "s3://coffee/raw/transactions*.csv")).toMatchObject({ objects: 3 });
    expect((await readdir(`${folder}-pattern`)).sort()).toEqual([
      "grounds.yml",
      "transactions-2024.csv",
      "transactions.csv",
    ]);
  });

  it("is listed in pages", async () => {
    const s3 = await fakeS3();
    for (let part = 0; part < 1001; part += 1) s3.put(`raw/notes/${part}.txt`, "");
    s3.put("raw/transactions.csv", "a\n1\n");
    const folder = join(await scratch(), "raw");
    expect(await copied(folder)).toMatchObject({ objects: 1, fetched: 1 });
    expect(s3.asked.filter((one) => one.startsWith("ListObjectsV2"))).toHaveLength(2);
  });

  it("resumes where a connection broke", async () => {
    const s3 = await fakeS3();
    s3.put("raw/transactions.csv", "0123456789");
    const folder = join(await scratch(), "raw");
    let breaks = 2;
    s3.stream = (body) =>
      Readable.from(
        (function* () {
          yield body.subarray(0, 4);
          if (breaks-- > 0) throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
          yield body.subarray(4);
        })(),
      );
    await copied(folder);
    expect(await readFile(join(folder, "transactions.csv"), "utf8")).toBe("0123456789");
  });

  it("is listed again if an object changes while it is copied", async () => {
    const s3 = await fakeS3();
    const folder = await sourceOn(s3);
    let changes = 1;
    s3.before = (operation, { Key }) => {
      if (operation === "GetObject" && Key === "raw/transactions.csv" && changes-- > 0) s3.put(Key, "a\n3\n");
    };
    await copied(folder);
    expect(await readFile(join(folder, "transactions.csv"), "utf8")).toBe("a\n3\n");
  });

  it("keeps S3's texts and the contents of addresses out of every message", async () => {
    const s3 = await fakeS3();
    const folder = await sourceOn(s3);
    const failures = [refusal(403, "SignatureDoesNotMatch"), refusal(503, "SlowDown"), refusal(400, "SECRETCANARY!")];
    const seen: unknown[] = [];
    for (const failure of failures) {
      s3.before = () => {
        throw failure;
      };
      seen.push(await copied(folder).catch((error) => error));
    }
    seen.push(await copied(folder, "s3://AKIACANARY:SECRETCANARY@coffee/raw").catch((error) => error));
    expect(seen.map((error) => (error as { id: string }).id)).toEqual([
      "lake.refused",
      "lake.failed",
      "lake.failed",
      "lake.badAddress",
    ]);
    const texts = seen.map((error) => JSON.stringify([error, (error as Error).message, (error as Error).stack]));
    expect(texts.join()).not.toContain("CANARY");
  });
});
