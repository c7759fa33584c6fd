import { setTimeout as delay } from "node:timers/promises";
import { activationErrors } from "../errors/activation.ts";
import { request as ask } from "../network.ts";
import type { Network, NetworkRequest } from "./networks/network.ts";

/** How this run reaches a network. */
export interface Connection {
  readonly network: Network;
  readonly address: string;
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Receives why it waits, in words; empty once it continues. */
  readonly onWait: (why: string) => void;
  /** The length of the first wait, which then doubles, and the time that one answer may take. */
  readonly times?: { readonly firstWaitMs: number; readonly answerMs: number };
}

const usual = { firstWaitMs: 1000, answerMs: 60_000 };
const mostTries = 8;
const longestWaitMs = 120_000;

/** The token and the address of a network, from the environment. Throws UserError if there is none that can be used. */
export function connect(
  network: Network,
  environment: NodeJS.ProcessEnv,
  rest: Pick<Connection, "signal" | "onWait">,
): Connection {
  const token = environment[network.tokenVariable]?.trim() ?? "";
  const { label, tokenVariable: variable } = network;
  if (!/^[\x21-\x7e]+$/.test(token)) throw activationErrors.noToken({ label, variable });
  const address = (environment[network.addressVariable] ?? network.address).replace(/\/+$/, "");
  if (!isSafe(address)) throw activationErrors.unsafeAddress({ variable: network.addressVariable });
  return { network, address, token, headers: network.headers(environment), ...rest };
}

/** Encrypted, or on this machine. */
function isSafe(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== "" || url.password !== "") return false;
  return (
    url.protocol === "https:" || (url.protocol === "http:" && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname))
  );
}

type Attempt<Answer> = { readonly answer: Answer } | { readonly why: string; readonly waitMs: number | undefined };

/**
 * The network's answer, as parsed by `read`. Temporary failures (no connection, too many calls, a fault of theirs, an
 * invalid answer) are retried after waits that double, with jitter; after the last one, and for a refusal, it rejects with
 * UserError. Callers only send requests that may safely arrive twice.
 */
export async function call<Answer>(
  connection: Connection,
  request: NetworkRequest,
  read: (answer: unknown) => Answer | undefined,
): Promise<Answer> {
  const { firstWaitMs } = connection.times ?? usual;
  let why = "";
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const made = await attemptOnce(connection, request, read);
    if ("answer" in made) return made.answer;
    why = made.why;
    if (attempt === mostTries - 1) break;
    const doubled = Math.min(longestWaitMs, firstWaitMs * 2 ** attempt) * (0.5 + Math.random() / 2);
    connection.onWait(why);
    await delay(Math.min(longestWaitMs, Math.max(doubled, made.waitMs ?? 0)), undefined, { signal: connection.signal });
    connection.onWait("");
  }
  throw activationErrors.unreachable({ label: connection.network.label, why: `${capital(why)}, ${mostTries} times.` });
}

async function attemptOnce<Answer>(
  connection: Connection,
  request: NetworkRequest,
  read: (answer: unknown) => Answer | undefined,
): Promise<Attempt<Answer>> {
  const { network } = connection;
  const response = await sent(connection, request);
  if ("why" in response) return response;
  const { status, body, waitMs } = response;
  switch (network.verdict(status, body)) {
    case "token":
      throw activationErrors.tokenExpired({ label: network.label, variable: network.tokenVariable });
    case "refused":
      throw activationErrors.refused({ label: network.label, status, why: complaintOf(connection, body) });
    case "retry":
      return { why: status === 429 ? "too many calls" : `${network.label} answered ${status}`, waitMs };
  }
  const answer = read(body);
  return answer === undefined ? { why: `${network.label} gave an unexpected answer`, waitMs } : { answer };
}

interface Response {
  readonly status: number;
  readonly body: unknown;
  readonly waitMs: number | undefined;
}

async function sent(
  { address, token, headers, signal, times }: Connection,
  { method, path, body }: NetworkRequest,
): Promise<Response | { readonly why: string; readonly waitMs: undefined }> {
  try {
    const response = await ask(address + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // The token must not follow a redirect to another place.
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout((times ?? usual).answerMs)]),
    });
    const seconds = Number(response.headers.get("retry-after") ?? "");
    const waitMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
    return { status: response.status, body: json(await response.text()), waitMs };
  } catch (error) {
    signal.throwIfAborted();
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return { why: isLate ? "no answer in time" : "no connection", waitMs: undefined };
  }
}

/** The network's words, shortened, and never with the token in them. */
function complaintOf({ network, token }: Connection, body: unknown): string {
  const words = network.complaint(body).replaceAll(token, "(token)").slice(0, 300);
  return words === "" ? "It gave no reason." : `It says: ${words}`;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
