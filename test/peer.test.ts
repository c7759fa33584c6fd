import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadPeer } from "../source/peer.ts";
import { scratch } from "./warehouse/support/scratch.ts";

afterEach(() => {
  delete process.env.GROUNDS_PEERS;
});

describe("an optional peer", () => {
  it("is found in Grounds' own folder of peers", async () => {
    const folder = await scratch();
    const own = join(folder, "node_modules/@platformatic/kafka");
    await mkdir(own, { recursive: true });
    await writeFile(join(own, "package.json"), '{"type": "module", "exports": "./index.js"}');
    await writeFile(join(own, "index.js"), "export const topic = 'orders';");
    process.env.GROUNDS_PEERS = folder;
    expect(await loadPeer<{ topic: string }>("@platformatic/kafka", "Following a topic")).toMatchObject({
      topic: "orders",
    });
  });

  it("names the npm install that provides it", async () => {
    process.env.GROUNDS_PEERS = "/no/such/folder";
    await expect(loadPeer("@aws-sdk/client-s3", "Reading from S3")).rejects.toMatchObject({
      message: expect.stringContaining("Reading from S3 needs the package @aws-sdk/client-s3"),
      next: 'Run: npm install --prefix "/no/such/folder" "@aws-sdk/client-s3@^3.1175.0"',
    });
  });
});
