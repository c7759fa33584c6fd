import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, scratchFolder } from "../helpers/tiny-warehouse.ts";
import { prepareProgram } from "../torture/support/program.ts";

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let warehouse = "";
let client: Client;

/** A client connected to the program, started as by an agent's host. */
async function connect(...words: readonly string[]): Promise<Client> {
  const { node, entry } = prepareProgram();
  const args = [entry, "mcp", "--source", tinySource, "--warehouse", warehouse, ...words];
  const connected = new Client({ name: "test", version: "1" });
  await connected.connect(
    new StdioClientTransport({
      command: node,
      args,
      env: { ...process.env } as Record<string, string>,
      stderr: "ignore",
    }),
  );
  return connected;
}

interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly json: Record<string, unknown> & { readonly rows?: readonly Record<string, unknown>[] };
}

async function call(name: string, input: Record<string, unknown> = {}, on = client): Promise<Answer> {
  const result = await on.callTool({ name, arguments: input });
  const [first] = result.content as { type: string; text: string }[];
  const text = first?.text ?? "";
  let json = {};
  try {
    json = JSON.parse(text);
  } catch {
    /* what the SDK itself rejects is plain text */
  }
  return { isError: result.isError === true, text, json };
}

/** Processor time that a process and its threads have used, in user and system mode together. */
function processorSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name of the program, in parentheses, may contain blanks; the times are the 12th and 13th values after it.
  const values = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(values[11]) + Number(values[12])) / ticksPerSecond;
}

/** Of every Linux that Node supports. */
const ticksPerSecond = 100;

/** The same question as a command. */
async function asCommand(...words: readonly string[]) {
  const { out } = await runHere(...words, "--source", tinySource, "--warehouse", warehouse, "--format", "json");
  return JSON.parse(out);
}

beforeAll(async () => {
  folder = await scratchFolder();
  warehouse = join(folder.path, "w.duckdb");
  await copyTinyWarehouse(warehouse);
  client = await connect();
});

afterAll(async () => {
  await client.close();
  await folder.remove();
});

describe("grounds mcp", () => {
  it.skipIf(process.platform !== "linux")("answers initialize in less than a second of processor time", async () => {
    const { node, entry } = prepareProgram();
    const args = [entry, "mcp", "--source", tinySource, "--warehouse", warehouse];
    const server = new StdioClientTransport({ command: node, args, stderr: "ignore" });
    const fresh = new Client({ name: "test", version: "1" });
    await fresh.connect(server);
    const seconds = processorSeconds(server.pid ?? 0);
    await fresh.close();
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(1);
  });

  it("lists its tools, all of them read only", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(
      ["catalog", "cohorts", "compile", "investigate", "quarantine", "rows", "slice", "summary", "switching"].sort(),
    );
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
    const files = tools.flatMap(({ inputSchema }) => Object.keys(inputSchema.properties ?? {}));
    expect(files.filter((name) => /out|report|source|warehouse|format/.test(name))).toEqual([]);
  });

  it("answers a call of each tool that it lists", async () => {
    const inputs: Readonly<Record<string, Record<string, unknown>>> = {
      compile: { tool: "slice", input: { by: ["region"] } },
      investigate: { replicates: 100 },
      switching: { of: "bag_size" },
    };
    const { tools } = await client.listTools();
    for (const { name } of tools) {
      const { isError, text, json } = await call(name, inputs[name]);
      expect(isError, `${name}: ${text}`).toBe(false);
      expect(Object.keys(json).length, name).toBeGreaterThan(0);
    }
  });

  it("answers the next client when one hangs in the middle of a message, and ends once that one has gone", async () => {
    const { node, entry } = prepareProgram();
    const args = [entry, "mcp", "--source", tinySource, "--warehouse", warehouse];
    const hanging = spawn(node, args, { stdio: ["pipe", "ignore", "ignore"] });
    hanging.stdin.write('{"jsonrpc":"2.0","id":1,"method":"initi');
    expect((await call("slice", { measure: "orders" })).isError).toBe(false);
    expect(hanging.exitCode).toBeNull();
    const [code] = await Promise.all([once(hanging, "exit").then(([ended]) => ended), hanging.stdin.end()]);
    expect(code).toBe(0);
  });

  it("answers a slice as the command does, with its SQL, its basis and a state word", async () => {
    const { json } = await call("slice", { by: ["region"], measure: ["net_revenue", "orders"], totals: true });
    const words = ["slice", "--by", "region", "--measure", "net_revenue,orders", "--totals"];
    expect(json.rows).toEqual(await asCommand(...words));
    expect(json.sql).toContain("from");
    expect(json.assumptions).toEqual([]);
    expect(await asCommand("slice", "--state", String(json.state))).toEqual(json.rows);
  });

  it("gives the same answers as the commands, whatever the question", { timeout: 400_000 }, async () => {
    const { json: catalog } = await call("catalog");
    const named = (kind: string) =>
      (catalog.rows ?? []).filter((row) => row.kind === kind).map((row) => String(row.name));
    const dimensions = fc.uniqueArray(fc.constantFrom(...named("dimension")), { maxLength: 2 });
    const measures = fc.uniqueArray(fc.constantFrom(...named("measure")), { minLength: 1, maxLength: 2 });
    const questions = fc.sample(fc.record({ by: dimensions, measure: measures, totals: fc.boolean() }), {
      seed: 7,
      numRuns: 180,
    });
    for (const { by, measure, totals } of questions) {
      const answer = await call("slice", { by, measure, totals });
      const words = ["--by", by.join(","), "--measure", measure.join(","), ...(totals ? ["--totals"] : [])];
      const command = await runHere(
        "slice",
        ...words,
        "--source",
        tinySource,
        "--warehouse",
        warehouse,
        "--format",
        "json",
      );
      expect(answer.isError, answer.text).toBe(command.code !== 0);
      if (!answer.isError) expect(answer.json.rows).toEqual(JSON.parse(command.out).slice(0, 1000));
      else expect(command.log).toContain(String(answer.json.code));
    }
    for (const measure of named("measure").slice(0, 25)) {
      const answer = await call("cohorts", { measure, rows: "quarter" });
      const words = ["cohorts", "--measure", measure, "--rows", "quarter"];
      const command = await runHere(...words, "--source", tinySource, "--warehouse", warehouse, "--format", "json");
      expect(answer.isError, answer.text).toBe(command.code !== 0);
      if (!answer.isError) expect(answer.json.rows).toEqual(JSON.parse(command.out).slice(0, 1000));
    }
  });

  it("investigates, with intervals and a tie-out", async () => {
    const { json } = await call("investigate", { replicates: 100 });
    expect(json.answer).toEqual(await asCommand("investigate", "--replicates", "100"));
    expect(json.answer).toMatchObject({ true_up: [{ difference: 0 }, { difference: 0 }] });
  });

  it("compiles without running, and opens no file for writing", async () => {
    const { json } = await call("compile", { tool: "slice", input: { by: ["region"] } });
    const { out } = await runHere("slice", "--by", "region", "--sql", "--source", tinySource, "--warehouse", warehouse);
    expect(json.sql).toBe(out);
    expect((await call("slice", { out: "/tmp/x.csv" })).isError).toBe(true);
    expect((await call("compile", { tool: "slice", input: { out: "x" } })).json).toMatchObject({
      code: "question.noToolInput",
    });
  });

  it("says what is wrong with hostile input, and keeps answering", async () => {
    const hostile = [
      { by: ["region; drop table x"] },
      { by: ["__proto__"], measure: ["constructor"] },
      { from: "9999-99-99" },
      { top: -1 },
      { by: "\u0000\u001b[2J" },
      { state: "g1.AAAA" },
      { by: Array.from({ length: 500 }, () => "region") },
    ];
    for (const input of hostile) expect((await call("slice", input)).isError, JSON.stringify(input)).toBe(true);
    await expect(client.callTool({ name: "drop", arguments: {} })).rejects.toThrow();
    const { json } = await call("slice", { by: "region", where: ["region='; select 1 --"] });
    expect(json).toMatchObject({ rows: [] });
    expect((await call("slice", { measure: "orders" })).isError).toBe(false);
  });

  it("has no SQL tool unless allowed, and then none that writes or reads personal columns", {
    timeout: 60_000,
  }, async () => {
    const [careful, open] = [await connect("--allow-sql"), await connect("--allow-sql", "--allow-personal")];
    try {
      expect((await call("sql", { sql: "select 1" }, careful)).json).toMatchObject({ code: "question.noPersonalSql" });
      const counted = await call("sql", { sql: "select count(*) as lines from silver.fct_transactions;" }, open);
      expect(counted.json).toMatchObject({ columns: ["lines"] });
      const refused = [
        "drop table silver.fct_transactions",
        "select 1) ; delete from silver.fct_transactions; select (1",
        "copy (select 1) to '/tmp/x.csv'",
        "select * from read_csv('/etc/passwd')",
        "attach '/tmp/x.duckdb'",
        "",
      ];
      for (const sql of refused) expect((await call("sql", { sql }, open)).isError, sql).toBe(true);
    } finally {
      await Promise.all([careful.close(), open.close()]);
    }
  });

  it("shows no personal value", async () => {
    const listed = await call("rows", { limit: 50 });
    const quarantined = await call("quarantine");
    expect(`${listed.text}${quarantined.text}`).not.toMatch(/@example\.|first_name|last_name/);
  });
});
