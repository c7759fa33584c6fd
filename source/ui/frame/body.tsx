import type { ReactNode } from "react";
import type { AppState } from "../state/app-state.ts";
import { here, type Program } from "../state/program.ts";
import type { AnyScreen, At } from "../state/screen.ts";
import { seg } from "../widgets/line.ts";
import { bugPanel, errorPanel } from "../widgets/message.ts";
import { Lines } from "../widgets/rows.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";

export interface BodyProps {
  readonly app: AppState;
  readonly program: Program;
  /** Changes with every change of state or answers. */
  readonly version: number;
  readonly onCrash: ((error: unknown) => string | undefined) | undefined;
}

/** The screen in view with its answers; if it fails, the error and a way out. */
export function Body({ app, program, version, onCrash }: BodyProps): ReactNode {
  const { screen, at } = here(app, program);
  const { columns, rows } = at.size;
  return (
    <ErrorBoundary
      version={version}
      onCrash={onCrash}
      panel={(error, file) => <Lines lines={bugPanel(error, columns, file)} height={rows} />}
    >
      <ScreenInView screen={screen} at={at} />
    </ErrorBoundary>
  );
}

function ScreenInView({ screen, at }: { readonly screen: AnyScreen; readonly at: At<unknown> }): ReactNode {
  const names = screen.slots(at);
  const slots = names.flatMap((name) => at.data.slot(name) ?? []);
  const error = slots.find((slot) => slot.error !== undefined)?.error;
  if (error !== undefined) return <Lines lines={errorPanel(error, at.size.columns)} height={at.size.rows} />;
  const { View, Waiting } = screen;
  const isSlow = slots.some((slot) => slot.isSlow);
  const isStale = slots.some((slot) => slot.isStale && slot.isSlow);
  const isAnswered = names[0] === undefined || at.data.slot(names[0])?.answer !== undefined;
  if (screen.isReady?.(at) ?? isAnswered) return <View at={at} isStale={isStale} />;
  if (Waiting !== undefined) return <Waiting at={at} isStale={isStale} />;
  return isSlow ? <Lines lines={[[], [seg("   reading … Esc stops", "label")]]} /> : null;
}
