import type { ReactNode } from "react";
import type { Statement } from "../../domain/cohort.ts";
import type { SavedState } from "../../domain/saved-state.ts";
import type { Value } from "../../domain/slice-result.ts";
import type { Chip } from "../widgets/chip.ts";
import type { Line } from "../widgets/line.ts";
import type { ActionName } from "./actions.ts";
import type { AppState, Notice, Size } from "./app-state.ts";
import type { Activator, Addition, ExportView, Mapper, NoteKeeper } from "./core.ts";
import type { CoreQuery } from "./core-query.ts";
import type { AppData } from "./data.ts";
import type { Intent } from "./intent.ts";
import type { KeyRow, KeyWords } from "./key-row.ts";
import type { Item, Overlay, PickOverlay } from "./overlay.ts";
import type { Known, Place } from "./place.ts";

/** A screen's own state, and what else it may read. */
export interface At<State> {
  readonly state: State;
  readonly data: AppData;
  /** Room of the body. */
  readonly size: Size;
  readonly app: AppState;
}

/** The outcome of an action; with all parts absent, nothing happens. */
export interface Outcome<State> {
  readonly state?: State;
  /** To be shown by the screen that can, which becomes the current one. */
  readonly show?: Intent;
  /** To be followed by the other screens. */
  readonly announce?: Intent;
  readonly notice?: Notice;
  readonly overlay?: Overlay | undefined;
  /** To be saved beside the source. */
  readonly add?: Addition;
  /** To be carried out by `perform`. */
  readonly effect?: unknown;
}

/** A list that a screen opens. The action of its name, if there is one, opens it. */
export interface Picker<State> {
  /** What is ticked or typed when that action opens it. */
  readonly opensWith?: (at: At<State>) => Partial<PickOverlay>;
  readonly title: (at: At<State>, overlay: PickOverlay) => string;
  /** The entries for the typed text; undefined while they are read. */
  readonly items: (at: At<State>, overlay: PickOverlay) => readonly Item[] | undefined;
  /** The current entry, so that the list opens on it. */
  readonly current?: (at: At<State>) => string | undefined;
  /** What can be typed besides the name of an entry. */
  readonly typed?: string;
  /** Why a typed text that no entry matches means nothing, as a command says it. */
  readonly whyNot?: (at: At<State>, input: string) => string | undefined;
  /** The query that reads its entries. */
  readonly query?: (at: At<State>, overlay: PickOverlay) => readonly [slot: string, query: CoreQuery] | undefined;
  /** Called with the entry that is chosen. */
  readonly accept?: (at: At<State>, overlay: PickOverlay, chosen: string) => Outcome<State>;
  /** In place of it, for lists that also take what is typed or ticked; `chosen` undefined: there is no entry. */
  readonly acceptAny?: (at: At<State>, overlay: PickOverlay, chosen: string | undefined) => Outcome<State>;
}

/** The outcome of Enter in a list; nothing happens where there is no entry to choose. */
export function accepted<State>(
  { accept, acceptAny }: Picker<State>,
  at: At<State>,
  overlay: PickOverlay,
  chosen: string | undefined,
): Outcome<State> {
  if (acceptAny !== undefined) return acceptAny(at, overlay, chosen);
  return (chosen !== undefined && accept?.(at, overlay, chosen)) || {};
}

export interface ViewProps<State> {
  readonly at: At<State>;
  /** A newer answer is slow to arrive, so the current one is dimmed. */
  readonly isStale: boolean;
}

/** What a screen may use outside of itself. */
export interface Services {
  readonly mapper?: Mapper | undefined;
  readonly activator?: Activator | undefined;
  /** Reports news to the screen while an effect is being carried out. */
  readonly report?: ((news: unknown) => void) | undefined;
  /** Called once the mapping is written, to continue with what needed it. */
  readonly accepted?: ((file: string) => void) | undefined;
}

/** A row of values. */
export type Values = readonly (Value | undefined)[];

/** The view to write to a file, the file's name, and the number of rows if known. */
export interface Export {
  readonly view: ExportView;
  readonly file: string;
  readonly rows?: number | undefined;
}

/** A key that leads to a screen, and what it then shows; undefined: what it showed before. */
export interface Jump {
  readonly row: KeyRow;
  readonly intent?: Intent;
}

/** A starting view, and the state that shows it. */
export interface Beginning<State> {
  readonly name: string;
  /** Its content in a few words. */
  readonly detail: string;
  readonly state: State;
}

export type ScreenQueries = Readonly<Record<string, CoreQuery | undefined>>;

/** Everything particular to one screen. The registry lists the screens; no other code knows any of them. */
export interface Screen<State> {
  readonly id: string;
  /** Shown in crumbs, palette and tabs. */
  readonly title: string;
  /** What the screen shows, in a sentence. */
  readonly about: string;
  readonly keys: readonly KeyRow[];
  /** For its footer, help and palette: what its keys and the shared ones do here. */
  readonly keyWords?: KeyWords;
  /** Shared actions that have a meaning of their own here. */
  readonly handles?: readonly ActionName[];
  /** Keys that lead to it from anywhere; absent: it is only reached through what it shows. */
  readonly jumps?: readonly Jump[];
  /** Shown before there is data, where few of the shared keys apply. */
  readonly isBeforeData?: boolean;

  readonly initial: (known: Known) => State;
  /** Views for users who have saved none. */
  readonly beginnings?: (known: Known) => readonly Beginning<State>[];
  readonly reduce: (at: At<State>, action: ActionName, count: number) => Outcome<State>;
  /** Why an action is not possible now; undefined if it is. */
  readonly reasonAgainst?: (at: At<State>, action: ActionName) => string | undefined;
  readonly pickers?: Readonly<Record<string, Picker<State>>>;
  /** Lists whose entries the palette offers too. */
  readonly palette?: readonly string[];
  /** The state once answers arrived, with the cursor inside them. */
  readonly settle?: (at: At<State>) => State;
  /** The state with what is open in it closed by one step; undefined if nothing is open. */
  readonly back?: (at: At<State>) => State | undefined;
  /** The state with the cursor on the item at a position of the body. */
  readonly target?: (at: At<State>, x: number, y: number) => State;
  /** The state that shows the intent, with remarks; undefined: it cannot show it. */
  readonly show?: (at: At<State>, intent: Intent) => Outcome<State> | undefined;
  /** The state after another screen's `announce`. */
  readonly follow?: (at: At<State>, intent: Intent) => State;
  /** The state after a note on `about` was written. */
  readonly note?: (at: At<State>, about: string, text: string) => State;
  /** The state after the result of an effect, or other news while it is in view. */
  readonly news?: (at: At<State>, news: unknown) => Outcome<State>;
  /** Carries out the effect that `reduce` asked for; resolves to news. */
  readonly perform?: (effect: unknown, services: Services) => Promise<unknown>;

  /** The analytic part of a state, whose changes can be undone; absent: it has none. */
  readonly analysis?: (state: State) => unknown;
  /** The drill-down depth of a state, whose changes can be gone back from. */
  readonly depth?: (state: State) => unknown;
  /** An earlier state, with what must not be lost from the current one. */
  readonly carry?: (from: State, to: State) => State;
  /** Saves changes of a state beyond this session. */
  readonly save?: (before: State, after: State, notes: NoteKeeper) => readonly Promise<void>[];
  readonly encode?: (state: State) => Partial<SavedState>;
  readonly decode?: (saved: SavedState, before: State) => State;

  /** Queries to the core, by the slot for their answer; undefined: not now. */
  readonly queries: (at: At<State>) => ScreenQueries;
  /** Slots whose errors and delays the screen shows. */
  readonly slots: (at: At<State>) => readonly string[];
  /** Likely next actions, and the slot whose answer is prefetched for them. */
  readonly prefetch?: { readonly actions: readonly ActionName[]; readonly slot: string };

  /** Whether there is something to draw; absent: once the first of its slots, if it has any, has an answer. */
  readonly isReady?: (at: At<State>) => boolean;
  readonly View: (props: ViewProps<State>) => ReactNode;
  /** Shown until there is something to draw. */
  readonly Waiting?: (props: ViewProps<State>) => ReactNode;
  readonly crumbs?: (at: At<State>) => readonly string[];
  /** Right-hand side of the title. */
  readonly right?: (at: At<State>) => Line;
  readonly chips: (at: At<State>) => readonly Chip[];
  /** What is in progress, shown instead of the footer. */
  readonly status?: (at: At<State>) => string | undefined;
  /** The screen as sentences for a screen reader. */
  readonly spoken: (at: At<State>) => readonly string[];

  /** The row under the cursor. */
  readonly row?: (at: At<State>) => Values | undefined;
  /** The column of that row under the cursor; absent: the first. */
  readonly column?: (at: At<State>) => number;
  /** All rows, their header first. */
  readonly table?: (at: At<State>) => readonly Values[] | undefined;
  readonly sqlTitle?: string;
  readonly sql?: (at: At<State>) => readonly Statement[];
  /** What an export writes, or why there is nothing to write. */
  readonly exportOf: (at: At<State>) => Export | string;
}

/** A screen as seen by other code, which does not know the type of its state. */
export type AnyScreen = Screen<unknown>;

/** A screen for the registry. It only ever receives states that it made itself, by its id. */
export function defineScreen<State>(screen: Screen<State>): AnyScreen & { readonly of: (place: Place) => State } {
  return { ...(screen as unknown as AnyScreen), of: (place) => place.states[screen.id] as State };
}
