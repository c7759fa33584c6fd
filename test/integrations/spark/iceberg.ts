import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { home } from "../support/home.ts";
import { keys, type Lake, region } from "../support/lake/start-lake.ts";
import { mustRun } from "../support/run-program.ts";

export const icebergVersion = "1.12.0";
const artifacts = ["iceberg-spark-runtime-4.1_2.13", "iceberg-aws-bundle"];

/** Iceberg's jars for Spark, downloaded by Maven once. */
async function icebergJars(): Promise<readonly string[]> {
  const folder = join(home(), "jars");
  mkdirSync(folder, { recursive: true });
  for (const name of artifacts) {
    if (existsSync(jar(folder, name))) continue;
    const artifact = `org.apache.iceberg:${name}:${icebergVersion}`;
    await mustRun("mvn", ["-q", "dependency:copy", `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`]);
  }
  return artifacts.map((name) => jar(folder, name));
}

function jar(folder: string, name: string): string {
  return join(folder, `${name}-${icebergVersion}.jar`);
}

/** Settings of a session for the Iceberg catalog of a lake. */
export async function settingsFor(lake: Lake): Promise<readonly string[]> {
  const settings = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    // Of few rows, compiling a query takes longer than running it.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.jars": (await icebergJars()).join(),
    "spark.sql.catalog.lake.type": "rest",
    "spark.sql.catalog.lake.uri": lake.catalog,
    "spark.sql.catalog.lake.warehouse": lake.warehouse,
    "spark.sql.catalog.lake.io-impl": "org.apache.iceberg.aws.s3.S3FileIO",
    "spark.sql.catalog.lake.s3.endpoint": lake.s3,
    "spark.sql.catalog.lake.s3.path-style-access": "true",
    "spark.sql.catalog.lake.s3.access-key-id": keys.id,
    "spark.sql.catalog.lake.s3.secret-access-key": keys.secret,
    "spark.sql.catalog.lake.client.region": region,
  };
  return Object.entries(settings).flatMap(([setting, value]) => ["--conf", `${setting}=${value}`]);
}
