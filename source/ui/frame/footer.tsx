import { Box } from "ink";
import type { ReactNode } from "react";
import { fittingHints, type Hint } from "../widgets/hint.ts";
import { seg } from "../widgets/line.ts";
import { Words } from "../widgets/rows.tsx";

/** The last line: the keys that work here, most useful first, always with `?`. */
export function Footer({ hints, width }: { readonly hints: readonly Hint[]; readonly width: number }): ReactNode {
  const shown = fittingHints(hints, width);
  return (
    <Box width={width} height={1} paddingLeft={1} columnGap={2}>
      {shown.map(({ key, label }) => (
        <Words key={key} line={[seg(key, "key"), seg(` ${label}`, "label")]} />
      ))}
    </Box>
  );
}
