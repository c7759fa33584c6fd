import { Box, Text } from "ink";
import type { ReactNode } from "react";

/** Sentences for a screen reader, one below the other. */
export function Spoken({ sentences }: { readonly sentences: readonly string[] }): ReactNode {
  return (
    <Box flexDirection="column">
      {sentences.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is its place
        <Text key={index}>{text}</Text>
      ))}
    </Box>
  );
}
