import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly path: string;
  /** When it had arrived, by performance.now(). */
  readonly at: number;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: the body of a foreign protocol, inspected by hand
  readonly body: any;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  close(): void;
}

/** How a receiver treats a request: answers with this status, never answers, hangs up, or starts an answer that does not end. */
export type Treatment = number | "never" | "hangs up" | "drips";

/** Receives JSON on this machine. */
export async function startReceiver(treatment: Treatment): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((asked, answer) => {
    const parts: Buffer[] = [];
    asked.on("data", (part) => parts.push(part));
    asked.on("end", () => {
      const body = JSON.parse(Buffer.concat(parts).toString());
      received.push({ path: asked.url ?? "", at: performance.now(), headers: asked.headers, body });
      treat(answer, treatment);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, received, close };
}

function treat(answer: ServerResponse, treatment: Treatment): void {
  if (treatment === "never") return;
  if (treatment === "hangs up") {
    answer.destroy();
    return;
  }
  answer.writeHead(treatment === "drips" ? 200 : treatment, { "content-type": "application/json" });
  if (treatment === "drips") answer.write("{");
  else answer.end("{}");
}
