import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";

/** What can go wrong with an answer; "after" means once the batch was accepted. */
export const faults = ["drop", "drop after", "429", "500", "half", "wrong body after", "delay"] as const;
type Fault = (typeof faults)[number] | "refuse";

/** A batch that arrived, once or more. */
interface Arrived {
  readonly kind: "add" | "remove";
  readonly rows: readonly (readonly string[])[];
  readonly digest: string;
  times: number;
}

export interface FakeNetworks {
  readonly url: string;
  /** Hashes by which the audience is matched. */
  readonly members: Set<string>;
  /** By session and number, or by their bytes if the network has no sessions. */
  readonly batches: ReadonlyMap<string, Arrived>;
  readonly bodies: readonly { readonly path: string; readonly body: unknown }[];
  /** What to get wrong with the next request. */
  next: () => Fault | undefined;
  /** The token to expect. */
  token: string;
  close(): Promise<void>;
}

/** Both networks on this machine: they accept batches, ignore repeated ones, and fail as requested. */
export async function fakeNetworks(): Promise<FakeNetworks> {
  const members = new Set<string>();
  const batches = new Map<string, Arrived>();
  const bodies: { path: string; body: unknown }[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const fake: FakeNetworks = {
    ...{ url: "", members, batches, bodies, next: () => undefined, token: "secret-token" },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request);
    const path = request.url ?? "";
    const fault = fake.next();
    if (fault === "drop") return void response.destroy();
    if (fault === "delay") await setTimeout(30);
    if (fault === "429") return say(response, 429, { error: { code: 613, message: "calls" } }, { "retry-after": "0" });
    if (fault === "refuse") return say(response, 400, { error: { code: 100, message: `no such id ${fake.token}` } });
    if (fault === "500") return say(response, 500, "<html>Sorry</html>");
    if (request.headers.authorization !== `Bearer ${fake.token}`)
      return say(response, 401, { error: { code: 190, message: `no token ${request.headers.authorization}` } });
    if (request.method === "GET") return say(response, 200, statusOf(path));
    const body = JSON.parse(text);
    bodies.push({ path, body });
    const batch = path.includes("/users") ? metaBatch(request.method ?? "", body) : googleBatch(path, text, body);
    if (body.validateOnly !== true) take(batch, fault === "half");
    if (fault === "half") return say(response, 503, { error: { code: 2, is_transient: true } });
    if (fault === "drop after") return void response.destroy();
    if (fault === "wrong body after") return say(response, 200, "<html>OK</html>");
    return say(response, 200, path.includes("/users") ? received(body) : { requestId: batch.key });
  }

  /** A repeated batch is the same one; half a batch is then completed. */
  function take({ key, kind, rows }: ReturnType<typeof metaBatch>, isHalf: boolean): void {
    const digest = createHash("sha256").update(JSON.stringify(rows)).digest("hex");
    const known = batches.get(key);
    if (known !== undefined && known.digest !== digest) throw new Error(`another batch under ${key}`);
    batches.set(key, { kind, rows, digest, times: (known?.times ?? 0) + 1 });
    for (const row of isHalf ? rows.slice(0, rows.length / 2) : rows)
      for (const hash of row.filter(Boolean)) kind === "add" ? members.add(hash) : members.delete(hash);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(fake, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

interface MetaBody {
  readonly session: { readonly session_id: number; readonly batch_seq: number };
  readonly payload: { readonly schema: readonly string[]; readonly data: readonly (readonly string[])[] };
}

function metaBatch(method: string, { session, payload }: MetaBody) {
  const places = ["EMAIL", "PHONE"].map((name) => payload.schema.indexOf(name));
  const rows = payload.data.map((row) => places.map((at) => row[at] ?? ""));
  const kind = method === "DELETE" ? ("remove" as const) : ("add" as const);
  return { key: `${session.session_id}-${session.batch_seq}`, kind, rows };
}

interface GoogleBody {
  readonly audienceMembers: readonly {
    readonly userData: { readonly userIdentifiers: readonly { emailAddress?: string; phoneNumber?: string }[] };
  }[];
}

function googleBatch(path: string, text: string, { audienceMembers }: GoogleBody) {
  const rows = audienceMembers.map(({ userData }) => [
    userData.userIdentifiers.find((one) => one.emailAddress)?.emailAddress ?? "",
    userData.userIdentifiers.find((one) => one.phoneNumber)?.phoneNumber ?? "",
  ]);
  const kind = path.endsWith(":remove") ? ("remove" as const) : ("add" as const);
  return {
    key: createHash("sha256")
      .update(kind + text)
      .digest("hex")
      .slice(0, 16),
    kind,
    rows,
  };
}

function received({ session, payload }: MetaBody) {
  return {
    ...{ audience_id: "123", session_id: String(session.session_id) },
    ...{ num_received: payload.data.length, num_invalid_entries: 0, invalid_entry_samples: {} },
  };
}

function statusOf(path: string): unknown {
  const range = { userDataIngestionStatus: { uploadMatchRateRange: "MATCH_RATE_RANGE_61_TO_70" } };
  return path.includes("requestStatus")
    ? { requestStatusPerDestination: [{ requestStatus: "SUCCESS", audienceMembersIngestionStatus: range }] }
    : { id: "123", approximate_count_lower_bound: 60, approximate_count_upper_bound: 70 };
}

function say(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += part;
  return text;
}
