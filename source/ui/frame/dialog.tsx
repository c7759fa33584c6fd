import { Box } from "ink";
import type { ReactNode } from "react";
import { rowsAbove } from "../overlays/content.ts";
import { fitLine, type Line, lineWidth, seg } from "../widgets/line.ts";
import { Lines, Words } from "../widgets/rows.tsx";

export interface DialogProps {
  readonly title: string;
  readonly lines: readonly Line[];
  /** What its keys do. */
  readonly hint: string;
  readonly width: number;
  /** Columns of the screen. If it is wider than the dialog, the dialog is centred and has edges at its sides. */
  readonly columns: number;
}

/** An overlay over the screen: lines between an edge with the title and one with the keys. */
export function Dialog({ title, lines, hint, width, columns }: DialogProps): ReactNode {
  const isInset = width < columns;
  const side = isInset ? "│" : " ";
  const shown = [[], ...lines, []];
  const sides = (text: string) => shown.map(() => [seg(text, "rule")]);
  return (
    <Box position="absolute" top={rowsAbove} left={Math.floor((columns - width) / 2)} flexDirection="column">
      <Words line={edge(title, "title", isInset ? ["╭", "╮"] : ["─", "─"], width)} />
      <Box>
        <Lines lines={sides(`${side} `)} />
        <Lines lines={shown.map((line) => fitLine(line, width - 4))} />
        <Lines lines={sides(` ${side}`)} />
      </Box>
      <Words line={edge(hint, "label", isInset ? ["╰", "╯"] : ["─", "─"], width)} />
    </Box>
  );
}

function edge(text: string, style: "title" | "label", [left, right]: readonly [string, string], width: number): Line {
  const rule = fitLine([seg(`${left}─`, "rule"), seg(text === "" ? "" : ` ${text} `, style)], width - 1);
  const used = rule.at(-1)?.text.trim() === "" ? rule.slice(0, -1) : rule;
  return [...used, seg(`${"─".repeat(Math.max(0, width - lineWidth(used) - 1))}${right}`, "rule")];
}
