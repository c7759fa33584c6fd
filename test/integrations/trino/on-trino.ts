import { existsSync } from "node:fs";
import { join } from "node:path";
import { engineSession } from "../../../source/commands/engine-session.ts";
import { sessionOn } from "../../../source/commands/open-session.ts";
import type { Session } from "../../../source/commands/session.ts";
import type { Engine } from "../../../source/engine/engine.ts";
import { openEngine } from "../../../source/engine/profiles/open-engine.ts";
import { findTarget } from "../../../source/engine/profiles/profiles-file.ts";
import type { BuildOptions } from "../../../source/warehouse/build/build-options.ts";
import { openWarehouse } from "../../../source/warehouse/database/database.ts";
import { projectDir } from "../../helpers/places.ts";
import { type BuiltTwice, environment } from "./build-on-trino.ts";
import type { Trino } from "./start-trino.ts";

/** Trino by the target of sql/profiles.yml. */
export function openTrino(trino: Pick<Trino, "port" | "user" | "catalog">): Promise<Engine> {
  const env = { ...process.env, ...environment(trino) };
  return openEngine(findTarget("trino", { named: projectDir, others: [] }, env));
}

/** DuckDB's session, and one on Trino; the mapping provides labels and currency, which tables lack. */
export async function sessionsOn(
  trino: Trino,
  { warehouse, target }: Pick<BuiltTwice, "warehouse" | "target">,
  { source, mapping = join(source, "grounds.yml") }: Pick<BuildOptions, "source" | "mapping">,
): Promise<readonly [Session, Session]> {
  const files = { mapping: existsSync(mapping) ? mapping : undefined, artifacts: target };
  return [await sessionOn(await openWarehouse(warehouse), false), await engineSession(await openTrino(trino), files)];
}
