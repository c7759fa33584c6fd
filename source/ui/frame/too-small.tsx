import { Box } from "ink";
import type { ReactNode } from "react";
import type { Size } from "../state/app-state.ts";
import { fitLine } from "../widgets/line.ts";
import { emptyLines } from "../widgets/message.ts";
import { Lines } from "../widgets/rows.tsx";

/** Whether the terminal is too small for the screens. */
export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < 60 || rows < 15;
}

/** The message in a window that is too small. */
export function TooSmall({ size }: { readonly size: Size }): ReactNode {
  const text = `This window is ${size.columns}x${size.rows}; grounds needs 60x15 and is comfortable from 80x24. q quits.`;
  const lines = emptyLines([text], Math.max(10, size.columns)).slice(0, size.rows);
  return (
    <Box width={size.columns} height={size.rows}>
      <Lines lines={lines.map((line) => fitLine(line, size.columns))} />
    </Box>
  );
}
