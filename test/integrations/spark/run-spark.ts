import { join } from "node:path";
import { root } from "../../helpers/places.ts";
import { python } from "../support/home.ts";
import { type Ran, runProgram } from "../support/run-program.ts";

/** What ran, for the results. */
export const sparkVersions = { Spark: "4.1.3" };

/** Runs a script of sql/spark with a private Spark, only on this machine, in a folder. Needs Java 17 on the PATH. */
export function runSpark(script: string, words: readonly string[], folder: string): Promise<Ran> {
  const env = {
    SPARK_LOCAL_IP: "127.0.0.1",
    // It runs for minutes, so code is compiled quickly rather than well.
    PYSPARK_SUBMIT_ARGS: "--driver-memory 1g --driver-java-options -XX:TieredStopAtLevel=1 pyspark-shell",
    PYSPARK_PYTHON: python(),
  };
  return runProgram(python(), [join(root, "sql/spark", script), ...words], { cwd: folder, env });
}
