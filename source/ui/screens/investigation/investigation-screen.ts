import { progressBar } from "../../widgets/bars.ts";
import { type Line, paint, restyle, seg } from "../../widgets/line.ts";
import { navigatorLines } from "./navigator.ts";
import { stepLines } from "./step-view.ts";
import type { InvestigationView } from "./view.ts";

/** As painted rows: the steps on top, the chosen one below with its question, finding, table and charts, or the bridge. */
export function investigationRows(view: InvestigationView): readonly string[] {
  const { rows, columns } = view.size;
  const top = navigatorLines(view.investigation, view.state.step, view.story, columns);
  const body = stepLines(view, rows - top.length - 1);
  const dimmed = [...top, ...body].map((line) => (view.isStale ? restyle(line, "muted") : line));
  const lines = [...dimmed.slice(0, top.length), progressLine(view), ...dimmed.slice(top.length)];
  return lines.map((line) => paint(line, view.theme));
}

/** The line between strip and step: blank, or the progress of a newer answer, so that nothing moves for it. */
function progressLine({ progress, size }: InvestigationView): Line {
  if (progress === undefined) return [];
  return [
    seg(" recomputing the drivers ", "label"),
    ...progressBar(progress, Math.min(40, size.columns - 40)),
    seg("  Esc stops", "label"),
  ];
}
