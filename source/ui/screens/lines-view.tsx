import type { ReactNode } from "react";
import type { At, ViewProps } from "../state/screen.ts";
import type { Line } from "../widgets/line.ts";
import { Lines } from "../widgets/rows.tsx";

/** The view of a screen that is drawn as lines. */
export function linesView<State>(lines: (at: At<State>, isStale: boolean) => readonly Line[]) {
  return ({ at, isStale }: ViewProps<State>): ReactNode => <Lines lines={lines(at, isStale)} height={at.size.rows} />;
}
