import { engineErrors } from "../../errors/engine.ts";
import { type TrinoLimits, usualLimits } from "./exchange.ts";

/** The usual limits, a query's replaced by GROUNDS_QUERY_SECONDS. Throws UsageError if that is not a number of seconds. */
export function limitsFrom({ GROUNDS_QUERY_SECONDS: given = "" }: NodeJS.ProcessEnv): TrinoLimits {
  if (given === "") return usualLimits;
  const seconds = /^\d{1,6}$/.test(given) ? Number(given) : 0;
  if (seconds > 0) return { ...usualLimits, query: seconds * 1000 };
  const why = "It is a number of seconds, from 1 to 999999.";
  throw engineErrors.wrongSetting({ place: "The environment", name: "GROUNDS_QUERY_SECONDS", why });
}
