import { Box, Text } from "ink";
import { memo, type ReactNode } from "react";

/** One painted row; an unchanged string costs nothing. */
const Row = memo(function Row({ text }: { readonly text: string }): ReactNode {
  return <Text wrap="truncate">{text === "" ? " " : text}</Text>;
});

/** Painted rows below each other, cut or filled up to a height, so that nothing below them ever moves. */
export function Lines({ lines, height }: { readonly lines: readonly string[]; readonly height: number }): ReactNode {
  const rows = Array.from({ length: height }, (_, index) => lines[index] ?? "");
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {rows.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on screen
        <Row key={index} text={text} />
      ))}
    </Box>
  );
}
