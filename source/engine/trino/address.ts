import { version } from "../../version.ts";

/** How to reach a Trino server, and as which user. Contains secrets, so it may become headers but never text. */
export interface TrinoAddress {
  /** Scheme, host and port. */
  readonly server: URL;
  readonly user: string;
  readonly secret: { readonly kind: "none" } | { readonly kind: "password" | "token"; readonly value: string };
  readonly catalog: string;
  readonly schema: string;
  readonly session: Readonly<Record<string, string>>;
}

/** Whether a host is this machine: only there is a connection without TLS the default. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/** The headers of every request. They include the capability for full timestamps, which are otherwise truncated to milliseconds. */
export function headersOf({ user, secret, catalog, schema, session }: TrinoAddress): Record<string, string> {
  const pairs = Object.entries(session).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return {
    "X-Trino-User": user,
    "X-Trino-Source": "grounds",
    "X-Trino-Catalog": catalog,
    "X-Trino-Schema": schema,
    "X-Trino-Time-Zone": "UTC",
    "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
    "User-Agent": `grounds/${version}`,
    ...(pairs.length > 0 ? { "X-Trino-Session": pairs.join(",") } : {}),
    ...authorization(user, secret),
  };
}

function authorization(user: string, secret: TrinoAddress["secret"]): Record<string, string> {
  if (secret.kind === "none") return {};
  if (secret.kind === "token") return { Authorization: `Bearer ${secret.value}` };
  return { Authorization: `Basic ${Buffer.from(`${user}:${secret.value}`).toString("base64")}` };
}
