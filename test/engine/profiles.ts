import { stringify } from "yaml";
import { scratch } from "../warehouse/support/scratch.ts";

/** A folder with a profiles.yml of these targets of the profile `grounds`. */
export function profilesOf(outputs: Readonly<Record<string, object>>): Promise<string> {
  return scratch({ "profiles.yml": stringify({ grounds: { target: "lake", outputs } }) });
}

/** A target of dbt-trino on this machine; a test adds the settings it is about. */
export const lake = { type: "trino", method: "none", user: "dana", host: "127.0.0.1", port: 8080, database: "lake" };
