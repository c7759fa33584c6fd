import { Box } from "ink";
import type { ReactNode } from "react";
import { type Chip, fittingChips } from "../widgets/chip.ts";
import { seg } from "../widgets/line.ts";
import { Words } from "../widgets/rows.tsx";

/** Line 2: what is shown, each part with the key that changes it. A chip that does not fit is left out entirely. */
export function Chips({ chips, width }: { readonly chips: readonly Chip[]; readonly width: number }): ReactNode {
  const { shown, used } = fittingChips(chips, width);
  const isCut = shown.length < chips.length && used + 1 < width;
  return (
    <Box width={width} height={1} paddingLeft={1} columnGap={2}>
      {shown.map(({ key, text, isSet }) => (
        <Words
          key={`${key} ${text}`}
          line={[seg(key === "" ? "" : `${key} `, "key"), seg(text, isSet ? "text" : "label")]}
        />
      ))}
      {isCut ? <Words line={[seg("…", "muted")]} /> : null}
    </Box>
  );
}
