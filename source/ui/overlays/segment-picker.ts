import { cell } from "../../domain/cell.ts";
import { isSegment, type SegmentRule, whyNoSegmentName, withoutSegments } from "../../domain/saved-segment.ts";
import { notice } from "../state/app-state.ts";
import type { AppData } from "../state/data.ts";
import { type Item, matching, type PickOverlay, pick } from "../state/overlay.ts";
import type { At, Outcome, Picker } from "../state/screen.ts";

/** Customers that can be saved as a segment, and what they are: "the cell 2025-01, M0". */
export interface Members {
  readonly what: string;
  readonly rule: Omit<SegmentRule, "name">;
}

/** Opens the list that saves a segment; a count before the key is the least number of orders. */
export function segmentOverlay(count: number): PickOverlay {
  return pick("segment", { about: count > 1 ? String(count) : "" });
}

/**
 * The list that saves customers as a segment: under a typed name those of the cell or of the whole row; or in place of the rule
 * of a segment that exists.
 */
export function segmentPicker<State>(
  membersOf: (at: At<State>) => readonly Members[],
): Readonly<Record<"segment", Picker<State>>> {
  return {
    segment: {
      title: (_, { about = "" }) =>
        about === "" ? "Save customers as a segment" : `Save customers with at least ${about} orders as a segment`,
      typed: "a name",
      items: (at, overlay) => segmentItems(membersOf(at), at.data, overlay.input),
      acceptAny: (at, overlay, chosen) => accepted(membersOf(at), at.data, overlay, chosen),
    },
  };
}

function segmentItems(members: readonly Members[], data: AppData, input: string): readonly Item[] {
  const name = nameIn(input);
  const existing = data.catalog.dimensions.filter(isSegment);
  const why = name === "" ? "type a name first" : whyNoSegmentName(name, withoutSegments(data.catalog));
  const isTaken = existing.some((one) => one.name === name);
  const added = members.map(({ what }, index): Item => {
    const label = name === "" ? cell(what) : `${name}: ${cell(what)}`;
    const detail = isTaken ? "replaces its rule" : "a new segment";
    return { value: `add:${index}`, label, detail, ...(why === undefined ? {} : { disabled: why }) };
  });
  const others = existing.map(
    (one): Item => ({ value: `replace:${one.name}`, label: cell(one.label), detail: `replace: ${one.description}` }),
  );
  return [...added, ...matching(others, input)];
}

/** A typed name as a segment can have it: "Loyal south" is loyal_south. */
function nameIn(input: string): string {
  return input
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
}

function accepted(
  members: readonly Members[],
  { catalog }: AppData,
  overlay: PickOverlay,
  chosen = "",
): Outcome<never> {
  const [verb, of = ""] = chosen.split(":");
  const name = verb === "replace" ? of : nameIn(overlay.input);
  const found = members[verb === "replace" ? 0 : Number(of)];
  if (found === undefined || chosen === "") return {};
  const why = name === "" ? "type a name for the segment" : whyNoSegmentName(name, withoutSegments(catalog));
  if (why !== undefined) return { overlay, ...notice(why) };
  const orders = overlay.about === undefined || overlay.about === "" ? {} : { orders: Number(overlay.about) };
  const isReplacing = catalog.dimensions.some((one) => isSegment(one) && one.name === name);
  return { add: { kind: "segment", segment: { name, ...found.rule, ...orders }, isReplacing } };
}
