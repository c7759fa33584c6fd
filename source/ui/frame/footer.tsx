import { Box } from "ink";
import type { ReactNode } from "react";
import { widthOf } from "../../domain/width.ts";
import { seg } from "../widgets/line.ts";
import { Words } from "../widgets/rows.tsx";

/** A key and what it does. */
export interface Hint {
  readonly key: string;
  readonly label: string;
}

/** The last line: keys that work here, most useful first, `?` always. */
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

/** The hints that fit, help last. */
function fittingHints(hints: readonly Hint[], width: number): readonly Hint[] {
  const help = hints.filter(({ key }) => key === "?");
  const others = hints.filter(({ key }) => key !== "?");
  let left = width - 1 - help.reduce((sum, one) => sum + hintWidth(one) - 1, 0);
  const end = others.findIndex((one) => {
    if (hintWidth(one) > left) return true;
    left -= hintWidth(one);
    return false;
  });
  return [...(end < 0 ? others : others.slice(0, end)), ...help];
}

function hintWidth({ key, label }: Hint): number {
  return widthOf(key) + widthOf(label) + 3;
}
