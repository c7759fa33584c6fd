import { Box } from "ink";
import { Fragment, type ReactNode } from "react";
import { useTheme } from "../theme/use-theme.ts";
import { paint, seg } from "./line.ts";
import { Row, Rows } from "./rows.tsx";

/** A block of painted rows, `width` columns wide. */
export interface Pane {
  readonly rows: readonly string[];
  readonly width: number;
  readonly inset?: Inset | undefined;
}

/** Painted ends of rows, from the column `left` on; the rows themselves are shorter. */
export interface Inset {
  readonly rows: readonly string[];
  readonly left: number;
}

/**
 * Blocks side by side with a rule between them, at most `height` rows. Ink measures and parses each row of each block by itself:
 * rows of figures, which are ASCII alone, then cost it a fraction of what rows with rules and charts do. Charts at the ends of
 * such rows are therefore one text of their own, and the rule is a border, which Ink does not measure.
 */
export function Panes({ panes, height }: { readonly panes: readonly Pane[]; readonly height: number }): ReactNode {
  const theme = useTheme();
  const rule = { ...noBorder, left: paint([seg("│", "rule")], theme) };
  return (
    <Box>
      {panes.map(({ rows, width, inset }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pane is its place
        <Fragment key={index}>
          {index > 0 && <Box width={2} height={height} flexShrink={0} borderStyle={rule} {...onlyLeft} />}
          <Box width={width} flexShrink={0}>
            <Rows rows={rows.map(withoutTrailingBlanks)} height={height} />
            {inset !== undefined && (
              <Box position="absolute" left={inset.left}>
                <Row text={inset.rows.slice(0, height).join("\n")} />
              </Box>
            )}
          </Box>
        </Fragment>
      ))}
    </Box>
  );
}

const noBorder = {
  topLeft: "",
  top: "",
  topRight: "",
  left: "",
  bottomLeft: "",
  bottom: "",
  bottomRight: "",
  right: "",
};
const onlyLeft = { borderTop: false, borderRight: false, borderBottom: false } as const;

/** Ink fills a row by itself; blanks that are written would cost it a cell each. */
function withoutTrailingBlanks(row: string): string {
  return row.trimEnd();
}
