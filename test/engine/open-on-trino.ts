import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectDir } from "../helpers/places.ts";
import { prepareProgram } from "../torture/support/program.ts";
import { Pty } from "../torture/support/pty.ts";

export interface PlaceOfTrino {
  readonly catalog: string;
  /** Where dbt's artifacts are. */
  readonly artifacts: string;
  /** For what the screens keep. */
  readonly folder: string;
}

/** Whether the cohorts show figures. */
export const hasGrid = (text: string): boolean => text.includes("▸ Cohorts") && /\n {2}all +[\d,]+/.test(text);

/** The screens on the target of dbt-trino of sql/profiles.yml, on a terminal of 120x40. */
export function openOnTrino({ catalog, artifacts, folder }: PlaceOfTrino, port: number, scheme = "http"): Pty {
  const server = { TRINO_HOST: "127.0.0.1", TRINO_PORT: `${port}`, TRINO_SCHEME: scheme, TRINO_USER: "dana" };
  const config = join(folder, "config.yml");
  // Each launch begins with the grid, wherever the last one ended.
  writeFileSync(config, "restore: false\ntour: false\n");
  const env = { ...server, TRINO_CATALOG: catalog, DBT_TARGET_PATH: artifacts, GROUNDS_CONFIG: config };
  const words = ["open", "--target", "trino", "--profiles-dir", projectDir];
  return Pty.open(prepareProgram(), words, folder, { columns: 120, rows: 40, env });
}
