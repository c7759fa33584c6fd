import { engineErrors } from "../../errors/engine.ts";
import { isThisMachine, type TrinoAddress } from "../trino/address.ts";
import type { Target } from "./target.ts";

/**
 * The address in a target of dbt-trino: methods none, ldap (a password) and jwt (a token). TLS unless the server is this
 * machine or http_scheme says otherwise, and always for a secret. Throws UsageError naming file and line.
 */
export function trinoAddress(target: Target): TrinoAddress {
  const host = target.demand("host");
  const secret = secretOf(target);
  const scheme = target.get("http_scheme") ?? (isThisMachine(host) ? "http" : "https");
  if (scheme !== "http" && scheme !== "https") throw target.wrong("http_scheme", "It must be http or https.");
  if (scheme === "http" && secret.kind !== "none" && !isThisMachine(host))
    throw engineErrors.secretInClear({ place: target.placeOf("http_scheme"), host });
  return {
    server: serverOf(target, scheme, host),
    user: target.demand("user"),
    secret,
    catalog: target.demand("database"),
    schema: target.get("schema") ?? "silver",
    session: target.map("session_properties"),
  };
}

function serverOf(target: Target, scheme: string, host: string): URL {
  const port = target.get("port") ?? (scheme === "https" ? "443" : "8080");
  if (!/^\d{1,5}$/.test(port)) throw target.wrong("port", "It must be a number.");
  const name = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  if (!/^[\w.-]+$|^\[[\da-f:.]+\]$/i.test(name))
    throw target.wrong("host", "It must be the name of a server, and nothing else.");
  return new URL(`${scheme}://${name}:${port}`);
}

function secretOf(target: Target): TrinoAddress["secret"] {
  const method = target.get("method") ?? "none";
  if (method === "none") return { kind: "none" };
  if (method === "ldap") return { kind: "password", value: target.demand("password") };
  if (method === "jwt") return { kind: "token", value: target.demand("jwt_token") };
  throw target.wrong("method", `Grounds supports none, ldap and jwt, not ${method}.`);
}
