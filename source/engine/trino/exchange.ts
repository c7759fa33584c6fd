import { setTimeout } from "node:timers/promises";
import { engineErrors } from "../../errors/engine.ts";
import { UserError } from "../../errors.ts";
import { request } from "../../network.ts";
import { headersOf, type TrinoAddress } from "./address.ts";
import { exactJson } from "./values.ts";

/** Timeouts, in milliseconds. */
export interface TrinoLimits {
  /** One request; the server answers within a second or so, with or without rows. */
  readonly request: number;
  /** For a server that says it is busy or starting up. */
  readonly busy: number;
  /** For a server that does not answer at all. */
  readonly lost: number;
  /** For a whole query. */
  readonly query: number;
}

export const usualLimits: TrinoLimits = { request: 60_000, busy: 30_000, lost: 3_000, query: 600_000 };

/** A server and how to query it; `name` is its name for users, without any secret. */
export interface TrinoServer {
  readonly name: string;
  readonly address: TrinoAddress;
  readonly limits: TrinoLimits;
}

export interface TrinoRequest {
  readonly method: "POST" | "GET";
  /** Of the server's own URLs: path and search. */
  readonly path: string;
  readonly body?: string;
}

/** Statuses that the protocol says to retry after a while. */
const busyStatus = new Set([429, 502, 503, 504]);

/**
 * Sends a request and resolves to the JSON answer. Requests are retried if the server is too busy or the connection fails:
 * they only read, and the server resends a page it has sent already. Rejects with a UserError, or the signal's reason.
 */
export async function exchange(server: TrinoServer, asked: TrinoRequest, signal: AbortSignal): Promise<unknown> {
  const began = Date.now();
  for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
    const found = await attempt(server, asked, signal);
    if ("answer" in found) return found.answer;
    signal.throwIfAborted();
    if (Date.now() - began + pause > found.patience) throw found.failure;
    await setTimeout(pause * (1 + Math.random()), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** Tells the server that nobody is waiting for a query any more; a failure to do so is ignored. */
export async function cancel({ address }: TrinoServer, path: string): Promise<void> {
  const signal = AbortSignal.timeout(2000);
  const options = { method: "DELETE", headers: headersOf(address), redirect: "error", signal } as const;
  await request(new URL(path, address.server), options).catch(() => undefined);
}

type Attempt =
  | { readonly answer: unknown }
  | { readonly failure: UserError /** How long it may be retried, in milliseconds. */; readonly patience: number };

async function attempt(server: TrinoServer, { method, path, body }: TrinoRequest, signal: AbortSignal) {
  const { name: place, address, limits } = server;
  try {
    const response = await request(new URL(path, address.server), {
      method,
      headers: headersOf(address),
      // A redirect would carry the secret to another server.
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(limits.request)]),
      ...(body === undefined ? {} : { body }),
    });
    return await read(server, response);
  } catch (error) {
    if (signal.aborted || error instanceof UserError) throw error;
    return lost(place, error, limits, method);
  }
}

async function read({ name: place, limits }: TrinoServer, response: Response): Promise<Attempt> {
  const { status } = response;
  if (busyStatus.has(status)) {
    await response.body?.cancel();
    const failure = engineErrors.busy({ place, why: `HTTP ${status}`, seconds: Math.round(limits.busy / 1000) });
    return { failure, patience: limits.busy };
  }
  if (status === 401 || status === 403) throw engineErrors.refused({ place, status });
  if (status === 410) throw engineErrors.gone({ place, why: "It no longer knows the query." });
  if (status !== 200) throw engineErrors.strange({ place, why: `It answered HTTP ${status}.` });
  const text = await response.text();
  try {
    return { answer: exactJson(text) };
  } catch {
    throw engineErrors.strange({ place, why: "Its answer is not JSON." });
  }
}

const certificateCodes = /^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_|ERR_TLS_CERT)/;

/** Failed connections by their code, as far as a user can do something about them. */
const reasons: Readonly<Record<string, string>> = {
  TimeoutError: "It did not answer in time.",
  UND_ERR_SOCKET: "It closed the connection.",
  ECONNRESET: "It closed the connection.",
  ECONNREFUSED: "Nothing listens at that port.",
  ENOTFOUND: "No machine of that name is known.",
};

/** A connection that failed, reported by its code, since a message could contain more than is meant for the screen. */
function lost(place: string, error: unknown, { lost: patience }: TrinoLimits, method: string): Attempt {
  const code = codeOf(error);
  if (certificateCodes.test(code)) throw engineErrors.wrongCertificate({ place, why: `The system says ${code}.` });
  if (/^(ERR_SSL|EPROTO)/.test(code))
    throw engineErrors.strange({ place, why: "It does not speak TLS: http_scheme may have to be http." });
  const why = reasons[code] ?? `The system says ${code}.`;
  return {
    failure: method === "POST" ? engineErrors.unreachable({ place, why }) : engineErrors.gone({ place, why }),
    patience,
  };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError") return error.name;
  const { cause } = error;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return "that the connection failed";
}
