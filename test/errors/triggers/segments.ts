import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { saveSegment } from "../../../source/commands/save-segment.ts";
import { withSegmentsOf } from "../../../source/commands/segments-file.ts";
import { segmentsFile } from "../../../source/commands/with-segments.ts";
import type { Dimension } from "../../../source/domain/catalog.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { raised, type TriggersOf } from "./trigger.ts";

const loyal = { name: "loyal", isSavedSegment: true } as Dimension;
const catalog = { dimensions: [loyal], measures: [] };
const days = { from: "2024-01-01", to: "2024-12-31" };

/** The error for a file of segments. */
async function reading(text: string): Promise<string> {
  const file = join(await scratch({ [segmentsFile]: text }), segmentsFile);
  return raised(() => withSegmentsOf(file, { ...catalog, dimensions: [] }, days));
}

async function saving(name: string, filters: readonly { dimension: string; op: "in"; values: string[] }[] = []) {
  const folder = await scratch();
  return raised(() => saveSegment({ catalog, folder }, { name, filters }, false));
}

export const segments: TriggersOf<"segments"> = {
  async unreadable() {
    const file = join(await scratch(), segmentsFile);
    await mkdir(file);
    return raised(() => withSegmentsOf(file, catalog, days));
  },
  noYaml: () => reading("segments: [\n"),
  notSo: () => reading("segments:\n  loyal: { orders: many }\n"),
  noName: () => saving("2 fast"),
  taken: () => saving("loyal"),
  nested: () => saving("other", [{ dimension: "loyal", op: "in", values: ["yes"] }]),
  noPlace: () => raised(() => saveSegment({ catalog }, { name: "loyal", filters: [] }, false)),
};
