import type { ReactNode } from "react";
import type { Theme } from "./theme/theme.ts";
import { paint } from "./widgets/line.ts";
import { Lines } from "./widgets/lines.tsx";
import { emptyLines } from "./widgets/message.ts";

/** What a window shows that has no room for the screens. */
export function TooSmall({
  size,
  theme,
}: {
  readonly size: { columns: number; rows: number };
  readonly theme: Theme;
}): ReactNode {
  const text = `This window is ${size.columns}x${size.rows}; grounds needs 60x15 and is at home from 80x24. q quits.`;
  const lines = emptyLines([text], Math.max(10, size.columns)).map((line) => paint(line, theme));
  return <Lines lines={lines.slice(0, size.rows)} height={Math.min(lines.length, size.rows)} />;
}
