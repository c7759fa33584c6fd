import { Box } from "ink";
import { Fragment, type ReactNode } from "react";
import { useTheme } from "../theme/use-theme.ts";
import { paint, seg } from "./line.ts";
import { Row, Rows } from "./rows.tsx";

/** A block of painted rows, `width` columns wide. */
export interface Pane {
  readonly rows: readonly string[];
  readonly width: number;
}

/**
 * Blocks side by side with a rule between them, at most `height` rows. Ink measures and parses each row of each block by itself:
 * rows of figures, which are ASCII alone, then cost it a fraction of what rows with rules and charts do.
 */
export function Panes({ panes, height }: { readonly panes: readonly Pane[]; readonly height: number }): ReactNode {
  const theme = useTheme();
  const rule = paint([seg(Array(height).fill("│").join("\n"), "rule")], theme);
  return (
    <Box>
      {panes.map(({ rows, width }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pane is its place
        <Fragment key={index}>
          {index > 0 && (
            <Box width={2} flexShrink={0}>
              <Row text={rule} />
            </Box>
          )}
          <Box width={width} flexShrink={0}>
            <Rows rows={rows.map(withoutTrailingBlanks)} height={height} />
          </Box>
        </Fragment>
      ))}
    </Box>
  );
}

/** Ink fills a row by itself; blanks that are written would cost it a cell each. */
function withoutTrailingBlanks(row: string): string {
  return row.trimEnd();
}
