import type { ReactNode } from "react";
import type { Statement } from "../../domain/cohort.ts";
import type { SavedState } from "../../domain/saved-state.ts";
import type { Value } from "../../domain/slice-result.ts";
import type { Chip } from "../widgets/chip.ts";
import type { Line } from "../widgets/line.ts";
import type { ActionName } from "./actions.ts";
import type { AppState, Notice, Size } from "./app-state.ts";
import type { Activator, ExportView, Mapper, NoteKeeper } from "./core.ts";
import type { CoreQuery } from "./core-query.ts";
import type { AppData } from "./data.ts";
import type { Intent } from "./intent.ts";
import type { KeyRow } from "./key-row.ts";
import type { Item, Overlay, PickOverlay } from "./overlay.ts";
import type { Known, Place } from "./place.ts";

/** A screen's own state, and what it may look at besides. */
export interface At<State> {
  readonly state: State;
  readonly data: AppData;
  /** Room of the body. */
  readonly size: Size;
  readonly app: AppState;
}

/** What comes of an action: all parts may be absent, and then nothing happens. */
export interface Outcome<State> {
  readonly state?: State;
  /** To be shown by the screen that shows such things, which comes into view. */
  readonly show?: Intent;
  /** To be followed by the other screens. */
  readonly tell?: Intent;
  readonly notice?: Notice;
  readonly overlay?: Overlay | undefined;
  /** To be done outside by `perform`. */
  readonly effect?: unknown;
}

/** A list that a screen opens. */
export interface Picker<State> {
  readonly title: (at: At<State>, overlay: PickOverlay) => string;
  /** What it offers for what was typed; undefined while that is being read. */
  readonly items: (at: At<State>, overlay: PickOverlay) => readonly Item[] | undefined;
  /** The entry that holds now, so that the list opens on it. */
  readonly current?: (at: At<State>) => string | undefined;
  /** What can be typed besides the name of an entry. */
  readonly typed?: string;
  /** What its entries are read with. */
  readonly query?: (at: At<State>, overlay: PickOverlay) => readonly [slot: string, query: CoreQuery] | undefined;
  /** Once an entry was taken; undefined: none was there to be taken. */
  readonly accept: (at: At<State>, overlay: PickOverlay, chosen: string | undefined) => Outcome<State>;
}

export interface ViewProps<State> {
  readonly at: At<State>;
  /** A newer answer is on its way for long: what is there is dimmed. */
  readonly isStale: boolean;
}

/** What a screen may reach outside. */
export interface Services {
  readonly mapper?: Mapper | undefined;
  readonly activator?: Activator | undefined;
  /** Tells the screen what happened while an effect is being carried out. */
  readonly report?: ((news: unknown) => void) | undefined;
  /** The mapping is written: what it was made for goes on. */
  readonly accepted?: ((file: string) => void) | undefined;
}

type Values = readonly (Value | undefined)[];

/** What is written to a file, under which name, and how many rows that is where it is known. */
export interface Export {
  readonly view: ExportView;
  readonly file: string;
  readonly rows?: number | undefined;
}

/** A key that leads to a screen, and what the screen then shows; undefined: what it showed before. */
export interface Jump {
  readonly row: KeyRow;
  readonly intent?: Intent;
}

/** A question to begin with, and the state that answers it. */
export interface Beginning<State> {
  readonly name: string;
  /** What is on screen then, in a few words. */
  readonly detail: string;
  readonly state: State;
}

/** One screen: all that is particular to it. The registry lists them; nothing else knows any of them. */
export interface Screen<State> {
  readonly id: string;
  /** What crumbs, palette and tabs show. */
  readonly title: string;
  /** What one looks at, in a sentence. */
  readonly about: string;
  readonly keys: readonly KeyRow[];
  /** Shared actions that mean something of its own here. */
  readonly handles?: readonly ActionName[];
  /** Keys that lead to it from anywhere; none: it is only reached by what it shows. */
  readonly jumps?: readonly Jump[];
  /** Before there is data: few of the shared keys make sense. */
  readonly isBeforeData?: boolean;

  readonly initial: (known: Known) => State;
  /** Views for those who have saved none. */
  readonly beginnings?: (known: Known) => readonly Beginning<State>[];
  readonly reduce: (at: At<State>, action: ActionName, count: number) => Outcome<State>;
  /** Why an action cannot be done now; undefined where it can. */
  readonly reasonAgainst?: (at: At<State>, action: ActionName) => string | undefined;
  readonly pickers?: Readonly<Record<string, Picker<State>>>;
  /** Lists whose entries the palette offers too. */
  readonly palette?: readonly string[];
  /** The state once answers came: the cursor inside what there is. */
  readonly settle?: (at: At<State>) => State;
  /** The state with what is open inside of it closed by a step; undefined where nothing is. */
  readonly back?: (at: At<State>) => State | undefined;
  /** The state with the cursor on what is at a place of the body. */
  readonly target?: (at: At<State>, x: number, y: number) => State;
  /** The state that shows this, with what is to be said of it; undefined: it shows no such thing. */
  readonly show?: (at: At<State>, intent: Intent) => Outcome<State> | undefined;
  /** The state once another screen told this. */
  readonly follow?: (at: At<State>, intent: Intent) => State;
  /** The state once its text was written on what it is about. */
  readonly note?: (at: At<State>, about: string, text: string) => State;
  /** The state after what came of an effect, or other news while it is in view. */
  readonly news?: (at: At<State>, news: unknown) => Outcome<State>;
  /** Does outside what `reduce` asked for; resolves to news. */
  readonly perform?: (effect: unknown, services: Services) => Promise<unknown>;

  /** What of a state is analysis: its changes can be undone. */
  readonly analysis: (state: State) => unknown;
  /** What of a state says how deep it is: its changes can be gone back from. */
  readonly depth?: (state: State) => unknown;
  /** A state that was gone back to, with what must not be lost of the present one. */
  readonly carry?: (from: State, to: State) => State;
  /** Keeps beyond this session what changed of a state. */
  readonly save?: (before: State, after: State, notes: NoteKeeper) => readonly Promise<void>[];
  readonly encode?: (state: State) => Partial<SavedState>;
  readonly decode?: (saved: SavedState, before: State) => State;

  /** Queries to the core, by the slot that their answer is for. */
  readonly queries: (at: At<State>) => ReadonlyMap<string, CoreQuery>;
  /** Slots whose errors and delays are the screen's. */
  readonly slots: (at: At<State>) => readonly string[];
  /** Actions that are likely next, and the slot whose answer is worked out for them beforehand. */
  readonly prefetch?: { readonly actions: readonly ActionName[]; readonly slot: string };

  /** Whether there is something to draw. */
  readonly isReady: (at: At<State>) => boolean;
  readonly View: (props: ViewProps<State>) => ReactNode;
  /** What is there while nothing is to be drawn yet. */
  readonly Waiting?: (props: ViewProps<State>) => ReactNode;
  readonly crumbs?: (at: At<State>) => readonly string[];
  /** What stands on the right of the title. */
  readonly right?: (at: At<State>) => Line;
  readonly chips: (at: At<State>) => readonly Chip[];
  /** What is under way, in place of the footer. */
  readonly status?: (at: At<State>) => string | undefined;
  /** The screen as sentences for a screen reader. */
  readonly spoken: (at: At<State>) => readonly string[];

  readonly row: (at: At<State>) => Values | undefined;
  /** The column of that row that the cursor is in. */
  readonly column: (at: At<State>) => number;
  /** All rows, their header first. */
  readonly table: (at: At<State>) => readonly Values[] | undefined;
  readonly sqlTitle?: string;
  readonly sql: (at: At<State>) => readonly Statement[];
  /** What an export writes, or why there is nothing to write. */
  readonly exportOf: (at: At<State>) => Export | string;
}

/** A screen whose state only it knows. */
export type AnyScreen = Screen<unknown>;

/** A screen for the registry. The states that it is given are those that it made, by its id. */
export function defineScreen<State>(screen: Screen<State>): AnyScreen & { readonly of: (place: Place) => State } {
  return { ...(screen as unknown as AnyScreen), of: (place) => place.states[screen.id] as State };
}
