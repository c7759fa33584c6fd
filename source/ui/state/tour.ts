import type { ActionName } from "./actions.ts";
import type { AppState } from "./app-state.ts";

/** A step of the tour: its text, with the keys of its actions in braces, and the action that ends it. */
interface TourStep {
  readonly text: string;
  readonly until: ActionName;
}

const steps: readonly TourStep[] = [
  { text: "Rows: when customers came. Columns: their age. {drill} opens a cell.", until: "drill" },
  { text: "The same money by every dimension. {sql} shows the SQL of a number.", until: "sql" },
  { text: "{back} closes the SQL. {to_investigation} asks what drove the change.", until: "to_investigation" },
  { text: "Twelve steps, each with its numbers: {next_step} goes on.", until: "next_step" },
  { text: "{export} writes the report, for people without a terminal.", until: "export" },
];

/** The line of the tour's step, with the keys as bound; undefined if no tour is running. */
export function tourLine({ tour }: Pick<AppState, "tour">, keyOf: (action: ActionName) => string): string | undefined {
  const step = tour === undefined ? undefined : steps[tour];
  if (step === undefined || tour === undefined) return undefined;
  const text = step.text.replaceAll(/\{(\w+)\}/g, (_, action: string) => keyOf(action));
  return `Tour ${tour + 1}/${steps.length} · ${text}`;
}

/**
 * The app after an action during the tour: one step further if the action is what the step asks for. Going to another screen
 * ends the tour, so that the footer has its keys again; so does going back where there is nothing to go back to.
 */
export function toured(before: AppState, app: AppState, name: ActionName): AppState {
  if (before.tour === undefined || app.tour === undefined) return app;
  if (steps[app.tour]?.until === name) {
    const next = app.tour + 1;
    return { ...app, tour: next < steps.length ? next : undefined };
  }
  const isStart = name === "back" && before.overlay === undefined && app.place === before.place;
  return isStart || app.place.screen !== before.place.screen ? ended(app) : app;
}

function ended(app: AppState): AppState {
  return { ...app, tour: undefined, notice: { text: "The tour has ended; B starts it again", tone: "label" } };
}

/** Starts the tour at its first step, or ends it if it is running. */
export function tourToggled(app: AppState): AppState {
  return app.tour === undefined ? { ...app, tour: 0 } : ended(app);
}
