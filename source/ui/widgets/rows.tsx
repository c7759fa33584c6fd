import { Box, Text } from "ink";
import { memo, type ReactNode } from "react";
import { useTheme } from "../theme/use-theme.ts";
import { type Line, paint } from "./line.ts";

/**
 * One row of the screen, painted. Unchanged rows cost React nothing. Colours are part of the text, because one Text per colour
 * costs Ink a quarter more and chalk would choose the colour level.
 */
export const Row = memo(({ text }: { readonly text: string }): ReactNode => {
  // Ink gives an empty text no height.
  return <Text wrap="truncate">{text === "" ? " " : text}</Text>;
});

/** Painted rows, one below the other, at most `height`. */
export function Rows({ rows, height }: { readonly rows: readonly string[]; readonly height?: number }): ReactNode {
  return (
    <Box flexDirection="column">
      {rows.slice(0, height).map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <Row key={index} text={text} />
      ))}
    </Box>
  );
}

/** A line in the colours of the theme. */
export function Words({ line }: { readonly line: Line }): ReactNode {
  return <Row text={paint(line, useTheme())} />;
}

/** Lines in the colours of the theme, one below the other. */
export function Lines({ lines, height }: { readonly lines: readonly Line[]; readonly height?: number }): ReactNode {
  const theme = useTheme();
  const rows = lines.slice(0, height).map((line) => paint(line, theme));
  return <Rows rows={rows} />;
}
