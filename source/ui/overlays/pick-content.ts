import { cell } from "../../domain/cell.ts";
import { formatCell } from "../../domain/format.ts";
import { clip, fitTo, widthOf } from "../../domain/width.ts";
import type { AppState } from "../state/app-state.ts";
import { cursorOf, type Item, isMultiple, itemAt, type PickOverlay, takesSought } from "../state/overlay.ts";
import { type Line, seg, wrapText } from "../widgets/line.ts";
import { inputLine, type OverlayContent, roomFor } from "./content.ts";
import { listWindow } from "./list-window.ts";
import type { List } from "./pickers.ts";

/** A list to choose from; items are undefined while being read. */
export function pickContent(overlay: PickOverlay, list: List, size: AppState["size"]): OverlayContent {
  const { title, items, typed } = list;
  const hint = `${pickHint(overlay, items, typed)}   Esc ${overlay.behind === undefined ? "cancel" : "back"}`;
  return { title, lines: pickLines(overlay, list, roomFor(overlay, size).inner, size), hint };
}

function pickHint(overlay: PickOverlay, items: readonly Item[] = [], typed?: string): string {
  const label = itemAt(overlay, items)?.label ?? "";
  const isSought = takesSought(overlay) && label !== "";
  const enter = isSought ? `⏎ only ${clip(label, 24)}` : "⏎ apply";
  const tick = `${overlay.input === "" ? "Space" : "Tab"} tick`;
  if (overlay.op !== undefined) return `${tick}   ⇧Tab keep/leave out   ${enter}`;
  if (typed !== undefined) return `type ${typed}   ⏎ choose`;
  if (overlay.canDelete === true) return "type a name to save   ⏎ open or save   Tab delete";
  return isMultiple(overlay) ? `type to find   ${tick}   ${enter}` : "type to find   ⏎ choose";
}

function pickLines(
  overlay: PickOverlay,
  { items: known, whyNot = "" }: List,
  width: number,
  size: AppState["size"],
): readonly Line[] {
  const items = known ?? [];
  const { first, height } = listWindow(overlay, items, size);
  const cursor = cursorOf(overlay, items);
  const shown = items.slice(first, first + height);
  const many = isMultiple(overlay);
  const labelWidth = widthOfLabels(items, width - (many ? 6 : 4));
  const entries = shown.map((item, index): Line => {
    const isHere = first + index === cursor;
    const order = overlay.picked.indexOf(item.value);
    const tick = !many ? "" : order < 0 ? "  " : overlay.ticks === "set" ? "● " : `${order + 1} `;
    const tone = item.disabled === undefined ? "text" : "muted";
    return [
      seg(isHere ? "▸ " : "  ", "accent"),
      seg(tick, "accent"),
      seg(fitTo(item.label, labelWidth), isHere ? "focus" : tone),
      seg(`  ${item.disabled ?? item.detail}`, "label"),
    ];
  });
  const lines =
    whyNot === ""
      ? entries
      : wrapText(cell(whyNot), width)
          .slice(0, height)
          .map((text) => [seg(text)]);
  const filler = Array.from({ length: Math.max(0, Math.min(height, 12) - lines.length) }, (): Line => []);
  return [inputLine(overlay, "find", width), [], ...lines, ...filler, [], [seg(countWords(overlay, known), "label")]];
}

function countWords(overlay: PickOverlay, items: readonly Item[] | undefined): string {
  if (items === undefined) return "reading the values …";
  return items.length === 0 ? nothingWords(overlay) : `${formatCell(items.length, "count")} to choose from`;
}

function nothingWords({ canDelete, input }: PickOverlay): string {
  if (canDelete === true && input === "") return "No views are saved yet: type a name to save this one";
  return input === "" ? "Nothing to choose from" : "Nothing matches: ^U clears what was typed";
}

/** Labels in full if that leaves room for their descriptions, otherwise most of the line. */
function widthOfLabels(items: readonly Item[], width: number): number {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(widthOf));
  const details = widest(items.map((item) => item.disabled ?? item.detail));
  const room = Math.max(Math.floor(width * 0.6), width - details - 2);
  return Math.min(room, Math.max(18, widest(items.map((item) => item.label))));
}
