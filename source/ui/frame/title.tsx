import { Box } from "ink";
import type { ReactNode } from "react";
import { fitLine, type Line, lineWidth, type Segment, seg } from "../widgets/line.ts";
import { Words } from "../widgets/rows.tsx";

export interface TitleProps {
  /** From the program down to what was drilled into. */
  readonly crumbs: readonly string[];
  /** What stands on the right, in at most so many columns. */
  readonly right: (room: number) => Line;
  readonly width: number;
}

/** Columns below which what stands on the right is left out. */
const leastRoom = 8;

/** Line 1: where we are on the left, the data set on the right, which gives way first. */
export function Title({ crumbs, right, width }: TitleProps): ReactNode {
  const left = crumbs.flatMap(crumbSegments);
  const room = width - lineWidth(left) - 2;
  if (room < leastRoom) return <Words line={fitLine(left, width)} />;
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
