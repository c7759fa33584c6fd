import type { ActivationMode, NetworkName } from "../../../domain/activation.ts";
import type { Slice } from "../../../domain/slice.ts";
import { type Cursor, originCursor } from "../../state/viewport.ts";

/** A send in progress. */
export interface Sending {
  readonly sent: number;
  readonly of: number;
  /** Why it is waiting; empty if it is not. */
  readonly waiting: string;
  readonly stop: AbortController;
}

export interface AudiencesState {
  /** The customers that the screen was opened with, to be saved as an audience. */
  readonly slice: Slice | undefined;
  readonly cursor: Cursor;
  readonly network: NetworkName;
  readonly mode: ActivationMode;
  readonly allowsUnknown: boolean;
  /** Increases when audiences, or what was sent of them, change. */
  readonly turn: number;
  readonly sending: Sending | undefined;
  /** The result of the last send, in a sentence. */
  readonly result: { readonly text: string; readonly isError: boolean } | undefined;
}

export const initialAudiences: AudiencesState = {
  slice: undefined,
  cursor: originCursor,
  network: "meta",
  mode: "mirror",
  allowsUnknown: false,
  turn: 0,
  sending: undefined,
  result: undefined,
};

/** The network as people write it. */
export const networkLabels: Readonly<Record<NetworkName, string>> = { meta: "Meta", google: "Google" };
