import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { home, python } from "../home.ts";
import { mustRun } from "../run-program.ts";
import { freePort, type Server, startServer } from "../server.ts";

/** Iceberg tables on S3, only on this machine: moto for S3, Iceberg's REST catalog for the tables' locations. */
export interface Lake extends Server {
  /** Address of S3; key id and secret are `test`, the region us-east-1, paths begin with the bucket. */
  readonly s3: string;
  readonly bucket: string;
  /** Address of the REST catalog, and the location of its tables. */
  readonly catalog: string;
  readonly warehouse: string;
}

export const region = "us-east-1";
export const keys = { id: "test", secret: "test" };

/** Starts both, empty. Needs Maven and Java on the PATH, and moto among the Python packages of the integration. */
export async function startLake(): Promise<Lake> {
  const [s3Port, catalogPort] = [await freePort(), await freePort()];
  const [s3, catalog, bucket] = [`http://127.0.0.1:${s3Port}`, `http://127.0.0.1:${catalogPort}`, "lake"];
  const classes = await catalogClasses();
  const moto = await startMoto(s3Port, bucket);
  try {
    const database = join(home(), "catalog.sqlite");
    rmSync(database, { force: true });
    const rest = await startServer({
      command: "java",
      parameters: ["-Xmx256m", "-cp", classes, "org.apache.iceberg.rest.RestCatalog"],
      env: catalogSettings({ port: catalogPort, database, s3, warehouse: `s3://${bucket}/tables` }),
      log: join(home(), "catalog.log"),
      isReady: async () => (await fetch(`${catalog}/v1/config`)).ok,
      seconds: 90,
    });
    const stop = async () => {
      await rest.stop();
      await moto.stop();
    };
    return { s3, bucket, catalog, warehouse: `s3://${bucket}/tables`, stop };
  } catch (error) {
    await moto.stop();
    throw error;
  }
}

/** S3 in memory, with a bucket. Needs moto among the Python packages of the integration. */
export function startMoto(port: number, bucket: string): Promise<Server> {
  return startServer({
    command: python("moto_server"),
    parameters: ["-H", "127.0.0.1", "-p", String(port)],
    log: join(home(), "moto.log"),
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/${bucket}`, { method: "PUT" })).ok,
    seconds: 60,
  });
}

interface CatalogPlaces {
  readonly port: number;
  readonly database: string;
  readonly s3: string;
  readonly warehouse: string;
}

/** What its test fixtures read from the environment: CATALOG_ before a setting, _ for a dot, __ for a hyphen. */
function catalogSettings({ port, database, s3, warehouse }: CatalogPlaces): Readonly<Record<string, string>> {
  return {
    PORT: String(port),
    CATALOG_WAREHOUSE: warehouse,
    CATALOG_URI: `jdbc:sqlite:${database}`,
    CATALOG_CATALOG__IMPL: "org.apache.iceberg.jdbc.JdbcCatalog",
    CATALOG_JDBC_SCHEMA__VERSION: "V1",
    // SQLite allows one writer at a time.
    CATALOG_CLIENTS: "1",
    CATALOG_IO__IMPL: "org.apache.iceberg.aws.s3.S3FileIO",
    CATALOG_S3_ENDPOINT: s3,
    CATALOG_S3_PATH__STYLE__ACCESS: "true",
    CATALOG_CLIENT_REGION: region,
    CATALOG_S3_ACCESS__KEY__ID: keys.id,
    CATALOG_S3_SECRET__ACCESS__KEY: keys.secret,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: keys.id,
    AWS_SECRET_ACCESS_KEY: keys.secret,
  };
}

/** The catalog's class path, downloaded by Maven and compiled if missing. */
async function catalogClasses(): Promise<string> {
  const here = import.meta.dirname;
  const folder = join(home(), "catalog");
  const [jars, classes, mark] = [join(folder, "jars"), join(folder, "classes"), join(folder, "made-from")];
  const [pom, source] = [join(here, "pom.xml"), join(here, "RestCatalog.java")];
  const made = readFileSync(pom, "utf8") + readFileSync(source, "utf8");
  if (!existsSync(mark) || readFileSync(mark, "utf8") !== made) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await mustRun("mvn", ["-q", "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${jars}`]);
    await mustRun("javac", ["-cp", join(jars, "*"), "-d", classes, source]);
    writeFileSync(mark, made);
  }
  return `${classes}:${join(jars, "*")}`;
}
