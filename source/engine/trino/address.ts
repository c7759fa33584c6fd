import { version } from "../../version.ts";

/** How a Trino server is reached, and as whom. Holds secrets: it is made into headers, and never into a text. */
export interface TrinoAddress {
  /** Scheme, host and port. */
  readonly server: URL;
  readonly user: string;
  readonly secret: { readonly kind: "none" } | { readonly kind: "password" | "token"; readonly value: string };
  readonly catalog: string;
  readonly schema: string;
  readonly session: Readonly<Record<string, string>>;
}

/** Whether a host is this machine: there alone a connection without TLS is the default. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/** What every request tells the server. Times are told whole: without the capability they are cut to milliseconds. */
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
