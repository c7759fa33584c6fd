import type { ReactNode } from "react";
import { paint, restyle } from "../../widgets/line.ts";
import { Lines } from "../../widgets/lines.tsx";
import { navigatorLines } from "./navigator.ts";
import { stepLines } from "./step-view.ts";
import type { InvestigationView } from "./view.ts";

/** The steps on top, the chosen one below: its question, finding, table, chart or bridge. */
export function InvestigationScreen({ view }: { readonly view: InvestigationView }): ReactNode {
  const { rows } = view.size;
  const top = navigatorLines(view.investigation, view.state, view.size.columns);
  const body = stepLines(view, rows - top.length - 1);
  const lines = [...top, [], ...body].map((line) => paint(view.isStale ? restyle(line, "muted") : line, view.theme));
  return <Lines lines={lines} height={rows} />;
}
