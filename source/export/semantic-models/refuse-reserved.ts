import type { Catalog } from "../../domain/catalog.ts";
import { exportErrors } from "../../errors/export.ts";

/** Keys that join the semantic models; a dimension cannot have their names. */
const entities = ["customer", "order_line", "coffee_profile"];
/** The possible grains of a time. */
const grains = words("nanosecond microsecond millisecond second minute hour day week month quarter year");
const ownWords = words("metric_time mf_internal_uuid");

/** Throws UserError if a source's own dimension or measure has a name that MetricFlow does not accept. */
export function refuseReserved({ dimensions, measures }: Catalog): void {
  for (const { name } of [...dimensions, ...measures].filter(({ isOwn }) => isOwn === true)) {
    const why = whyRefused(name);
    if (why !== undefined) throw exportErrors.reservedInMetricFlow({ name, why });
  }
}

/** Why MetricFlow does not accept a name; undefined if it does. */
export function whyRefused(name: string): string | undefined {
  if (entities.includes(name)) return "the semantic models have a key of this name";
  if (ownWords.includes(name)) return "MetricFlow reserves this word";
  if (grains.includes(name)) return "MetricFlow reserves the names of time periods";
  if (name.length < 2 || name.endsWith("_") || name.includes("__"))
    return "its names have at least two letters, no double underscore and no underscore at the end";
  return undefined;
}

function words(text: string): readonly string[] {
  return text.split(" ");
}
