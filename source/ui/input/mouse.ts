import type { Action } from "../state/actions.ts";

/** Buttons and wheel, in the format without a limit of columns (SGR). */
export const mouseOn = "\u001b[?1000h\u001b[?1006h";
export const mouseOff = "\u001b[?1006l\u001b[?1000l";

/** Where a button was pressed, or which way the wheel turned; columns and rows from 0. */
export interface MouseEvent {
  readonly kind: "click" | "wheel_up" | "wheel_down";
  readonly x: number;
  readonly y: number;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal sends
const report = /\u001b\[<(\d+);(\d+);(\d+)([Mm])/g;

/** Takes the mouse reports, whole ones, out of a terminal's input; what is left are keys. */
export function takeMouse(input: string): { readonly keys: string; readonly events: readonly MouseEvent[] } {
  const events: MouseEvent[] = [];
  const keys = input.replace(report, (_, button, column, row, ending) => {
    const kind = kindOf(Number(button), String(ending));
    if (kind !== undefined) events.push({ kind, x: Number(column) - 1, y: Number(row) - 1 });
    return "";
  });
  return { keys, events };
}

function kindOf(button: number, ending: string): MouseEvent["kind"] | undefined {
  if (ending !== "M") return undefined;
  if (button === 0) return "click";
  if (button === 64) return "wheel_up";
  return button === 65 ? "wheel_down" : undefined;
}

/** Rows per step of the wheel. */
const wheelRows = 3;

/** The action for a mouse event. */
export function mouseAction({ kind, x, y }: MouseEvent): Action {
  if (kind === "click") return { type: "point", x, y };
  return { type: "wheel", rows: kind === "wheel_up" ? -wheelRows : wheelRows };
}
