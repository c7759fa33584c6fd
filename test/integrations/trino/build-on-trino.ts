import { join } from "node:path";
import type { BuildOptions, BuildOutcome } from "../../../source/warehouse/build/build-options.ts";
import { varsOfBuild } from "../../dbt/vars-of-build.ts";
import { projectDir } from "../../helpers/places.ts";
import { built } from "../../warehouse/support/scratch.ts";
import { uploadRaw, writeRawParquet } from "../support/raw-parquet.ts";
import { type DbtPlace, runDbt } from "../support/run-dbt.ts";
import type { Ran } from "../support/run-program.ts";
import type { Trino } from "./start-trino.ts";

export interface BuiltTwice {
  /** The warehouse that our builder made. */
  readonly warehouse: string;
  readonly outcome: BuildOutcome;
  /** The output of dbt while it built the same on Trino. */
  readonly ran: Ran;
  /** Where dbt left its artifacts. */
  readonly target: string;
  /** For another run of dbt on the same tables. */
  readonly place: DbtPlace;
}

type Source = Pick<BuildOptions, "source" | "mapping" | "vars">;

/** What dbt does: models alone, or tests and unit tests too, which take three times as long. */
export type Work = "build" | "run";

/**
 * Builds a source in DuckDB, puts its raw tables into the lake, and builds the same models on Trino: afterwards its schemas
 * bronze, silver and gold hold them. Another source replaces them. Throws if raw tables could not be loaded.
 */
export async function buildOnTrino(trino: Trino, source: Source, folder: string, work: Work): Promise<BuiltTwice> {
  const { place, ...loaded } = await loadOnTrino(trino, source, folder);
  return { ...loaded, place, ran: await runDbt([work], place), target: join(folder, "target") };
}

/** Builds a source in DuckDB and puts its raw tables into the lake, for dbt to build on. */
async function loadOnTrino(trino: Trino, source: Source, folder: string) {
  const [warehouse, landing] = [join(folder, "ours.duckdb"), join(folder, "raw.duckdb")];
  const { outcome } = await built({ ...source, warehouse, landing, projectDir });
  const vars = { ...JSON.parse(await varsOfBuild(warehouse)), raw_database: trino.catalog };
  const place = { target: "trino", env: environment(trino), vars: JSON.stringify(vars), folder };
  const raw = join(folder, "parquet");
  const location = await uploadRaw(trino.lake, raw, await writeRawParquet(landing, raw), `raw-${Date.now()}`);
  const loaded = await runDbt(["run-operation", "load_raw", "--args", JSON.stringify({ location })], place);
  if (loaded.code !== 0) throw new Error(loaded.text);
  return { warehouse, outcome, place };
}

/** What the target trino of sql/profiles.yml reads. */
export function environment({
  port,
  user,
  catalog,
}: Pick<Trino, "port" | "user" | "catalog">): Readonly<Record<string, string>> {
  return { TRINO_HOST: "127.0.0.1", TRINO_PORT: String(port), TRINO_USER: user, TRINO_CATALOG: catalog };
}
