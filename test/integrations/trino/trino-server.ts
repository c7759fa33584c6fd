import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { home } from "../support/home.ts";
import { mustRun } from "../support/run-program.ts";

export const trinoVersion = "476";

/** The only plugins that Trino is started with, since each takes memory and time at the start. */
const plugins = ["iceberg"];

/** The folder of Trino's server, downloaded by Maven (821 MB) and unpacked once, for every integration that starts it. */
export async function trinoServer(): Promise<string> {
  const shared = join(home(), "../trino");
  const [folder, unpacking] = [join(shared, `trino-server-${trinoVersion}`), join(shared, "unpacking")];
  if (existsSync(folder)) return folder;
  rmSync(unpacking, { recursive: true, force: true });
  mkdirSync(unpacking, { recursive: true });
  const artifact = `io.trino:trino-server:${trinoVersion}:tar.gz`;
  await mustRun("mvn", ["-q", "dependency:copy", `-Dartifact=${artifact}`, `-DoutputDirectory=${unpacking}`]);
  const archive = join(unpacking, `trino-server-${trinoVersion}.tar.gz`);
  await mustRun("tar", ["xzf", archive, "-C", unpacking]);
  const server = join(unpacking, `trino-server-${trinoVersion}`);
  for (const name of readdirSync(join(server, "plugin"))) {
    if (!plugins.includes(name)) rmSync(join(server, "plugin", name), { recursive: true });
  }
  await mustRun("mv", [server, folder]);
  rmSync(unpacking, { recursive: true });
  return folder;
}

/** The home of Java 24 or newer, which Trino needs: TRINO_JAVA_HOME, JAVA_HOME, or one of the system's. */
export async function trinoJava(): Promise<string> {
  const system = "/usr/lib/jvm";
  const installed = existsSync(system) ? readdirSync(system).map((name) => join(system, name)) : [];
  for (const place of [process.env.TRINO_JAVA_HOME, process.env.JAVA_HOME, ...installed]) {
    if (place === undefined || !existsSync(join(place, "bin/java"))) continue;
    const version = await mustRun(join(place, "bin/java"), ["-version"]);
    if (Number(/version "(\d+)/.exec(version)?.[1] ?? 0) >= 24) return place;
  }
  throw new Error(`Trino ${trinoVersion} needs Java 24 or newer: name its home in TRINO_JAVA_HOME`);
}
