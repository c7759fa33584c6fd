import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Database } from "../../source/warehouse/database/database.ts";

/**
 * A database that answers by Trino's protocol and in its dialect, as far as the screens on a target ask for it. What their SQL
 * means on Trino itself, `npm run integrations -- trino` sees.
 */
export class DuckdbAsTrino {
  readonly #database: Database;
  readonly #server: Server;
  readonly #queries = new Map<string, string>();

  private constructor(database: Database) {
    this.#database = database;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(database: Database): Promise<DuckdbAsTrino> {
    const trino = new DuckdbAsTrino(database);
    await new Promise<void>((resolve) => trino.#server.listen(0, "127.0.0.1", resolve));
    return trino;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const { method, url = "" } = request;
    if (url === "/v1/info") return say(response, { nodeVersion: { version: "476" } });
    if (method === "DELETE") {
      this.#queries.delete(url);
      return void response.writeHead(204).end();
    }
    if (method === "GET") return say(response, await this.#rows(url));
    const path = `/v1/statement/queued/${randomUUID()}/1`;
    this.#queries.set(path, body);
    return say(response, { id: path, nextUri: `http://inside:9${path}` });
  }

  async #rows(path: string): Promise<object> {
    const sql = this.#queries.get(path);
    if (sql === undefined) return { id: path, error: { errorName: "QUERY_NOT_FOUND", message: path } };
    try {
      const { columns, rows } = await this.#database.query(inDuckdb(sql));
      const named = columns.map(({ name, type }) => ({ name, type: trinoType(type) }));
      return { id: path, columns: named, data: rows };
    } catch (error) {
      return { id: path, error: errorOf(error instanceof Error ? error.message : String(error)) };
    }
  }
}

function say(response: ServerResponse, answer: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
}

/** A statement in DuckDB's dialect. */
function inDuckdb(sql: string): string {
  return bound(sql)
    .replaceAll(/from_base\(substr\(to_hex\(md5\(to_utf8\((.*?)\)\)\), 17, 2\), 16\)/g, "md5_number_lower($1) % 256")
    .replaceAll(/last_value\((.*?)\) ignore nulls over/g, "last_value($1 ignore nulls) over");
}

/** `execute immediate 'select ?' using 1`, with its values in the text. */
function bound(sql: string): string {
  const [, quoted, using = ""] = /^execute immediate ('(?:[^']|'')*') using (.*)$/s.exec(sql) ?? [];
  if (quoted === undefined) return sql;
  const values = using.match(/'(?:[^']|'')*'|[^,\s]+/g) ?? [];
  const text = quoted.slice(1, -1).replaceAll("''", "'");
  return text.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (token) =>
    token === "?" ? (values.shift() ?? "null") : token,
  );
}

function trinoType(type: string): string {
  if (type === "TIMESTAMP") return "timestamp(6)";
  if (type === "HUGEINT" || /^U/.test(type)) return "bigint";
  return type.toLowerCase();
}

function errorOf(message: string): object {
  const [, table] = /Table with name (\S+) does not exist/.exec(message) ?? [];
  if (table !== undefined) return { errorName: "TABLE_NOT_FOUND", message: `Table 'lake.${table}' does not exist` };
  const [, column] = /Referenced column "([^"]*)" not found/.exec(message) ?? [];
  if (column !== undefined)
    return { errorName: "COLUMN_NOT_FOUND", message: `line 1:1: Column '${column}' cannot be resolved` };
  return { errorName: "GENERIC_INTERNAL_ERROR", message };
}
