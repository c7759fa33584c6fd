import type { At } from "../../state/screen.ts";
import { progressBar } from "../../widgets/bars.ts";
import { type Line, restyle, seg } from "../../widgets/line.ts";
import { navigatorLines } from "./navigator.ts";
import type { InvestigationState } from "./state.ts";
import { stepLines } from "./step-view.ts";
import { stepContext } from "./view.ts";

/** The steps on top, the chosen one below with its question, finding, table and charts, or the bridge. */
export function investigationLines(at: At<InvestigationState>, isStale: boolean): readonly Line[] {
  const view = stepContext(at);
  if (view === undefined) return [];
  const { rows, columns } = view.size;
  const top = navigatorLines(view.investigation, view.state.step, view.story, columns);
  const body = stepLines(view, rows - top.length - 1);
  if (!isStale) return [...top, [], ...body];
  const [above, below] = [top, body].map((lines) => lines.map((line) => restyle(line, "muted")));
  return [...(above ?? []), progressLine(at), ...(below ?? [])];
}

/** The progress of a newer answer, on the line between strip and step, so that nothing moves for it. */
function progressLine({ data, size }: At<InvestigationState>): Line {
  const progress = data.slot("investigation")?.progress;
  if (progress === undefined) return [];
  return [
    seg(" recomputing the drivers ", "label"),
    ...progressBar(progress, Math.min(40, size.columns - 40)),
    seg("  Esc stops", "label"),
  ];
}
