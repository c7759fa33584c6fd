import { cell } from "../../domain/cell.ts";
import type { OverlayContent } from "../overlays/content.ts";
import { aroundCaret, type TypedText } from "../state/line-edit.ts";
import { cursorOf, type Item, isMultiple, type Overlay, type PickOverlay, takesText } from "../state/overlay.ts";
import { wordsInLines } from "../widgets/block.ts";

/** The open overlay as sentences: the entry under the cursor of a list, the typed text of a prompt, the lines of a text. */
export function spokenOverlay(
  overlay: Overlay,
  { title, lines, hint: keys }: OverlayContent,
  items: readonly Item[],
): readonly string[] {
  const texts = wordsInLines(lines);
  if (!takesText(overlay) || !("input" in overlay)) return [title, ...texts, keys];
  const hint = `${keys.replaceAll(/ {2,}/g, ", ")}.`;
  const typed = typedSentence(overlay);
  if (overlay.kind === "pick") {
    const count = items.length === 0 ? texts.slice(1).join(" ").replace(/\.?$/, ".") : "";
    return [`${title}.`, typed, ...entrySentences(overlay, items), ...(count === "" ? [] : [count]), hint];
  }
  const rest = overlay.kind === "note" ? [] : texts.filter((text) => !text.startsWith("file "));
  return [`${title}.`, typed, ...rest, hint];
}

function typedSentence(line: TypedText): string {
  const [before, after] = aroundCaret(line).map((text) => cell(text));
  if (line.input === "") return "Nothing is typed.";
  return after === "" ? `Typed: ${before}` : `Typed: ${before}, then the caret, then ${after}`;
}

function entrySentences(overlay: PickOverlay, items: readonly Item[]): readonly string[] {
  const at = cursorOf(overlay, items);
  const item = items[at];
  if (item === undefined) return [];
  const { picked } = overlay;
  const isTicked = isMultiple(overlay) && picked.includes(item.value);
  const said = [item.label, item.disabled ?? item.detail, isTicked ? "ticked" : ""].filter((text) => text !== "");
  const ticked = items.filter(({ value }) => picked.includes(value)).map(({ label }) => label);
  return [
    `Entry ${at + 1} of ${items.length}: ${said.join(", ")}.`,
    ...(isMultiple(overlay) && ticked.length > 0 ? [`Ticked: ${ticked.join(", ")}.`] : []),
  ];
}
