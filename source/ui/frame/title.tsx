import { Box } from "ink";
import type { ReactNode } from "react";
import { fitLine, type Line, lineWidth, type Segment, seg } from "../widgets/line.ts";
import { Words } from "../widgets/rows.tsx";

export interface TitleProps {
  /** From the program down to the current drill-down. */
  readonly crumbs: readonly string[];
  /** The right-hand side, in at most `room` columns. */
  readonly right: (room: number) => Line;
  readonly width: number;
}

/** With fewer columns than this the right-hand side is left out. */
const minRoom = 8;

/** Line 1: location on the left, data set on the right, which is shortened first. */
export function Title({ crumbs, right, width }: TitleProps): ReactNode {
  const left = crumbs.flatMap(crumbSegments);
  const room = width - lineWidth(left) - 2;
  if (room < minRoom) return <Words line={fitLine(left, width)} />;
  const wanted = [...right(room - 2), seg(" ")];
  return (
    <Box width={width} justifyContent="space-between">
      <Words line={left} />
      <Words line={lineWidth(wanted) > room ? fitLine(wanted, room) : wanted} />
    </Box>
  );
}

function crumbSegments(crumb: string, index: number): readonly Segment[] {
  const lead = index === 0 ? seg(" ") : seg(" ▸ ", "rule");
  return [lead, seg(crumb, index === 0 ? "title" : index === 1 ? "strong" : "text")];
}
