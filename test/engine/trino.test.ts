import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { allRows } from "../../source/engine/engine.ts";
import { UserError } from "../../source/errors.ts";
import {
  canary,
  columns,
  dropped,
  engineOn,
  FakeTrino,
  failing,
  queued,
  type Reply,
  silent,
  status,
  truncated,
} from "./fake-trino.ts";
import { untrustedServer } from "./untrusted-server.ts";

let fake: FakeTrino;
beforeAll(async () => {
  fake = await FakeTrino.start();
});
afterAll(() => fake.close());

const statement = { sql: "select n from t where a = $1", params: ["it's"] };
const first = { id: "q", columns, data: [[1], [2]], nextUri: "http://inside:9/v1/statement/executing/q/2" };
const last = { id: "q", columns, data: [[3]] };

function ask(...replies: readonly Reply[]) {
  fake.script(...replies);
  return allRows(engineOn(fake.url), statement);
}

/** Like `ask`, without a time limit. */
function askInPeace(...replies: readonly Reply[]) {
  fake.script(...replies);
  return allRows(engineOn(fake.url, { request: 9000, busy: 9000, lost: 9000, query: 9000 }), statement);
}

/** The catalogue entry that a query ends with; no text of it contains the secret. */
async function failureOf(rows: Promise<unknown>): Promise<string> {
  const error: unknown = await rows.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) return String(error);
  const texts = [error.message, error.why, error.next, error.stack, JSON.stringify(error), String(error.cause)].join();
  for (const secret of [canary, Buffer.from(`dana:${canary}`).toString("base64")]) expect(texts).not.toContain(secret);
  return error.id;
}

describe("a query", () => {
  it("follows the server's pages only by path, and returns each row once", async () => {
    expect(await ask(queued, { id: "q", nextUri: queued.nextUri }, first, last)).toEqual([[1], [2], [3]]);
    expect(fake.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/statement",
      "GET /v1/statement/queued/q/1",
      "GET /v1/statement/queued/q/1",
      "GET /v1/statement/executing/q/2",
    ]);
    expect(fake.asked[0]?.body).toBe("execute immediate 'select n from t where a = ?' using 'it''s'");
    expect(fake.asked[0]?.headers).toMatchObject({
      ...{ "x-trino-user": "dana", "x-trino-catalog": "lake", "x-trino-time-zone": "UTC" },
      authorization: `Basic ${Buffer.from(`dana:${canary}`).toString("base64")}`,
    });
    expect(fake.cancelled).toEqual([]);
  });

  it("reads values exactly", async () => {
    const types = [
      "bigint",
      "decimal(38,4)",
      "timestamp(6)",
      "timestamp(3)",
      "double",
      "boolean",
      "varchar(3)",
      "date",
    ];
    const json = `{"id": "q", "columns": ${JSON.stringify(types.map((type) => ({ name: type, type })))}, "data": [
      [9007199254740993, "12345678901234567890.1200", "2024-01-05 10:11:12.123400", "2024-01-05 10:11:12.000", 0.3333333333333333, true, "1\\"2", "2024-02-29"],
      [12, null, null, null, "NaN", null, null, null]]}`;
    expect(await ask((response) => void response.end(json))).toEqual([
      [
        "9007199254740993",
        "12345678901234567890.1200",
        "2024-01-05 10:11:12.1234",
        "2024-01-05 10:11:12",
        1 / 3,
        true,
        '1"2',
        "2024-02-29",
      ],
      [12, null, null, null, Number.NaN, null, null, null],
    ]);
  });

  it.each([
    ["a server that is busy", [status(503), status(429), status(502), first, status(504), last]],
    ["a server that has just started", [failing("NO_NODES_AVAILABLE"), first, last]],
    ["a connection that is lost once", [first, dropped, last]],
    ["an answer that is cut off", [truncated, first, truncated, last]],
  ])("waits for %s", async (_, replies) => {
    expect(await askInPeace(...replies)).toEqual([[1], [2], [3]]);
  });

  it.each([
    ["busy", [status(503)]],
    ["busy", [failing("QUERY_QUEUE_FULL")]],
    ["unreachable", [dropped]],
    ["gone", [first, dropped]],
    ["gone", [first, status(410)]],
    ["slow", [queued]],
    ["unreachable", [silent]],
    ["refused", [status(401)]],
    ["strange", [status(200, "<html>")]],
    ["strange", [status(404)]],
    ["strange", [{ id: "q", columns: 1 }]],
    ["tableMissing", [failing("TABLE_NOT_FOUND", "Table 'lake.silver.t' does not exist")]],
    ["olderTables", [failing("COLUMN_NOT_FOUND", "line 1:8: Column 'n' cannot be resolved")]],
    ["failed", [first, failing("EXCEEDED_LOCAL_MEMORY_LIMIT")]],
  ] as const)("ends with engine.%s", async (id, replies) => {
    expect(await failureOf(ask(...replies))).toBe(`engine.${id}`);
  });

  it("never sends its secret to a redirect's target", async () => {
    const moved: Reply = (response) => void response.writeHead(307, { location: `${fake.url.href}elsewhere` }).end();
    expect(await failureOf(ask(moved))).toBe("engine.unreachable");
    expect(fake.asked.map(({ path }) => path)).not.toContain("/elsewhere");
  });

  it("is ended at the server if it takes too long, is aborted, or the reader stops", async () => {
    await failureOf(ask(queued));
    expect(fake.cancelled).toEqual(["/v1/statement/queued/q/1"]);

    const controller = new AbortController();
    fake.script(queued);
    const rows = allRows(engineOn(fake.url), statement, controller.signal);
    // Only a query that the server has answered has a path at which it can be ended.
    const aborted = vi.waitFor(() => expect(fake.asked.map(({ method }) => method)).toContain("GET"), 10_000);
    await Promise.all([
      aborted.then(() => controller.abort()),
      expect(rows).rejects.toMatchObject({ name: "AbortError" }),
    ]);
    expect(fake.cancelled).toEqual(["/v1/statement/queued/q/1"]);

    fake.script(first, last);
    for await (const page of engineOn(fake.url).pages(statement)) {
      expect(page.rows).toEqual([[1], [2]]);
      break;
    }
    expect(fake.cancelled).toEqual(["/v1/statement/executing/q/2"]);
  });

  it("waits for the previous one, and is rejected once the engine is closed", async () => {
    fake.script(first, last, first, last);
    const engine = engineOn(fake.url);
    const both = await Promise.all([allRows(engine, statement), allRows(engine, statement)]);
    expect(both).toEqual([
      [[1], [2], [3]],
      [[1], [2], [3]],
    ]);
    expect(fake.asked.map(({ method }) => method)).toEqual(["POST", "GET", "POST", "GET"]);
    await engine.close();
    await expect(allRows(engine, statement)).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("TLS", () => {
  it("keeps a secret from a server with an untrusted certificate, and from one without TLS", async () => {
    const { url, asked, close } = await untrustedServer();
    expect(await failureOf(allRows(engineOn(url), statement))).toBe("engine.wrongCertificate");
    expect(asked()).toBe(0);
    close();
    const inClear = engineOn(new URL(fake.url.href.replace("http:", "https:")));
    expect(await failureOf(allRows(inClear, statement))).toBe("engine.strange");
  });
});
