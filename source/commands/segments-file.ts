import * as z from "zod";
import type { Catalog } from "../domain/catalog.ts";
import type { DataSet } from "../domain/data-set.ts";
import { parseAnyPeriod } from "../domain/fiscal-year.ts";
import { lineAt, parseLimitedYaml, plainValues, YamlFault } from "../domain/limited-yaml.ts";
import { type SavedSegment, whyNoSegmentName } from "../domain/saved-segment.ts";
import { schemaFault } from "../domain/schema-fault.ts";
import { segmentErrors } from "../errors/segments.ts";
import { UserError } from "../errors.ts";
import { withSegments } from "../query/segment-dimensions.ts";
import { readSmallFile, UnreadableFile } from "../small-file.ts";
import { parseFilter } from "./shared-options.ts";

const rule = z.strictObject({
  label: z.exactOptional(z.string().min(1)),
  description: z.exactOptional(z.string()),
  where: z.exactOptional(z.array(z.string()).max(50)),
  from: z.exactOptional(z.string()),
  to: z.exactOptional(z.string()),
  orders: z.exactOptional(z.int().min(1)),
});
const file = z.strictObject({ segments: z.record(z.string(), rule) });

type Rule = z.infer<typeof rule>;

/**
 * The catalog with the segments of a file as dimensions of customers. Throws UsageError naming the line of a key or name that
 * cannot be, or of a rule with an unknown dimension, value or day.
 */
export function withSegmentsOf(path: string, catalog: Catalog, days: Pick<DataSet, "from" | "to" | "fiscal">): Catalog {
  const yaml = parsedSegments(path);
  const found = file.safeParse(plainValues(yaml));
  const fault = (keys: readonly PropertyKey[], why: string) =>
    segmentErrors.notSo({ file: path, line: lineAt(yaml, keys), key: keys.join("."), why });
  if (!found.success) {
    const { keys, why } = schemaFault(found.error);
    throw fault(keys, why);
  }
  const added = Object.entries(found.data.segments).flatMap(([name, one]) => {
    const why = whyNoSegmentName(name, catalog);
    if (why !== undefined) throw fault(["segments", name], why);
    try {
      return withSegments(catalog, [segmentOf(name, one, days)]).dimensions.slice(-1);
    } catch (error) {
      throw error instanceof UserError
        ? fault(["segments", name], `${error.message}. ${error.why} ${error.next}`)
        : error;
    }
  });
  return { ...catalog, dimensions: [...catalog.dimensions, ...added] };
}

function segmentOf(name: string, rule: Rule, days: Pick<DataSet, "from" | "to" | "fiscal">): SavedSegment {
  const { label = name.replaceAll("_", " "), description, where = [], from, to, orders } = rule;
  const period = {
    from: from === undefined ? days.from : parseAnyPeriod(from, days.fiscal).from,
    to: to === undefined ? days.to : parseAnyPeriod(to, days.fiscal).to,
  };
  const rules = [
    ...where,
    ...(from === undefined && to === undefined ? [] : [`${period.from} to ${period.to}`]),
    ...(orders === undefined ? [] : [`at least ${orders} ${orders === 1 ? "order" : "orders"}`]),
  ];
  return {
    ...{ name, label, filters: where.map(parseFilter) },
    description: description ?? `Saved segment: ${rules.join("; ") || "all customers"}.`,
    ...(from === undefined && to === undefined ? {} : { period }),
    ...(orders === undefined ? {} : { orders }),
  };
}

/** The file as YAML; throws UsageError if it is none or cannot be read. */
export function parsedSegments(path: string): ReturnType<typeof parseLimitedYaml> {
  try {
    return parseLimitedYaml(readSmallFile(path));
  } catch (error) {
    if (error instanceof UnreadableFile) throw segmentErrors.unreadable({ file: path, why: error.message });
    if (error instanceof YamlFault) throw segmentErrors.noYaml({ file: path, line: error.line, why: error.message });
    throw error;
  }
}
