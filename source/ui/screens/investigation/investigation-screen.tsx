import type { ReactNode } from "react";
import { progressBar } from "../../widgets/bars.ts";
import { type Line, paint, restyle, seg } from "../../widgets/line.ts";
import { Lines } from "../../widgets/lines.tsx";
import { navigatorLines } from "./navigator.ts";
import { stepLines } from "./step-view.ts";
import type { InvestigationView } from "./view.ts";

/** The steps on top, the chosen one below: its question, finding, table and charts, or the bridge. */
export function InvestigationScreen({ view }: { readonly view: InvestigationView }): ReactNode {
  const { rows, columns } = view.size;
  const top = navigatorLines(view.investigation, view.state.step, view.story, columns);
  const body = stepLines(view, rows - top.length - 1);
  const dimmed = [...top, ...body].map((line) => (view.isStale ? restyle(line, "muted") : line));
  const lines = [...dimmed.slice(0, top.length), progressLine(view), ...dimmed.slice(top.length)];
  return <Lines lines={lines.map((line) => paint(line, view.theme))} height={rows} />;
}

/** The line between steps and step is blank, or says how far the newer answer is; nothing moves for it. */
function progressLine({ progress, size }: InvestigationView): Line {
  if (progress === undefined) return [];
  return [
    seg(" taking it apart anew ", "label"),
    ...progressBar(progress, Math.min(40, size.columns - 40)),
    seg("  Esc stops", "label"),
  ];
}
