import { engineErrors } from "../../errors/engine.ts";
import type { Engine } from "../engine.ts";
import type { Target } from "./target.ts";

const known = ["trino", "duckdb"];

/** The engine of a target, before any query. Throws UsageError if the target cannot be used. */
export async function openEngine(target: Target): Promise<Engine> {
  const type = target.demand("type");
  if (type === "trino") {
    const { trinoAddress } = await import("./trino-address.ts");
    const { TrinoEngine } = await import("../trino/trino-engine.ts");
    const { limitsFrom } = await import("../trino/limits.ts");
    return new TrinoEngine(target.name, trinoAddress(target), limitsFrom(process.env));
  }
  if (type === "duckdb") {
    const { openDuckdb } = await import("../duckdb-engine.ts");
    return openDuckdb(target);
  }
  throw engineErrors.otherEngine({ place: target.placeOf("type"), type, known });
}
