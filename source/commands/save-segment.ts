import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Document, isMap, parseDocument } from "yaml";
import { isSegment, type SegmentRule, whyNoSegmentName, withoutSegments } from "../domain/saved-segment.ts";
import { segmentErrors } from "../errors/segments.ts";
import { writeNewFile } from "../export/write-file.ts";
import { parsedSegments } from "./segments-file.ts";
import type { Session } from "./session.ts";
import { filterText } from "./shared-options.ts";
import { segmentsFile } from "./with-segments.ts";

const heading = "# Segments: rules over customers with a name, each a dimension. docs/cohorts.md describes them.\n";

/**
 * Adds a segment to `segments.yml` beside the source, or replaces its rule if `isOverwriting`; what else is in the file,
 * comments included, stays. Returns the file's path. Throws UsageError for a name that cannot be or is taken, a rule over other
 * segments, a file that is not YAML, and a source without a folder.
 */
export async function saveSegment(
  { catalog, folder }: Pick<Session, "catalog" | "folder">,
  { name, filters, period, orders }: SegmentRule,
  isOverwriting: boolean,
): Promise<string> {
  if (folder === undefined) throw segmentErrors.noPlace({ name });
  const file = join(folder, segmentsFile);
  const segments = catalog.dimensions.filter(isSegment);
  const why = whyNoSegmentName(name, withoutSegments(catalog));
  if (why !== undefined) throw segmentErrors.noName({ name, why });
  if (segments.some((one) => one.name === name) && !isOverwriting) throw segmentErrors.taken({ name, file });
  const nested = filters.find(({ dimension }) => segments.some((one) => one.name === dimension));
  if (nested !== undefined) throw segmentErrors.nested({ name, other: nested.dimension });
  const document: Document = existsSync(file) ? parsedSegments(file).document : parseDocument("segments: {}\n");
  const rule = {
    where: filters.map(filterText),
    ...(period === undefined ? {} : { from: period.from, to: period.to }),
    ...(orders === undefined ? {} : { orders }),
  };
  const list = document.get("segments");
  // A map that is empty so far is written in braces; with rules in it, each has its own lines.
  if (isMap(list) && list.items.length === 0) list.flow = false;
  document.setIn(["segments", name], document.createNode(rule));
  await writeNewFile(file, existsSync(file) ? String(document) : heading + String(document), true);
  return file;
}
