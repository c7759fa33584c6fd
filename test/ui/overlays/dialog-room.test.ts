import { expect, it } from "vitest";
import { createKeymap } from "../../../source/ui/keys.ts";
import { mostLines } from "../../../source/ui/overlays/content.ts";
import { overlayContent } from "../../../source/ui/overlays/overlay-content.ts";
import { dataScreens } from "../../../source/ui/screens/registry.ts";
import type { Overlay } from "../../../source/ui/state/overlay.ts";
import { createStore } from "../../../source/ui/store/store.ts";
import { fakeCore } from "../../journeys/fake-core.ts";

const long = "a long text with ever more words in it ".repeat(40);
const overlays: readonly (readonly [name: string, overlay: Overlay, shown: readonly string[]])[] = [
  [
    "an export to a long path that failed for a long reason",
    {
      kind: "export",
      view: { kind: "own_sql", text: "" },
      input: `${long}x.csv`,
      status: "asking",
      rows: 3,
      problem: long,
    },
    ["x.csv▏", "3 rows", "Format, Tab for the next:", "a long text"],
  ],
  [
    "a long note",
    { kind: "note", title: "Note", about: "step", input: `${long}the end`, kept: "", isLeaving: false },
    ["the end▏"],
  ],
];

it.each(overlays)("%s leaves the footer on screen, in the smallest window", (_, overlay, shown) => {
  const size = { columns: 60, rows: 15 };
  const store = createStore(fakeCore(), dataScreens, createKeymap(), size);
  const content = overlayContent({ ...store.state(), overlay }, store);
  const texts = (content?.lines ?? []).map((line) => line.map(({ text }) => text).join(""));
  expect(texts.length).toBeLessThanOrEqual(mostLines(size));
  for (const text of shown) expect(texts.join("\n")).toContain(text);
});
