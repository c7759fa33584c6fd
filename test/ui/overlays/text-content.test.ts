import { expect, it } from "vitest";
import { textContent } from "../../../source/ui/overlays/text-content.ts";
import { seg } from "../../../source/ui/widgets/line.ts";

it("counts the lines of a text below those in view", () => {
  const size = { columns: 80, rows: 24 };
  const hints = Array.from({ length: 40 }, (_, count) => {
    const lines = Array.from({ length: count }, (__, at) => [seg(`line ${at}`)]);
    return textContent({ kind: "summary", scroll: 0 }, "text", lines, size).hint;
  });
  const below = hints.map((hint) => /\d+ more .*/.exec(hint)?.[0]).filter((text) => text !== undefined);
  expect(below.slice(0, 3)).toEqual(["1 more line below", "2 more lines below", "3 more lines below"]);
});
