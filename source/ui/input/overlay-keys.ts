import type { Action, PromptKey } from "../state/actions.ts";
import { isMultiple, type Overlay, takesText } from "../state/overlay.ts";
import type { Hint } from "../widgets/hint.ts";

const listKeys: Readonly<Record<string, PromptKey>> = {
  up: "up",
  down: "down",
  "ctrl-p": "up",
  "ctrl-n": "down",
  pageup: "page_up",
  pagedown: "page_down",
  home: "first",
  end: "last",
  enter: "accept",
  escape: "cancel",
  "ctrl-c": "cancel",
};

/** As in readline; up and down move in the list. */
const promptKeys: Readonly<Record<string, PromptKey>> = {
  ...listKeys,
  left: "caret_left",
  right: "caret_right",
  "ctrl-b": "caret_left",
  "ctrl-f": "caret_right",
  "word-left": "word_left",
  "word-right": "word_right",
  "alt-b": "word_left",
  "alt-f": "word_right",
  "ctrl-a": "line_start",
  "ctrl-e": "line_end",
  backspace: "delete",
  delete: "delete_next",
  "ctrl-d": "delete_next",
  "ctrl-w": "delete_word",
  "alt-backspace": "delete_word",
  "alt-d": "delete_next_word",
  "ctrl-u": "clear",
  "ctrl-k": "clear_rest",
};

const readerKeys: Readonly<Record<string, PromptKey>> = {
  ...listKeys,
  k: "up",
  j: "down",
  g: "first",
  G: "last",
  "ctrl-b": "page_up",
  "ctrl-f": "page_down",
  "ctrl-u": "page_up",
  "ctrl-d": "page_down",
  q: "cancel",
  "?": "cancel",
  S: "cancel",
  backspace: "cancel",
  space: "page_down",
};

/** The help has two pages and can be searched. */
const helpKeys: Readonly<Record<string, PromptKey>> = { ...readerKeys, "/": "find", tab: "invert" };

const leaveKeys: Readonly<Record<string, PromptKey>> = {
  ...{ enter: "accept", y: "accept", q: "accept", Q: "accept", "ctrl-c": "accept" },
  ...{ escape: "cancel", n: "cancel", backspace: "cancel" },
};

/** Keys of one prompt or list besides the common ones; in typed text a space is a space. */
function ownPromptKeys(overlay: Overlay): Readonly<Record<string, PromptKey>> {
  if (overlay.kind === "export" || overlay.kind === "help_search") return { ...lineEnds, tab: "invert" };
  if (overlay.kind !== "pick") return lineEnds;
  if (overlay.canDelete === true) return { tab: "invert" };
  if (!isMultiple(overlay)) return {};
  const ticks: Record<string, PromptKey> =
    overlay.input === "" ? { tab: "toggle", space: "toggle" } : { tab: "toggle" };
  return overlay.op !== undefined ? { ...ticks, "shift-tab": "invert" } : ticks;
}

/** For prompts without a list, which have no list ends to go to. */
const lineEnds: Readonly<Record<string, PromptKey>> = { home: "line_start", end: "line_end" };

/** What a key does in a list, a prompt or a text. */
export function overlayAction(key: string, overlay: Overlay): Extract<Action, { type: "prompt" | "text" }> | undefined {
  if (!("input" in overlay)) {
    const keys = { leave: leaveKeys, help: helpKeys, sql: readerKeys, summary: readerKeys }[overlay.kind];
    const own = keys[key];
    return own === undefined ? undefined : { type: "prompt", key: own };
  }
  const own = ownPromptKeys(overlay)[key] ?? promptKeys[key];
  if (own !== undefined) return { type: "prompt", key: own };
  if (key === "space") return { type: "text", text: " " };
  return [...key].length === 1 ? { type: "text", text: key } : undefined;
}

/** Footer keys while a list, a prompt or a text is open, besides those on its own edge. */
export function overlayFooter(overlay: Overlay, suspendKey: string): readonly Hint[] {
  const suspend = { key: suspendKey, label: "suspend" };
  if (overlay.kind === "leave") return [suspend];
  if (!takesText(overlay)) {
    const ends = { key: "g G", label: "ends" };
    return [{ key: "↑↓ j k", label: "line" }, { key: "PgUp PgDn", label: "page" }, ends, suspend];
  }
  const inList = [
    { key: "↑↓", label: "choose" },
    { key: "PgUp PgDn", label: "page" },
  ];
  const inText = [
    { key: "← → ^A ^E", label: "in the text" },
    { key: "^W", label: "delete word" },
    { key: "^U", label: "delete all before" },
  ];
  return [...(overlay.kind === "pick" ? inList : []), ...inText, suspend];
}
