import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TrinoLimits } from "../../source/engine/trino/exchange.ts";
import { TrinoEngine } from "../../source/engine/trino/trino-engine.ts";

/** What may never be seen outside the headers of a request. */
export const canary = "canary-7c1d";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
}

/** How the fake answers a request: JSON, or whatever it does with the response itself. */
export type Reply = object | ((response: ServerResponse) => void);

/** A server that speaks as much of Trino's protocol as a test needs: a reply for each request, then the last one repeatedly. */
export class FakeTrino {
  readonly asked: Asked[] = [];
  readonly #server: Server;
  #replies: Reply[] = [];

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<FakeTrino> {
    const fake = new FakeTrino();
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
  }

  /** Starts again with these replies; DELETE is answered automatically. */
  script(...replies: readonly Reply[]): void {
    this.#replies = [...replies];
    this.asked.length = 0;
  }

  get cancelled(): readonly string[] {
    return this.asked.filter(({ method }) => method === "DELETE").map(({ path }) => path);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    this.asked.push({ method: request.method ?? "", path: request.url ?? "", body, headers: request.headers });
    if (request.method === "DELETE") return void response.writeHead(204).end();
    const reply = this.#replies.length > 1 ? this.#replies.shift() : this.#replies[0];
    if (typeof reply === "function") return reply(response);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(reply));
  }
}

/** Limits that keep a test short. */
export const shortLimits: TrinoLimits = { request: 300, busy: 400, lost: 200, query: 700 };

/** An engine on a fake, as dana with a password. */
export function engineOn(server: URL, limits = shortLimits): TrinoEngine {
  const secret = { kind: "password", value: canary } as const;
  return new TrinoEngine(
    "lake",
    { server, user: "dana", secret, catalog: "lake", schema: "silver", session: {} },
    limits,
  );
}

export const status =
  (code: number, text = "") =>
  (response: ServerResponse) =>
    void response.writeHead(code).end(text);
export const dropped = (response: ServerResponse) => void response.socket?.destroy();
export const silent = () => undefined;

/** Less of a body than was promised. */
export const truncated = (response: ServerResponse) => {
  response.writeHead(200, { "content-length": "500" }).write('{"data": [[');
  setTimeout(() => response.socket?.destroy(), 20);
};

export const columns = [{ name: "n", type: "bigint" }];
export const queued = { id: "q", nextUri: "http://inside:9/v1/statement/queued/q/1" };
export const failing = (errorName: string, message = errorName) => ({ id: "q", error: { errorName, message } });
