import type { ReactNode } from "react";
import type { Investigation } from "../../../analysis/investigation.ts";
import { paint, restyle } from "../../widgets/line.ts";
import { Lines } from "../../widgets/lines.tsx";
import type { ScreenContext } from "../view.ts";
import { navigatorLines } from "./navigator.ts";
import type { InvestigationState } from "./state.ts";
import { stepLines } from "./step-view.ts";

export interface InvestigationView extends ScreenContext {
  readonly state: InvestigationState;
  readonly investigation: Investigation;
}

/** The steps on top, the chosen one below: its question, finding, table, chart or bridge. */
export function InvestigationScreen({ view }: { readonly view: InvestigationView }): ReactNode {
  const { rows } = view.size;
  const top = navigatorLines(view.investigation, view.state, view.size.columns);
  const body = stepLines(view, rows - top.length - 1);
  const lines = [...top, [], ...body].map((line) => paint(view.isStale ? restyle(line, "muted") : line, view.theme));
  return <Lines lines={lines} height={rows} />;
}
