import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listObjects } from "../../../source/lake/list-objects.ts";
import { type Manifest, parseManifest, pathOf } from "../../../source/lake/manifest.ts";
import { publish } from "../../../source/lake/publish.ts";
import { connectS3, type S3 } from "../../../source/lake/s3.ts";
import { openS3Store } from "../../../source/lake/s3-store.ts";
import { hashOf } from "../../../source/warehouse/build/fingerprint.ts";
import { runHere } from "../../helpers/command-line.ts";
import { startMoto } from "../support/lake/start-lake.ts";
import { record } from "../support/record.ts";
import { freePort, type Server } from "../support/server.ts";
import { publishAndKill } from "./publish-and-kill.ts";

const secret = "SECRETCANARY0123456789";
const logs: string[] = [];
let moto: Server;
let url: string;
let s3: S3;
let place: string;

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  moto = await startMoto(port, "coffee");
  place = await mkdtemp(join(tmpdir(), "grounds-s3-"));
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL_S3: url, AWS_ACCESS_KEY_ID: "AKIACANARY", AWS_SECRET_ACCESS_KEY: secret },
    ...{ AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: join(place, "none"), GROUNDS_DATA: join(place, "data") },
    AWS_SHARED_CREDENTIALS_FILE: join(place, "none"),
  });
  s3 = await connectS3("s3://coffee", "The test");
  record({ versions: { moto: "5.2.0", "@aws-sdk/client-s3": "3.1175.0" } });
  expect((await run("generate", "--customers", "400", "--out", join(place, "raw"))).code).toBe(0);
  for (const name of await readdir(join(place, "raw")))
    if (name.endsWith(".csv")) await put(`raw/${name}`, await readFile(join(place, "raw", name)));
});
afterAll(async () => {
  await moto?.stop();
  await rm(place, { recursive: true, force: true });
});

async function run(...words: readonly string[]) {
  const ran = await runHere(...words);
  logs.push(ran.out, ran.log);
  return ran;
}

async function put(key: string, body: Uint8Array | string): Promise<void> {
  await s3.ask("PutObject", { Bucket: "coffee", Key: key, Body: Buffer.from(body) });
}

async function get(key: string): Promise<Buffer> {
  const { Body } = await s3.ask("GetObject", { Bucket: "coffee", Key: key });
  const pieces: Buffer[] = [];
  for await (const piece of Body ?? []) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

async function manifestAt(prefix: string): Promise<Manifest> {
  return parseManifest((await get(`${prefix}/manifest.json`)).toString(), prefix);
}

/** Sets variables of the environment while a command runs. */
async function withEnv(env: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    return await run(...words);
  } finally {
    Object.assign(process.env, before);
    for (const name of Object.keys(env)) if (!(name in before)) delete process.env[name];
  }
}

describe("a source on S3", () => {
  const question = ["slice", "--by", "region,transaction_type", "--measure", "net_revenue,customers", "--totals"];

  it("gives the figures of the same files on this machine, and fetches what changed", async () => {
    const [there, here] = [
      await run(...question, "--source", "s3://coffee/raw"),
      await run(...question, "--source", join(place, "raw")),
    ];
    expect([there.code, there.out]).toEqual([0, here.out]);
    expect(there.log).toMatch(/copying \d+ objects from s3:\/\/coffee\/raw/);
    expect((await run(...question, "--source", "s3://coffee/raw")).log).not.toContain("copying");
    const file = join(place, "raw/transactions.csv");
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
    await writeFile(file, `${lines.slice(0, -3).join("\n")}\n`);
    await put("raw/transactions.csv", await readFile(file));
    const after = await run(...question, "--source", "s3://coffee/raw");
    expect(after.log).toContain("copying 1 object from");
    expect(after.out).toBe((await run(...question, "--source", join(place, "raw"))).out);
    expect(after.out).not.toBe(there.out);
    record({ comparisons: there.out.split(/[\n,]/).length + after.out.split(/[\n,]/).length });
  });

  it("lists 3,000 objects, and fetches only the one that changed", async () => {
    const header = "transaction_id,customer_id,transacted_at,quantity,net_revenue,transaction_type\n";
    const line = (index: number, net: number) => `${header}t${index},c${index},2025-01-05 10:00:00,1,${net},gift\n`;
    // A few parts of a table among many other files: all of them are listed and copied.
    for (let at = 0; at < 2980; at += 20)
      await Promise.all(Array.from({ length: 20 }, (_, index) => put(`many/archive/${at + index}.csv`, "a\n1\n")));
    for (let part = 0; part < 20; part += 1) await put(`many/transactions/${part}.csv`, line(part, 2));
    const total = async () => run("slice", "--measure", "net_revenue", "--source", "s3://coffee/many");
    const first = await total();
    expect([first.log, first.out]).toEqual([expect.stringContaining("copying 3,000 objects"), "net_revenue\n40\n"]);
    await put("many/transactions/12.csv", line(12, 5));
    const second = await total();
    expect([second.log, second.out]).toEqual([expect.stringContaining("copying 1 object "), "net_revenue\n43\n"]);
    record({ comparisons: 2 });
  });

  it.each([
    ["a picture named like a table", "picture", Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n"), Buffer.alloc(900)])],
    ["a Parquet file that is none", "parquet", Buffer.from("PAR1 and nothing else")],
  ])("says what is wrong with %s", async (_what, folder, body) => {
    await put(`${folder}/transactions.${folder === "parquet" ? "parquet" : "csv"}`, body);
    const { code, log } = await run("build", "--source", `s3://coffee/${folder}`);
    expect(code).toBe(1);
    expect(log).toMatch(/ {2}code: source\.\w+/);
    expect(log).toContain("transactions.");
  });

  it("says that there is no bucket, no object, no server, no TLS, no credential, and which key is wrong", async () => {
    const source = ["--source", "s3://coffee/raw"];
    const closed = `http://127.0.0.1:${await freePort()}`;
    const outcomes = [
      await run("build", "--source", "s3://cofee/raw"),
      await run("build", "--source", "s3://coffee/rav"),
      await withEnv({ AWS_ENDPOINT_URL_S3: closed }, "build", ...source),
      await withEnv({ AWS_ENDPOINT_URL_S3: url.replace("http:", "https:") }, "build", ...source),
      await withEnv({ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" }, "build", ...source),
    ];
    // From here on moto requires keys that it knows, and it knows none.
    await fetch(`${url}/moto-api/reset-auth`, { method: "POST", body: "0" });
    outcomes.push(
      await run("build", ...source),
      await run("publish", "s3://coffee/gold", "--source", join(place, "raw")),
    );
    await fetch(`${url}/moto-api/reset-auth`, { method: "POST", body: "1000000" });
    expect(outcomes.map(({ log }) => /code: (\S+)/.exec(log)?.[1])).toEqual([
      "lake.noBucket",
      "lake.nothingThere",
      "lake.unreachable",
      "lake.unreachable",
      "lake.noCredentials",
      "lake.refused",
      "lake.refused",
    ]);
    expect(outcomes.map(({ code }) => code)).toEqual(outcomes.map(() => 1));
    expect((await run("build", ...source)).code).toBe(0);
  });
});

describe("publishing to S3", () => {
  it("contains every row of silver and gold, and uploads nothing twice", async () => {
    const warehouse = join(place, "published.duckdb");
    const words = ["publish", "s3://coffee/gold", "--source", join(place, "raw"), "--warehouse", warehouse];
    expect((await run(...words)).code).toBe(0);
    const { tables } = await manifestAt("gold");
    expect(tables.length).toBeGreaterThan(10);
    expect(await compareRows(warehouse, "gold", tables)).toEqual([]);
    expect((await run(...words)).log).toContain("nothing changed");
    await run("build", "--full", ...words.slice(2));
    expect((await run(...words)).log).toContain("0 tables uploaded");
  });

  it("is killed in the middle of an upload: readers see the previous tables, the next run publishes all", async () => {
    const before = await manifestAt("gold");
    const raw = join(place, "more");
    expect((await run("generate", "--customers", "4000", "--seed", "9", "--out", raw)).code).toBe(0);
    const words = ["publish", "s3://coffee/gold", "--source", raw, "--warehouse", join(place, "more.duckdb")];
    const uploaded = async () => (await listObjects(s3, { bucket: "coffee", prefix: "gold/data/" })).length;
    const killed = await publishAndKill(words, uploaded);
    expect(killed).toBe("SIGKILL");
    expect(await manifestAt("gold")).toEqual(before);
    expect(await compareRows(join(place, "published.duckdb"), "gold", before.tables)).toEqual([]);
    expect((await run(...words)).code).toBe(0);
    expect(await compareRows(join(place, "more.duckdb"), "gold", (await manifestAt("gold")).tables)).toEqual([]);
  });

  it("lets one of eight writers win completely, and rejects the others", async () => {
    const ready = Promise.withResolvers<void>();
    let waiting = 0;
    const writers = Array.from({ length: 8 }, async (_, index) => {
      const file = join(place, `writer-${index}`);
      await writeFile(file, `rows of writer ${index}`);
      const sha256 = await hashOf(file);
      const table = { schema: "gold", name: "cube", rows: 1, columns: [], localFile: file };
      const store = await openS3Store("s3://coffee/race");
      const inStep: typeof store = {
        ...store,
        replaceManifest: async (text, version) => {
          if (++waiting === 8) ready.resolve();
          await ready.promise;
          return store.replaceManifest(text, version);
        },
      };
      const build = { run_id: String(index), ended_at: "2026-01-01T00:00:00Z", source: "raw" };
      return publish(inStep, {
        tables: [{ ...table, file: { path: pathOf("gold", "cube", sha256), bytes: 16, sha256 } }],
        build,
      });
    });
    const ended = await Promise.allSettled(writers);
    const winner = ended.findIndex(({ status }) => status === "fulfilled");
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(ended.flatMap((one) => (one.status === "rejected" ? [one.reason.id] : []))).toEqual(
      Array(7).fill("lake.overtaken"),
    );
    const { build, tables } = await manifestAt("race");
    const text = (await get(`race/${tables[0]?.file.path}`)).toString();
    expect([build.run_id, text]).toEqual([String(winner), `rows of writer ${winner}`]);
    record({ comparisons: 2 });
  });

  it("shows the secret nowhere", async () => {
    const kept = await readdir(place, { recursive: true, withFileTypes: true });
    const small = kept.filter((entry) => entry.isFile() && /\.(jsonl?|yml|txt)$/.test(entry.name));
    const texts = await Promise.all(small.map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")));
    expect(texts.length).toBeGreaterThan(2);
    expect([...logs, ...texts].join("\n")).not.toContain(secret);
  });
});

/** Tables whose published file has different rows from the warehouse. */
async function compareRows(warehouse: string, prefix: string, tables: Manifest["tables"]): Promise<readonly string[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`attach '${warehouse}' as w (read_only)`);
  const found: string[] = [];
  let cells = 0;
  for (const { schema, name, rows, columns, file } of tables) {
    const local = join(place, "read", file.path);
    await mkdir(dirname(local), { recursive: true });
    await writeFile(local, await get(`${prefix}/${file.path}`));
    const [ours, theirs] = [`from w.${schema}.${name}`, `from read_parquet('${local}')`];
    const sql = `select (select count(*) ${theirs}), (select count(*) from (${ours} except all ${theirs}))`;
    const [[count, missing] = []] = (await connection.runAndReadAll(sql)).getRowsJS();
    if (Number(count) !== rows || Number(missing) !== 0 || (await hashOf(local)) !== file.sha256) found.push(name);
    cells += rows * columns.length;
  }
  connection.closeSync();
  instance.closeSync();
  record({ comparisons: cells });
  return found;
}
