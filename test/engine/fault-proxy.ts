import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What happens to requests on their way: nothing; those about a running query are never answered, or cut off; all are cut off;
 * all get a status in place of an answer.
 */
export type Fault = "none" | "slow" | "lost" | "down" | { readonly status: number };

/** Passes requests on to a server, with the fault that a test sets. */
export class FaultProxy {
  fault: Fault = "none";
  /** `POST /v1/statement`, in order of arrival. */
  readonly asked: string[] = [];
  /** From when to when the server worked on each request, in ms since 1970. */
  readonly spans: (readonly [number, number])[] = [];
  /** Requests that the server works on now. */
  underWay = 0;
  readonly #server: Server;
  readonly #target: URL;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((asked, answer) => this.#pass(asked, answer));
  }

  static async start(target: URL): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Paths of the queries that were ended since the log was last emptied. */
  get cancelled(): readonly string[] {
    return this.asked.filter((line) => line.startsWith("DELETE"));
  }

  /** For how long the server has had nothing to do. */
  get idleMs(): number {
    return this.underWay > 0 ? 0 : now() - (this.spans.at(-1)?.[1] ?? 0);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method = "", url = "", headers } = asked;
    this.asked.push(`${method} ${url}`);
    const { fault } = this;
    if (typeof fault === "object") return void answer.writeHead(fault.status).end();
    if (fault === "down" || (fault === "lost" && method === "GET")) return void asked.socket.destroy();
    if (fault === "slow" && method === "GET") return;
    const { hostname, port } = this.#target;
    const began = now();
    this.underWay += 1;
    const onwards = request({ hostname, port, method, path: url, headers }, (theirs) => {
      answer.writeHead(theirs.statusCode ?? 502, theirs.headers);
      theirs.pipe(answer);
    });
    onwards.on("error", () => answer.destroy());
    answer.on("close", () => {
      this.spans.push([began, now()]);
      this.underWay -= 1;
      onwards.destroy();
    });
    asked.pipe(onwards);
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
