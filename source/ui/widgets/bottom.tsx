import { Box } from "ink";
import type { ReactNode } from "react";
import type { Theme } from "../theme/theme.ts";
import { type Line, paint } from "./line.ts";
import { Lines } from "./lines.tsx";

export interface BottomProps {
  /** The footer, or a notice; of several lines all but the last lie over the body. */
  readonly lines: readonly Line[];
  /** Of the whole screen. */
  readonly rows: number;
  readonly theme: Theme;
}

/** The last line of the screen; a notice that takes more than it grows upwards, and the body stays where it is. */
export function Bottom({ lines, rows, theme }: BottomProps): ReactNode {
  const painted = lines.map((line) => paint(line, theme));
  return (
    <>
      <Lines lines={painted.slice(-1)} height={1} />
      {painted.length < 2 ? null : (
        <Box position="absolute" marginTop={rows - painted.length}>
          <Lines lines={painted} height={painted.length} />
        </Box>
      )}
    </>
  );
}
