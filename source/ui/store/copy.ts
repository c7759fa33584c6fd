import { cell } from "../../domain/cell.ts";
import { plainValue } from "../../domain/plain-value.ts";
import { type AppState, request } from "../state/app-state.ts";
import { here, type Program, say } from "../state/program.ts";
import type { Values } from "../state/screen.ts";

/** Asks to copy the value, the row or the table under the cursor; numbers are copied as CSV has them, not as displayed. */
export function copied(app: AppState, what: "copy_cell" | "copy_row" | "copy_table", program: Program): AppState {
  const { screen, at } = here(app, program);
  const row = what === "copy_table" ? undefined : screen.row?.(at);
  const value = row?.[screen.column?.(at) ?? 0];
  const texts = {
    copy_cell: value === null || value === undefined ? undefined : cell(plainValue(value)),
    copy_row: row && lineText(row),
    copy_table: what === "copy_table" ? screen.table?.(at)?.map(lineText).join("\n") : undefined,
  };
  const text = texts[what];
  return text === undefined ? say(app, "Nothing here to copy") : request(app, { kind: "copy", text, what: said[what] });
}

const said = { copy_cell: "Value copied", copy_row: "Row copied", copy_table: "Table copied" } as const;

function lineText(values: Values): string {
  return values.map((value) => cell(plainValue(value))).join("\t");
}
