import type { Catalog } from "../../domain/catalog.ts";
import type { DataSet } from "../../domain/data-set.ts";
import type { Mapper, NoteKeeper } from "./core.ts";

/** All that an analyst did: enough to come back to it, to undo, to save and to send. */
export interface Place {
  /** The id of the screen in view. */
  readonly screen: string;
  /** The state of every screen, by id; each is known to its screen alone. */
  readonly states: Readonly<Record<string, unknown>>;
}

/** What a screen's first state is made from. */
export interface Known {
  readonly catalog: Catalog;
  readonly dataSet: DataSet;
  readonly notes?: NoteKeeper | undefined;
  readonly mapper?: Mapper | undefined;
}

/** The place with another state of one of its screens; the same where that is the same. */
export function withState(place: Place, id: string, state: unknown): Place {
  return place.states[id] === state ? place : { ...place, states: { ...place.states, [id]: state } };
}
