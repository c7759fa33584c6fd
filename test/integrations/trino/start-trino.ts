import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "../support/home.ts";
import { keys, type Lake, region, startLake } from "../support/lake/start-lake.ts";
import { record } from "../support/record.ts";
import { freePort, type Server, startServer } from "../support/server.ts";
import { askTrino } from "./ask-trino.ts";
import { trinoJava, trinoServer, trinoVersion } from "./trino-server.ts";

/** A Trino that answers queries, with one catalog of Iceberg tables on S3. */
export interface Trino extends Server {
  /** Its address, such as http://127.0.0.1:8080; no user has a password. */
  readonly url: string;
  readonly port: number;
  readonly user: string;
  readonly catalog: string;
  readonly lake: Lake;
}

const catalog = "lake";
const user = "grounds";

/** Starts S3, the catalog and Trino on 127.0.0.1, empty; `stop` ends all three. Takes half a minute, 3 GB of memory. */
export async function startTrino(): Promise<Trino> {
  const lake = await startLake();
  try {
    const trino = await startTrinoOn(lake);
    const stop = async () => {
      await trino.stop();
      await lake.stop();
    };
    return { ...trino, stop };
  } catch (error) {
    await lake.stop();
    throw error;
  }
}

/** Starts Trino on 127.0.0.1 with the tables of a lake that is there already, and stays when Trino is stopped. */
export async function startTrinoOn(lake: Lake): Promise<Trino> {
  const [server, java] = [await trinoServer(), await trinoJava()];
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [settings, data] = [join(home(), "etc"), join(home(), "data")];
  rmSync(data, { recursive: true, force: true });
  writeSettings(settings, { port, data, lake });
  const { stop } = await startServer({
    command: join(server, "bin/launcher"),
    parameters: ["run", "--etc-dir", settings, "--data-dir", data],
    env: { JAVA_HOME: java, PATH: `${join(java, "bin")}:${process.env.PATH}` },
    log: join(home(), "trino.log"),
    // A server that says it has started may still reject queries for lack of nodes.
    isReady: async () => (await askTrino({ url, user }, `show schemas from ${catalog}`)).length > 0,
    seconds: 600,
  });
  record({ versions: { Trino: trinoVersion } });
  return { url, port, user, catalog, lake, stop };
}

interface Settings {
  readonly port: number;
  readonly data: string;
  readonly lake: Lake;
}

/** Writes Trino's configuration into a folder. */
function writeSettings(folder: string, { port, data, lake }: Settings): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "catalog"), { recursive: true });
  const files: Readonly<Record<string, readonly string[]>> = {
    "jvm.config": [
      "-server",
      "-Xmx2G",
      // It runs for minutes, so code is compiled quickly rather than well.
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseG1GC",
      "-XX:G1HeapRegionSize=32M",
      "-XX:ReservedCodeCacheSize=256M",
      "-Djdk.attach.allowAttachSelf=true",
      "-Djdk.nio.maxCachedBufferSize=2000000",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
    ],
    "node.properties": [
      "node.environment=test",
      "node.id=grounds",
      `node.data-dir=${data}`,
      // Trino listens on every address unless one is set.
      "node.bind-ip=127.0.0.1",
      "node.internal-address=127.0.0.1",
    ],
    "config.properties": [
      "coordinator=true",
      "node-scheduler.include-coordinator=true",
      `http-server.http.port=${port}`,
      `discovery.uri=http://127.0.0.1:${port}`,
      "query.max-memory=1GB",
      "query.max-memory-per-node=900MB",
      "memory.heap-headroom-per-node=300MB",
      "task.concurrency=2",
      // On a busy machine the one worker may be late to answer the coordinator, which would end the query.
      "query.remote-task.max-error-duration=10m",
      "catalog.management=static",
    ],
    "log.properties": ["io.trino=WARN"],
    [`catalog/${catalog}.properties`]: [
      "connector.name=iceberg",
      "iceberg.catalog.type=rest",
      `iceberg.rest-catalog.uri=${lake.catalog}`,
      `iceberg.rest-catalog.warehouse=${lake.warehouse}`,
      "iceberg.add-files-procedure.enabled=true",
      "iceberg.register-table-procedure.enabled=true",
      "fs.native-s3.enabled=true",
      `s3.endpoint=${lake.s3}`,
      `s3.region=${region}`,
      "s3.path-style-access=true",
      `s3.aws-access-key=${keys.id}`,
      `s3.aws-secret-key=${keys.secret}`,
    ],
  };
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
}
