import type { Catalog } from "../../domain/catalog.ts";
import type { DataSet } from "../../domain/data-set.ts";
import type { Mapper, NoteKeeper } from "./core.ts";

/** Everything an analyst did: enough to come back to it, undo it, save it and send it. */
export interface Place {
  /** The id of the current screen. */
  readonly screen: string;
  /** The state of every screen, by id; only the screen itself knows its type. */
  readonly states: Readonly<Record<string, unknown>>;
}

/** Data that a screen's first state is made from. */
export interface Known {
  readonly catalog: Catalog;
  readonly dataSet: DataSet;
  readonly notes?: NoteKeeper | undefined;
  readonly mapper?: Mapper | undefined;
}

/** The place with another state of one of its screens; the same place if the state is the same. */
export function withState(place: Place, id: string, state: unknown): Place {
  return place.states[id] === state ? place : { ...place, states: { ...place.states, [id]: state } };
}
